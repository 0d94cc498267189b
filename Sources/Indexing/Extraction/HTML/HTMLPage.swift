/// A parsed page with what several rules need to know of it.
struct HTMLPage {
  let tree: HTMLTree
  /// What each element's names say it is for.
  let hints: [ElementHints]
  let data: StructuredData
  let tags: MetaTags
  /// How the people who made it write dates.
  let dateHabits: DateHabits
  /// The types of the microdata items, in document order.
  let itemTypes: [ArraySlice<UInt8>]

  /// Parses a page.
  init(_ text: String, limits: Extractor.Limits) { self.init(HTMLParser.parse(text, limits: limits)) }

  /// Parses a page in UTF-8 that is well-formed.
  init(_ bytes: [UInt8], limits: Extractor.Limits) {
    self.init(bytes.withUnsafeBufferPointer { HTMLParser.parse($0, limits: limits) })
  }

  private init(_ tree: HTMLTree) {
    self.tree = tree
    hints = ElementHints.all(of: tree)
    data = StructuredData(tree)
    tags = MetaTags(tree)
    dateHabits = DateHabits(tree, tags)
    itemTypes = tree.attributes.filter { $0.name == .itemtype }.map { tree.bytes[$0.value] }
  }
}
