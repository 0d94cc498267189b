/// Finds the element that holds a page's content.
struct ContentRoot {
  private let tree: HTMLTree
  private let statistics: TextStatistics
  private let hints: [ElementHints]

  init(_ tree: HTMLTree, hints: [ElementHints], statistics: TextStatistics) {
    self.tree = tree
    self.hints = hints
    self.statistics = statistics
  }

  /// The smallest element that holds nearly all of the prose, or of the text where there is hardly any prose.
  func find(coverage: Double) -> Int {
    let measure = statistics.prose[0] >= 300 ? statistics.prose : statistics.text
    let needed = Int(Double(measure[0]) * coverage)
    var root = 0
    while let child = tree.children(of: root).first(where: { measure[$0] >= max(1, needed) }),
      tree.nodes[child].tag.isBlock || !tree.nodes[root].tag.isBlock || tree.nodes[child].tag == .other
    {
      root = child
    }
    return root
  }
}
