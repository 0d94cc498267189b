/// The text of a page without what surrounds it: navigation, advertisements, buttons, comment counters, related links.
struct MainContent {
  private let tree: HTMLTree
  private let hints: [ElementHints]
  private let profile: PageProfile

  init(_ tree: HTMLTree) {
    self.tree = tree
    hints = ElementHints.all(of: tree)
    profile = PageProfile(tree, hints: hints, data: StructuredData(tree))
  }

  /// The content as plain text.
  ///
  /// - Parameter title: The article's title; a heading that repeats it is left out.
  func text(title: String) -> String {
    let boilerplate = Boilerplate(tree, hints: hints, profile: profile)
    let statistics = TextStatistics(tree, isDropped: boilerplate.isDropped)
    let root = ContentRoot(tree, hints: hints, statistics: statistics).find(coverage: 0.8)
    let isDropped = boilerplate.isDropped
    return TextRenderer.text(of: root, in: tree) { isDropped[$0] }
  }
}
