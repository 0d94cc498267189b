/// The text of a page without what surrounds it: navigation, advertisements, buttons, comment counters, related links.
///
/// Four steps, each a type of its own: ``PageProfile`` tells what kind of page this is, ``Boilerplate`` drops what is
/// hidden or named as something else, ``ContentRoot`` finds the element that holds the rest of the prose, and
/// ``ContentFilter`` drops from it what is made of links or set phrases. The lengths they judge by are those of
/// ``TextStatistics``.
struct MainContent {
  private let tree: HTMLTree
  /// The element that holds the content.
  let root: Int
  /// The nodes left out, with all that is below them.
  let isDropped: [Bool]

  init(_ page: HTMLPage) {
    tree = page.tree
    let whole = TextStatistics(tree)
    let profile = PageProfile(page, statistics: whole)
    let boilerplate = Boilerplate(page, profile: profile, statistics: whole)
    let statistics = TextStatistics(tree, whole: whole, isDropped: boilerplate.isDropped)
    root = ContentRoot(tree, statistics: statistics).find()
    isDropped = ContentFilter(tree, statistics: statistics, root: root, isDropped: boilerplate.isDropped).isDropped
  }

  /// The content as plain text.
  ///
  /// - Parameter title: The article's title; a heading at the beginning that repeats it is left out.
  /// - Returns: Paragraphs in the form articles have.
  func text(title: String) -> String {
    let heading = repeatedHeading(title)
    return TextRenderer.text(of: root, in: tree) { isDropped[$0] || $0 == heading }
  }

  private func repeatedHeading(_ title: String) -> Int? {
    guard !title.isEmpty else { return nil }
    return tree.descendants(of: root).first { index in
      let tag = tree.nodes[index].tag
      return (tag == .h1 || tag == .h2) && PlainText.oneLine(tree.flatText(of: index)) == title
    }
  }
}
