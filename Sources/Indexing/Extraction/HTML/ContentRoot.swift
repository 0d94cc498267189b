/// Finds the element that holds a page's content.
struct ContentRoot {
  private let tree: HTMLTree
  private let statistics: TextStatistics
  /// Whether the page's own text is mostly prose, so that prose alone can show where the content is.
  private let isProsePage: Bool
  /// The share of the weight the content's element must hold.
  ///
  /// One text is in one place, and what is around it is something else; other pages are put together of parts.
  private let coverage: Double
  /// The text inside links that belongs to groups of items, by the elements that hold them.
  private var itemText: [Int: Int] = [:]

  init(_ tree: HTMLTree, profile: PageProfile, statistics: TextStatistics, grids: [Int]) {
    self.tree = tree
    self.statistics = statistics
    let ownText = statistics[0].text - statistics[0].linkText
    isProsePage = statistics[0].prose > 1000 && Double(statistics[0].prose) > 0.85 * Double(ownText)
    coverage = profile.kind == .article || profile.kind == .product ? 0.7 : 0.9
    for grid in grids {
      itemText[0, default: 0] += statistics[grid].linkText
      itemText[grid, default: 0] += statistics[grid].linkText
      for holder in tree.ancestors(of: grid) { itemText[holder, default: 0] += statistics[grid].linkText }
    }
  }

  /// The smallest element that holds nearly all of what reads like content, inside what the page declares as its main
  /// part.
  ///
  /// Where prose is a good part of the text, it alone counts; elsewhere other text counts less, that of items' links less
  /// again, that of other links least.
  func find() -> Int {
    var root = declaredRoot()
    let needed = weight(root) * coverage
    guard needed > 0 else { return root }
    while let child = tree.children(of: root).first(where: { weight($0) >= needed }) { root = child }
    while root != 0, !tree.nodes[root].tag.isBlock { root = tree.nodes[root].parent }
    return root
  }

  /// The heaviest `main` element or the like; the document when there is none with more than a few words.
  private func declaredRoot() -> Int {
    let declared = tree.nodes.indices.filter { index in
      let tag = tree.nodes[index].tag
      return tag == .main || tag != .text && tree.value(of: .role, at: index)?.equals("main") == true
    }
    guard let heaviest = declared.max(by: { weight($0) < weight($1) }) else { return 0 }
    return weight(heaviest) >= 0.05 * weight(0) ? heaviest : 0
  }

  private func weight(_ index: Int) -> Double {
    let prose = Double(statistics[index].prose)
    if isProsePage { return prose }
    let links = Double(statistics[index].linkText)
    let other = max(0, Double(statistics[index].text) - prose - links)
    return prose + 0.6 * other + 0.1 * links + 0.5 * Double(itemText[index] ?? 0)
  }
}
