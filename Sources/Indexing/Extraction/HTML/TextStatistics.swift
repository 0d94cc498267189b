/// How much text of which kind lies below each node of a page, without what was dropped.
///
/// Lengths count bytes of UTF-8 without white space: cheap, and fair to scripts that write a syllable in one character.
struct TextStatistics {
  /// The figures of one node.
  struct Figures {
    /// All text.
    var text = 0
    /// Text inside links.
    var linkText = 0
    /// Text of leaf blocks that read like prose: long, with sentences, mostly outside links.
    var prose = 0
    /// Links.
    var links = 0
    /// Block elements.
    var blocks = 0
    /// Marks that end sentences or clauses.
    fileprivate var punctuation = 0

    /// The share of the text that is inside links, 0 to 1.
    var linkDensity: Double { text == 0 ? 0 : Double(linkText) / Double(text) }

    fileprivate var isProse: Bool {
      text >= 60 && linkText * 2 < text && (punctuation > 0 || text >= 160)
    }

    static func += (total: inout Figures, part: Figures) {
      total.text += part.text
      total.linkText += part.linkText
      total.prose += part.prose
      total.links += part.links
      total.blocks += part.blocks
      total.punctuation += part.punctuation
    }
  }

  private let figures: [Figures]

  /// The figures of a node; those of the document are the page's.
  subscript(index: Int) -> Figures { figures[index] }

  /// The statistics of a whole page.
  init(_ tree: HTMLTree) {
    figures = tree.bytes.withUnsafeBufferPointer { bytes in
      Self.sum(tree, isDropped: { _ in false }) { text in
        Self.measure(UnsafeBufferPointer(rebasing: bytes[tree.textRange(text)]))
      }
    }
  }

  /// The statistics of a page without what was dropped.
  ///
  /// - Parameters:
  ///   - tree: The page.
  ///   - whole: The statistics of the whole page, in which the texts are measured.
  ///   - isDropped: Whether a node's subtree is left out.
  init(_ tree: HTMLTree, whole: TextStatistics, isDropped: [Bool]) {
    figures = Self.sum(tree, isDropped: { isDropped[$0] }) { whole[$0] }
  }

  /// Adds every node to its parent as soon as it is complete.
  private static func sum(
    _ tree: HTMLTree, isDropped: (Int) -> Bool, measure: (Int) -> Figures
  ) -> [Figures] {
    var figures = Array(repeating: Figures(), count: tree.nodes.count)
    var open = 0
    var index = 1
    while true {
      while index >= tree.nodes[open].end {
        complete(&figures[open], tree.nodes[open].tag)
        if open == 0 { return figures }
        let parent = tree.nodes[open].parent
        figures[parent] += figures[open]
        open = parent
      }
      let tag = tree.nodes[index].tag
      if isDropped(index) || tag.isUnrendered {
        index = tree.nodes[index].end
      } else {
        if tag == .text {
          figures[index] = measure(index)
          figures[open] += figures[index]
        } else {
          open = index
        }
        index += 1
      }
    }
  }

  /// Adds what an element itself is to what its content gave.
  private static func complete(_ figures: inout Figures, _ tag: HTMLTag) {
    if tag == .a {
      figures.linkText = figures.text
      figures.links += 1
    }
    guard tag.isBlock else { return }
    if figures.blocks == 0, figures.isProse { figures.prose = figures.text }
    figures.blocks += 1
  }

  /// The length without white space, and the marks that end sentences or clauses.
  private static func measure(_ text: UnsafeBufferPointer<UInt8>) -> Figures {
    var figures = Figures()
    for byte in text where byte > 0x20 {
      figures.text += 1
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "?"), 0xe3, 0xef:
        figures.punctuation += 1
      default: continue
      }
    }
    return figures
  }
}
