/// How much text of which kind lies below each node of a page, without what was dropped.
///
/// Lengths count bytes of UTF-8 without white space: cheap, and fair to scripts that write a syllable in one character.
struct TextStatistics {
  /// The figures of one node; kept in 32 bits like those of ``HTMLTree/Node``.
  struct Figures {
    fileprivate var counts = SIMD8<Int32>()

    /// All text.
    var text: Int { Int(counts[0]) }
    /// Text inside links.
    var linkText: Int { Int(counts[1]) }
    /// Text of leaf blocks that read like prose: long, with sentences, mostly outside links.
    var prose: Int { Int(counts[2]) }
    /// Links.
    var links: Int { Int(counts[3]) }
    /// Block elements.
    var blocks: Int { Int(counts[4]) }
    /// Marks that end sentences or clauses.
    fileprivate var punctuation: Int { Int(counts[5]) }

    /// The share of the text that is inside links, 0 to 1.
    var linkDensity: Double { text == 0 ? 0 : Double(linkText) / Double(text) }

    fileprivate var isProse: Bool {
      text >= 60 && linkText * 2 < text && (punctuation > 0 || text >= 160)
    }

    static func += (total: inout Figures, part: Figures) { total.counts &+= part.counts }
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
      figures.counts[1] = figures.counts[0]
      figures.counts[3] += 1
    }
    guard tag.isBlock else { return }
    if figures.blocks == 0, figures.isProse { figures.counts[2] = figures.counts[0] }
    figures.counts[4] += 1
  }

  /// The length without white space, and the marks that end sentences or clauses.
  private static func measure(_ text: UnsafeBufferPointer<UInt8>) -> Figures {
    var length: Int32 = 0
    var marks: Int32 = 0
    var rest = text[...]
    while !rest.isEmpty {
      // Sums in a byte each and without branches, so that 16 bytes are counted at once.
      var lengthHere: UInt8 = 0
      var marksHere: UInt8 = 0
      for byte in rest.prefix(255) {
        lengthHere &+= byte > 0x20 ? 1 : 0
        let isSign = byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
        let endsSentence = byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
        marksHere &+= isSign || endsSentence || byte == 0xe3 || byte == 0xef ? 1 : 0
      }
      length &+= Int32(lengthHere)
      marks &+= Int32(marksHere)
      rest = rest.dropFirst(255)
    }
    var figures = Figures()
    figures.counts[0] = length
    figures.counts[5] = marks
    return figures
  }
}
