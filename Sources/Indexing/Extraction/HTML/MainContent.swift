/// The text of a page without what surrounds it: navigation, advertisements, buttons, comment counters, related links.
///
/// Four steps, each a type of its own: ``PageProfile`` tells what kind of page this is, ``Boilerplate`` drops what is
/// hidden or named as something else, ``ContentRoot`` finds the element that holds the rest of the prose, and
/// ``ContentFilter`` drops from it what is made of links or set phrases or stands there twice. The lengths they judge by
/// are those of ``TextStatistics``; the groups of items that shops and lists are made of are found by ``ItemGrid``.
struct MainContent {
  private let tree: HTMLTree
  private let data: StructuredData
  /// What kind of page it is.
  let profile: PageProfile
  /// The element that holds the content.
  let root: Int
  /// Whether it is made of groups of items.
  let hasItems: Bool
  /// The nodes left out, with all that is below them.
  let isDropped: [Bool]

  init(_ page: HTMLPage) {
    tree = page.tree
    data = page.data
    let whole = TextStatistics(tree)
    profile = PageProfile(page, statistics: whole)
    let boilerplate = Boilerplate(page, profile: profile, statistics: whole)
    let statistics = TextStatistics(tree, whole: whole, isDropped: boilerplate.isDropped)
    let grids =
      profile.kind == .other ? ItemGrid.find(tree, statistics: statistics, isDropped: boilerplate.isDropped) : []
    hasItems = !grids.isEmpty
    root = ContentRoot(tree, profile: profile, statistics: statistics, grids: grids).find()
    isDropped =
      ContentFilter(
        tree, kind: profile.kind, statistics: statistics, grids: grids, root: root, isDropped: boilerplate.isDropped
      ).isDropped
  }

  /// The content as plain text, with what the page has of it in its JSON-LD alone.
  ///
  /// - Parameter title: The article's title; a heading that repeats it is left out, except where it is a product's name.
  /// - Returns: Paragraphs in the form articles have.
  func text(title: String) -> String {
    let heading = profile.kind == .product ? nil : repeatedHeading(title)
    let text = TextRenderer.text(of: root, in: tree) { isDropped[$0] || $0 == heading }
    let structured = StructuredText(data, profile: profile)
    if let whole = structured.whole(besides: text) { return whole }
    let missing = structured.missing(from: text)
    let parts = profile.kind == .product ? missing + [text] : [text] + missing
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func repeatedHeading(_ title: String) -> Int? {
    guard !title.isEmpty else { return nil }
    return tree.descendants(of: root).first { index in
      let tag = tree.nodes[index].tag
      return (tag == .h1 || tag == .h2)
        && HeadingAnchor.removed(from: PlainText.oneLine(tree.flatText(of: index))) == title
    }
  }
}
