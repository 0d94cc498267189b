/// Lays out a part of a page as plain text.
///
/// Paragraphs, headings, lists and tables are separated by blank lines; list items and table rows are lines, an item
/// after `- `, cells with ` | ` between them; preformatted text keeps its lines and spaces.
struct TextRenderer {
  private let tree: HTMLTree
  private let isDropped: (Int) -> Bool
  private var output = ""
  /// The line breaks owed before the next text.
  private var breaks = 0
  private var needsSpace = false
  private var preformattedDepth = 0
  /// What the next text of the line is preceded by: a list marker or a cell separator.
  private var lead = ""

  /// Begins with nothing.
  ///
  /// - Parameters:
  ///   - tree: The page.
  ///   - isDropped: Whether a node's subtree is left out.
  init(_ tree: HTMLTree, isDropped: @escaping (Int) -> Bool = { _ in false }) {
    self.tree = tree
    self.isDropped = isDropped
  }

  /// The text of one subtree.
  static func text(
    of root: Int, in tree: HTMLTree, isDropped: @escaping (Int) -> Bool = { _ in false }
  ) -> String {
    var renderer = TextRenderer(tree, isDropped: isDropped)
    renderer.append(root)
    return renderer.finish()
  }

  /// Adds a subtree.
  ///
  /// The walk is a loop over the node array with the open blocks on a stack of its own, so that depth costs no stack.
  mutating func append(_ root: Int) {
    var open: [Int] = []
    var index = root
    let end = tree.nodes[root].end
    while true {
      while let last = open.last, index >= tree.nodes[last].end {
        close(open.removeLast())
      }
      guard index < end else { break }
      let node = tree.nodes[index]
      if node.tag == .text {
        write(tree.texts[node.content])
        index += 1
      } else if isSkipped(index) || isDropped(index) {
        if node.tag.isBlock { owe(1) }
        index = node.end
      } else {
        begin(index)
        open.append(index)
        index += 1
      }
    }
  }

  /// The text so far, in the form articles have.
  func finish() -> String { PlainText.clean(output) }

  private func isSkipped(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    if tag.isUnrendered { return true }
    switch tag {
    case .input, .select, .textarea, .rt, .rp, .progress, .meter: return true
    case .button: return !tree.isUnclosed(index)
    default: return false
    }
  }

  private mutating func begin(_ index: Int) {
    let tag = tree.nodes[index].tag
    switch tag {
    case .br: owe(breaks > 0 && !output.isEmpty ? breaks + 1 : 1)
    case .li:
      owe(1)
      lead = "- "
    case .td, .th:
      if breaks == 0, !output.isEmpty, lead.isEmpty, isAfterCell(index) { (lead, needsSpace) = (" | ", false) }
    case .tr:
      // Cells without text at the end of the row before.
      if lead == " | " { lead = "" }
      owe(1)
    case .pre, .textarea:
      owe(2)
      preformattedDepth += 1
    default: owe(Self.margin(tag, within: tree.nodes[tree.nodes[index].parent].tag))
    }
  }

  private mutating func close(_ index: Int) {
    let tag = tree.nodes[index].tag
    if tag == .pre { preformattedDepth -= 1 }
    switch tag {
    case .td, .th, .br: break
    case .li: owe(1)
    default: owe(Self.margin(tag, within: tree.nodes[tree.nodes[index].parent].tag))
    }
  }

  private func isAfterCell(_ index: Int) -> Bool {
    let row = tree.nodes[index].parent
    return tree.children(of: row).first { tree.nodes[$0].tag == .td || tree.nodes[$0].tag == .th } != index
  }

  /// The line breaks around an element: 2 separate paragraphs, 1 separates lines.
  private static func margin(_ tag: HTMLTag, within parent: HTMLTag) -> Int {
    guard tag.isBlock else { return 0 }
    switch tag {
    case .li, .tr, .dt, .dd, .thead, .tbody, .tfoot, .option, .legend: return 1
    case .ul, .ol, .dl: return parent == .li ? 1 : 2
    case .p, .div: return parent == .li || parent == .td || parent == .th || parent == .dd || parent == .dt ? 1 : 2
    default: return 2
    }
  }

  private mutating func owe(_ count: Int) {
    guard count > 0 else { return }
    breaks = max(breaks, count)
    needsSpace = false
  }

  private mutating func write(_ text: String) {
    if preformattedDepth > 0 {
      flush()
      output += text
      return
    }
    var word = text.unicodeScalars.startIndex
    let scalars = text.unicodeScalars
    while word < scalars.endIndex {
      if Self.isCollapsible(scalars[word]) {
        needsSpace = true
        word = scalars.index(after: word)
        continue
      }
      let end = scalars[word...].firstIndex(where: Self.isCollapsible) ?? scalars.endIndex
      flush()
      output.unicodeScalars.append(contentsOf: scalars[word..<end])
      word = end
    }
  }

  private mutating func flush() {
    if breaks > 0, !output.isEmpty {
      output += breaks == 1 ? "\n" : "\n\n"
    } else if needsSpace, !output.isEmpty, breaks == 0 {
      output += " "
    }
    breaks = 0
    needsSpace = false
    output += lead
    lead = ""
  }

  private static func isCollapsible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0x0a, 0x0c, 0x0d, 0xa0: true
    default: false
    }
  }
}

/// HTML that stands for one text: a member of a record, the content of a feed entry.
enum HTMLFragment {
  /// All the text of a fragment; nothing but what is never shown is left out.
  static func text(_ markup: String, limits: Extractor.Limits) -> String {
    let tree = HTMLParser.parse(markup, limits: limits)
    return TextRenderer.text(of: 0, in: tree)
  }

  /// Whether a text that should be plain is HTML: it begins with a tag or has paragraphs, and closes what it opens.
  static func looksLikeMarkup(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = Slice(base: bytes, bounds: bytes.indices)
      var (closes, hasParagraphs) = (false, false)
      while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
        rest = rest[start...]
        hasParagraphs = hasParagraphs || Self.paragraphTags.contains { rest.starts(with: $0) }
        closes = closes || hasParagraphs || Self.closingTags.contains { rest.starts(with: $0) }
        rest = rest.dropFirst()
      }
      let start = bytes.drop { $0 <= 0x20 }
      let opensWithTag =
        start.first == UInt8(ascii: "<") && (start.dropFirst().first.map { $0.isASCIILetter || $0 == 0x21 } ?? false)
      return closes && (opensWithTag || hasParagraphs)
    }
  }

  private static let paragraphTags = ["</p>", "<br>", "<br/>", "<br />"].map { Array($0.utf8) }
  private static let closingTags = ["</div>", "</h1>", "</h2>", "</h3>", "</ul>", "</ol>", "</table>", "</blockquote>"]
    .map { Array($0.utf8) }
}
