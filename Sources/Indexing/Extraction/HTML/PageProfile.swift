/// What kind of page this is, as far as it matters for telling content from the rest.
struct PageProfile {
  /// A page whose content is a discussion: what elsewhere are readers' comments is the text here.
  let isDiscussion: Bool

  // The statistics are those of the whole page.
  init(_ page: HTMLPage, statistics: TextStatistics) {
    isDiscussion =
      Self.declaresDiscussion(page.tree, page.data)
      || Self.isMostlyComments(page.tree, hints: page.hints, statistics: statistics)
  }

  /// Whether what is named as comments is left out.
  var dropsComments: Bool { !isDiscussion }

  /// A page with one text; bylines and the like are no part of it.
  var isArticle: Bool { !isDiscussion }

  private static func declaresDiscussion(_ tree: HTMLTree, _ data: StructuredData) -> Bool {
    if data.first(ofTypes: ["DiscussionForumPosting", "QAPage"]) != nil { return true }
    return tree.nodes.indices.contains { index in
      guard let type = tree.value(of: .itemtype, at: index) else { return false }
      return type.hasSuffix("/DiscussionForumPosting") || type.hasSuffix("/QAPage")
    }
  }

  /// Whether hardly any prose is left without the comments.
  private static func isMostlyComments(
    _ tree: HTMLTree, hints: [ElementHints], statistics: TextStatistics
  ) -> Bool {
    var comments = 0
    var index = 1
    while index < tree.nodes.count {
      if hints[index].contains(.comments) {
        comments += statistics[index].prose
        index = tree.nodes[index].end
      } else {
        index += 1
      }
    }
    let rest = statistics[0].prose - comments
    return comments > 0 && (rest < 400 || Double(rest) < 0.15 * Double(comments))
  }
}
