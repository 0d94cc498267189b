/// What kind of page this is, as far as it matters for telling content from the rest.
struct PageProfile {
  /// A page whose content is a discussion: what elsewhere are readers' comments is the text here.
  private(set) var isDiscussion = false
  /// A page with one text of several paragraphs.
  private(set) var isArticle = false

  init(_ tree: HTMLTree, hints: [ElementHints], data: StructuredData) {
    isDiscussion = Self.declaresDiscussion(tree, data) || Self.looksLikeDiscussion(tree, hints)
    isArticle = !isDiscussion
  }

  private static func declaresDiscussion(_ tree: HTMLTree, _ data: StructuredData) -> Bool {
    if data.first(ofTypes: ["DiscussionForumPosting", "QAPage", "Question"]) != nil, data.first(ofTypes: ["FAQPage"]) == nil {
      return true
    }
    return tree.nodes.indices.contains { index in
      guard let type = tree.attribute("itemtype", of: index) else { return false }
      return type.hasSuffix("/DiscussionForumPosting") || type.hasSuffix("/QAPage")
    }
  }

  private static func looksLikeDiscussion(_ tree: HTMLTree, _ hints: [ElementHints]) -> Bool {
    false
  }
}
