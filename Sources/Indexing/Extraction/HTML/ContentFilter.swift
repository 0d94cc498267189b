/// Drops parts of the content's own element that are no content, by what they are made of rather than what they are called.
struct ContentFilter {
  /// Whether a node's subtree is left out.
  private(set) var isDropped: [Bool]

  private let tree: HTMLTree
  private let statistics: TextStatistics

  init(_ tree: HTMLTree, statistics: TextStatistics, root: Int, isDropped: [Bool]) {
    self.tree = tree
    self.statistics = statistics
    self.isDropped = isDropped
    let isIndexPage = statistics[root].linkDensity >= 0.5
    var index = root + 1
    while index < tree.nodes[root].end {
      if self.isDropped[index] || tree.nodes[index].tag == .text {
        index = tree.nodes[index].end
      } else if isFurniture(index) || (!isIndexPage && isLinkList(index)) {
        self.isDropped[index] = true
        index = tree.nodes[index].end
      } else {
        index += 1
      }
    }
  }

  /// A block whose only text is a phrase of publishing systems.
  private func isFurniture(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    guard (1..<150).contains(statistics[index].text), tag.isBlock || (tag == .a || tag == .span) && isAlone(index)
    else {
      return false
    }
    return PageFurniture.isFurniture(tree.flatBytes(of: index))
  }

  /// Whether an inline element is all the text of its block.
  private func isAlone(_ index: Int) -> Bool {
    statistics[tree.nodes[index].parent].text == statistics[index].text
  }

  /// A list or group of links with little beside them.
  private func isLinkList(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    guard tag.isBlock, !tag.isHeading, ![.td, .th, .tr, .pre, .dl, .dt, .dd].contains(tag), statistics[index].links >= 3
    else {
      return false
    }
    let density = statistics[index].linkDensity
    return density > 0.75 && (statistics[index].prose == 0 || density > 0.9)
  }
}
