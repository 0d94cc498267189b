/// Finds blocks of a page whose text it gives twice: once for wide and once for narrow windows, in a carousel's copy of its
/// first slide, in a quotation of a post that stands above.
enum RepeatedBlocks {
  /// Shorter texts, in bytes without white space, may well stand twice.
  private static let minimumLength = 50
  /// What stands more often is what like items have in common.
  private static let maximumTimes = 3

  /// The blocks below an element that repeat one above, those left out apart.
  static func find(_ tree: HTMLTree, statistics: TextStatistics, root: Int, isDropped: [Bool]) -> [Int] {
    var places: [UInt64: [Int]] = [:]
    var index = root + 1
    while index < tree.nodes[root].end {
      let tag = tree.nodes[index].tag
      if isDropped[index] || tag == .text || tag == .pre || tag == .table {
        index = tree.nodes[index].end
      } else if tag.isBlock, statistics[index].blocks == 1 {
        if statistics[index].text >= minimumLength { places[hash(tree, index), default: []].append(index) }
        index = tree.nodes[index].end
      } else {
        index += 1
      }
    }
    return places.values.filter { (2...maximumTimes).contains($0.count) }.flatMap { $0.dropFirst() }
  }

  /// The hash of a text without white space.
  private static func hash(_ tree: HTMLTree, _ index: Int) -> UInt64 {
    var hash = NameHash()
    for node in tree.descendants(of: index) where tree.nodes[node].tag == .text {
      for byte in tree.bytes[tree.textRange(node)] where byte > 0x20 { hash.append(byte) }
    }
    return hash.value
  }
}
