/// Finds the element that holds a page's content.
struct ContentRoot {
  private let tree: HTMLTree
  private let statistics: TextStatistics
  /// Whether the page's own text is mostly prose, so that prose alone can show where the content is.
  private let isProsePage: Bool

  init(_ tree: HTMLTree, statistics: TextStatistics) {
    self.tree = tree
    self.statistics = statistics
    let ownText = statistics[0].text - statistics[0].linkText
    isProsePage = statistics[0].prose > 1000 && Double(statistics[0].prose) > 0.75 * Double(ownText)
  }

  /// The share of the page's weight the content's element must hold.
  private static let coverage = 0.8

  /// The smallest element that holds nearly all of what reads like content.
  ///
  /// Where prose is a good part of the text, it alone counts; elsewhere other text counts less, links least.
  func find() -> Int {
    let needed = weight(0) * Self.coverage
    guard needed > 0 else { return 0 }
    var root = 0
    while let child = tree.children(of: root).first(where: { weight($0) >= needed }) { root = child }
    while root != 0, !tree.nodes[root].tag.isBlock { root = tree.nodes[root].parent }
    return root
  }

  private func weight(_ index: Int) -> Double {
    let prose = Double(statistics[index].prose)
    if isProsePage { return prose }
    let links = Double(statistics[index].linkText)
    let other = max(0, Double(statistics[index].text) - prose - links)
    return prose + 0.6 * other + 0.1 * links
  }
}
