import Glibc

/// Lays out a part of a page as plain text.
///
/// Paragraphs, headings, lists and tables are separated by blank lines; list items and table rows are lines, an item
/// after `- `, cells with ` | ` between them; preformatted text keeps its lines and spaces.
struct TextRenderer {
  private let tree: HTMLTree
  private let isDropped: (Int) -> Bool
  private let tablesAreLayout: Bool
  private var output: [UInt8] = []
  /// The line breaks owed before the next text.
  private var breaks = 0
  private var needsSpace = false
  private var preformattedDepth = 0
  /// What the next text of the line is preceded by: a list marker or a cell separator.
  private var lead: StaticString = ""
  /// What stands between the cells of a row; no other lead is as long.
  private static let cellSeparator: StaticString = " | "

  /// Begins with nothing.
  ///
  /// - Parameters:
  ///   - tree: The page.
  ///   - tablesAreLayout: Whether cells stand below each other, as they do in letters, which use tables as columns.
  ///   - isDropped: Whether a node's subtree is left out.
  init(_ tree: HTMLTree, tablesAreLayout: Bool = false, isDropped: @escaping (Int) -> Bool = { _ in false }) {
    self.tree = tree
    self.tablesAreLayout = tablesAreLayout
    self.isDropped = isDropped
  }

  /// The text of one subtree.
  static func text(
    of root: Int, in tree: HTMLTree, tablesAreLayout: Bool = false,
    isDropped: @escaping (Int) -> Bool = { _ in false }
  ) -> String {
    var renderer = TextRenderer(tree, tablesAreLayout: tablesAreLayout, isDropped: isDropped)
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
        write(tree.textRange(index))
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
  func finish() -> String { PlainText.clean(String(decoding: output, as: UTF8.self)) }

  private func isSkipped(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    if tag.isUnrendered { return true }
    switch tag {
    case .input, .select, .textarea, .rt, .rp, .progress, .meter: return true
    case .button: return !tree.isContentButton(index)
    case .sup, .a: return tree.isNoteMark(index)
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
    case .td where tablesAreLayout: owe(1)
    case .td, .th:
      if breaks == 0, !output.isEmpty, lead.utf8CodeUnitCount == 0, isAfterCell(index) {
        (lead, needsSpace) = (Self.cellSeparator, false)
      }
    case .tr:
      // Cells without text at the end of the row before.
      if lead.utf8CodeUnitCount == Self.cellSeparator.utf8CodeUnitCount { lead = "" }
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

  /// Whether a cell is not the first of its row; goes back over the siblings, of which text alone is passed over.
  private func isAfterCell(_ index: Int) -> Bool {
    let row = tree.nodes[index].parent
    var sibling = index - 1
    while sibling > row {
      while tree.nodes[sibling].parent != row { sibling = tree.nodes[sibling].parent }
      if tree.nodes[sibling].tag == .td || tree.nodes[sibling].tag == .th { return true }
      sibling -= 1
    }
    return false
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

  private mutating func write(_ text: Range<Int>) {
    if preformattedDepth > 0 {
      flush()
      output.append(contentsOf: tree.bytes[text])
      return
    }
    tree.bytes.withUnsafeBufferPointer { bytes in
      var index = text.lowerBound
      while index < text.upperBound {
        let space = Self.lengthOfSpace(bytes, index)
        if space > 0 {
          needsSpace = true
          index += space
          continue
        }
        let start = index
        repeat { index += 1 } while index < text.upperBound && Self.lengthOfSpace(bytes, index) == 0
        flush()
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      }
    }
  }

  private mutating func flush() {
    if breaks > 0, !output.isEmpty {
      output.append(0x0a)
      if breaks > 1 { output.append(0x0a) }
    } else if needsSpace, !output.isEmpty, breaks == 0 {
      output.append(0x20)
    }
    breaks = 0
    needsSpace = false
    if lead.utf8CodeUnitCount > 0 {
      lead.withUTF8Buffer { output.append(contentsOf: $0) }
      lead = ""
    }
  }

  /// The length of the white space that begins at a byte and collapses, no-break space included; 0 when there is none.
  private static func lengthOfSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    switch bytes[index] {
    case 0x20, 0x09, 0x0a, 0x0c, 0x0d: 1
    // The second byte is there: texts are well-formed.
    case 0xc2: bytes[index + 1] == 0xa0 ? 2 : 0
    default: 0
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
      let opening = Int32(UInt8(ascii: "<"))
      guard let base = bytes.baseAddress, memchr(base, opening, bytes.count) != nil else { return false }
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
