/// Finds the groups of like items that pages of shops, catalogues and indexes are made of: each item a card with a picture,
/// a heading or a price and some text, where a menu has one text in each link.
struct ItemGrid {
  private let tree: HTMLTree
  private let statistics: TextStatistics

  /// The smallest group.
  private static let minimumItems = 4

  private init(_ tree: HTMLTree, statistics: TextStatistics) {
    self.tree = tree
    self.statistics = statistics
  }

  /// The groups that hold a good part of a page's text, none inside another.
  static func find(_ tree: HTMLTree, statistics: TextStatistics, isDropped: [Bool]) -> [Int] {
    let grid = ItemGrid(tree, statistics: statistics)
    let needed = max(200, Double(statistics[0].text) * 0.1)
    var found: [Int] = []
    var index = 1
    while index < tree.nodes.count {
      if isDropped[index] || Double(statistics[index].text) < needed {
        index = tree.nodes[index].end
      } else if tree.nodes[index].tag.isBlock, grid.isGrid(index) {
        found.append(index)
        index = tree.nodes[index].end
      } else {
        index += 1
      }
    }
    return found
  }

  /// Whether nearly all text of an element is in children that are items of one form.
  private func isGrid(_ index: Int) -> Bool {
    guard statistics[index].links >= Self.minimumItems else { return false }
    var groups: [UInt64: [Int]] = [:]
    for child in tree.children(of: index) where statistics[child].text > 0 && tree.nodes[child].tag != .text {
      groups[form(child), default: []].append(child)
    }
    guard let items = groups.values.max(by: { $0.count < $1.count }), items.count >= Self.minimumItems else {
      return false
    }
    let text = items.reduce(0) { $0 + statistics[$1].text }
    guard Double(text) >= 0.7 * Double(statistics[index].text) else { return false }
    return items.count(where: isCard) * 5 >= items.count * 4
  }

  /// What items of one form have in common: the element and the first of its classes.
  private func form(_ index: Int) -> UInt64 {
    let classes = tree.value(of: .class, at: index) ?? []
    let first = classes.drop { $0 <= 0x20 }.prefix { $0 > 0x20 && !$0.isASCIIDigit }
    return NameHash(tree.nodes[index].tag.rawValue + ".").appending(first).value
  }

  /// Whether an item has two texts or more, and a picture, a heading or a price.
  private func isCard(_ index: Int) -> Bool {
    var texts = 0
    var isMarked = false
    for node in tree.descendants(of: index) {
      let tag = tree.nodes[node].tag
      if tag == .text {
        guard statistics[node].text > 0 else { continue }
        texts += 1
        isMarked = isMarked || hasPrice(node)
      } else {
        isMarked = isMarked || tag == .img || tag.isHeading
      }
      if texts >= 2, isMarked { return true }
    }
    return false
  }

  /// Whether a text has a digit and the sign of a currency.
  private func hasPrice(_ index: Int) -> Bool {
    let text = tree.bytes[tree.textRange(index)]
    guard text.count < 60, text.contains(where: \.isASCIIDigit) else { return false }
    return text.contains(UInt8(ascii: "$"))
      || Self.signs.contains { sign in text.indices.contains { text[$0...].starts(with: sign) } }
  }

  private static let signs = ["€", "£", "¥"].map { Array($0.utf8) }
}
