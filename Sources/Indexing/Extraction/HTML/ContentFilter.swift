/// Drops parts of the content's own element that are no content, by what they are made of rather than what they are called.
struct ContentFilter {
  /// Whether a node's subtree is left out.
  private(set) var isDropped: [Bool]

  private let tree: HTMLTree
  private let statistics: TextStatistics
  private let root: Int

  /// Goes through the content's own element.
  ///
  /// - Parameters:
  ///   - tree: The page.
  ///   - kind: What it is.
  ///   - statistics: The figures without what was dropped.
  ///   - grids: The groups of items that the page is made of.
  ///   - root: The content's own element.
  ///   - isDropped: Whether a node's subtree was left out.
  init(
    _ tree: HTMLTree, kind: PageProfile.Kind, statistics: TextStatistics, grids: [Int], root: Int, isDropped: [Bool]
  ) {
    self.tree = tree
    self.statistics = statistics
    self.root = root
    self.isDropped = isDropped
    drop(besides: SideSections(tree, kind: kind, statistics: statistics, root: root), around: grids)
    let repeated = RepeatedBlocks.find(tree, statistics: statistics, root: root, isDropped: self.isDropped)
    for index in repeated { self.isDropped[index] = true }
  }

  private mutating func drop(besides sections: SideSections, around grids: [Int]) {
    let isIndexPage = statistics[root].linkDensity >= 0.5
    let holders = Set(grids.flatMap { tree.ancestors(of: $0) } + grids)
    var gridEnd = 0
    var index = root + 1
    while index < tree.nodes[root].end {
      if holders.contains(index), grids.contains(index) { gridEnd = tree.nodes[index].end }
      let mayBeMenu = !isIndexPage && index >= gridEnd && !holders.contains(index)
      if isDropped[index] || tree.nodes[index].tag == .text {
        index = tree.nodes[index].end
      } else if let section = sections.section(headedBy: index) {
        dropAll(section)
        index = section.upperBound
      } else if isFurniture(index) || isHeadingAnchor(index) || mayBeMenu && isLinkList(index) {
        isDropped[index] = true
        index = tree.nodes[index].end
      } else {
        index += 1
      }
    }
  }

  /// Drops the nodes of a range, each with all that is below it.
  private mutating func dropAll(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      isDropped[index] = true
      index = tree.nodes[index].end
    }
  }

  /// A block whose only text is a phrase of publishing systems.
  private func isFurniture(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    guard (1..<150).contains(statistics[index].text), tag.isBlock || (tag == .a || tag == .span) && isAlone(index)
    else {
      return false
    }
    return PageFurniture.isFurniture(index, of: tree)
  }

  /// A sign in a heading that links to the heading.
  private func isHeadingAnchor(_ index: Int) -> Bool {
    guard tree.nodes[index].tag == .a, (1..<40).contains(statistics[index].text),
      tree.ancestors(of: index).prefix(3).contains(where: { tree.nodes[$0].tag.isHeading || tree.nodes[$0].tag == .dt })
    else { return false }
    return HeadingAnchor.isAnchor(PlainText.oneLine(tree.flatText(of: index)))
  }

  /// Whether an inline element is all the text of its block.
  private func isAlone(_ index: Int) -> Bool {
    statistics[tree.nodes[index].parent].text == statistics[index].text
  }

  /// A list or group of links with little beside them.
  private func isLinkList(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    guard statistics[index].links >= 3, tag.isBlock, !tag.isHeading else { return false }
    switch tag {
    case .td, .th, .tr, .pre, .dl, .dt, .dd: return false
    default: break
    }
    let density = statistics[index].linkDensity
    return density > 0.75 && (statistics[index].prose == 0 || density > 0.9)
  }
}
