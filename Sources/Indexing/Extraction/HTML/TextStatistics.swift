/// How much text of which kind lies below each node of a page, without what was dropped.
///
/// Lengths count bytes of UTF-8 without white space: cheap, and fair to scripts that write a syllable in one character.
struct TextStatistics {
  /// All text.
  private(set) var text: [Int]
  /// Text inside links.
  private(set) var linkText: [Int]
  /// Text of leaf blocks that read like prose: long, with sentences, mostly outside links.
  private(set) var prose: [Int]
  /// Links.
  private(set) var links: [Int]
  /// Block elements.
  private(set) var blocks: [Int]

  init(_ tree: HTMLTree, isDropped: [Bool]) {
    let count = tree.nodes.count
    text = Array(repeating: 0, count: count)
    linkText = text
    prose = text
    links = text
    blocks = text
    var punctuation = text
    // Children come after their parents, so that one backward pass adds every node to its parent when it is complete.
    var skipped = Array(repeating: false, count: count)
    for index in tree.nodes.indices.dropFirst() {
      skipped[index] = isDropped[index] || skipped[tree.nodes[index].parent] || tree.nodes[index].tag.isUnrendered
    }
    for index in tree.nodes.indices.reversed() where !skipped[index] {
      let node = tree.nodes[index]
      if node.tag == .text {
        (text[index], punctuation[index]) = Self.measure(tree.texts[node.content])
      } else {
        if node.tag == .a {
          linkText[index] = text[index]
          links[index] += 1
        }
        if node.tag.isBlock {
          if blocks[index] == 0, Self.isProse(text[index], linkText[index], punctuation[index]) {
            prose[index] = text[index]
          }
          blocks[index] += 1
        }
      }
      guard index > 0 else { break }
      text[node.parent] += text[index]
      linkText[node.parent] += linkText[index]
      prose[node.parent] += prose[index]
      links[node.parent] += links[index]
      blocks[node.parent] += blocks[index]
      punctuation[node.parent] += punctuation[index]
    }
  }

  /// The share of an element's text that is inside links, 0 to 1.
  func linkDensity(_ index: Int) -> Double {
    text[index] == 0 ? 0 : Double(linkText[index]) / Double(text[index])
  }

  private static func isProse(_ text: Int, _ linkText: Int, _ punctuation: Int) -> Bool {
    text >= 60 && linkText * 2 < text && (punctuation > 0 || text >= 160)
  }

  /// The length without white space, and the marks that end sentences or clauses.
  private static func measure(_ text: String) -> (length: Int, punctuation: Int) {
    var length = 0
    var punctuation = 0
    for byte in text.utf8 where byte > 0x20 {
      length += 1
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "?"), 0xe3, 0xef: punctuation += 1
      default: continue
      }
    }
    return (length, punctuation)
  }
}
