/// What kind of page this is, as far as it matters for telling content from the rest.
struct PageProfile {
  /// What a page's content is.
  enum Kind {
    /// Posts of several people; what elsewhere are readers' comments is the text here.
    case discussion
    /// What is offered for sale, one thing of it.
    case product
    /// One text, by what the page says of itself.
    case article
    /// Anything else: a list, a manual, a home page, an article that does not say so.
    case other
  }

  let kind: Kind
  /// Whether the discussion is one of questions and answers, where comments are notes to these.
  let hasAnswers: Bool

  // The statistics are those of the whole page.
  init(_ page: HTMLPage, statistics: TextStatistics) {
    hasAnswers = Self.declares("QAPage", "/QAPage", page)
    if Self.declaresDiscussion(page)
      || Self.isMostlyComments(page.tree, hints: page.hints, statistics: statistics)
      || Self.isMostlyPosts(page.tree, hints: page.hints, statistics: statistics)
    {
      kind = .discussion
      return
    }
    let type = page.tags.first("og:type")?.lowercased() ?? ""
    if type == "product" || type == "og:product" || page.data.all(ofTypes: ["Product", "ProductGroup"]).count == 1
      || page.itemTypes.count(where: { $0.hasSuffix("/Product") }) == 1
    {
      kind = .product
    } else if type == "article" || page.data.first(ofTypes: ["Article", "BlogPosting"]) != nil {
      kind = .article
    } else {
      kind = .other
    }
  }

  var isDiscussion: Bool { kind == .discussion }

  /// Whether what is named as comments is left out.
  var dropsComments: Bool { !isDiscussion }

  /// Whether the page says of itself that it is a discussion, or questions and answers.
  static func declaresDiscussion(_ page: HTMLPage) -> Bool {
    declares("QAPage", "/QAPage", page) || declares("DiscussionForumPosting", "/DiscussionForumPosting", page)
  }

  private static func declares(_ type: String, _ suffix: StaticString, _ page: HTMLPage) -> Bool {
    page.data.first(ofTypes: [type]) != nil || page.itemTypes.contains { $0.hasSuffix(suffix) }
  }

  /// Whether most of the text is in posts each of which says who wrote it in a part of its own.
  private static func isMostlyPosts(_ tree: HTMLTree, hints: [ElementHints], statistics: TextStatistics) -> Bool {
    let profiles = tree.nodes.indices.filter {
      hints[$0].contains(.poster) && tree.nodes[$0].tag.isBlock
        && hints[tree.nodes[$0].parent].isDisjoint(with: .poster)
        && hints[$0].isDisjoint(with: .popup) && isProfile($0, tree)
    }
    guard profiles.count >= 2 else { return false }
    var (posts, text) = (0, 0)
    for (place, profile) in profiles.enumerated() {
      let previous = place > 0 ? profiles[place - 1] : 0
      let next = place + 1 < profiles.count ? profiles[place + 1] : tree.nodes.count
      let around = tree.ancestors(of: profile).prefix { $0 > previous && tree.nodes[$0].end <= next }
      if let post = around.filter({
        (hints[$0].contains(.post) || tree.nodes[$0].tag == .article) && tree.nodes[$0].tag.isBlock
      }).last {
        posts += 1
        text += statistics[post].text
      }
    }
    return posts >= 2 && text * 3 > statistics[0].text
  }

  /// Whether an element is the part of a post that forums put beside its text.
  private static func isProfile(_ index: Int, _ tree: HTMLTree) -> Bool {
    let names = [tree.value(of: .class, at: index), tree.value(of: .id, at: index)].compactMap { $0 }
    return profileNames.contains { name in names.contains { $0.end(of: name) != nil } }
  }

  private static let profileNames: [StaticString] = [
    "postprofile", "postbit", "postleft", "postmenu", "postuser", "post_author", "userinfo", "user-info",
    "message-user", "userdetails", "poster", "authorpane", "author_information", "authorwrap",
  ]

  /// Whether hardly any prose is left without the comments.
  private static func isMostlyComments(
    _ tree: HTMLTree, hints: [ElementHints], statistics: TextStatistics
  ) -> Bool {
    guard hints.contains(where: { $0.contains(.comments) }) else { return false }
    var comments = 0
    var index = 1
    // Texts that stand in a block beside other blocks and so count as no prose: paragraphs between line breaks.
    var loose: [Int: Int] = [:]
    while index < tree.nodes.count {
      // Reviews of a product are no posts, whatever the parts of them are called.
      if hints[index].contains(.reviews), !hints[index].contains(.comments) {
        index = tree.nodes[index].end
      } else if hints[index].contains(.comments) {
        comments += statistics[index].prose
        index = tree.nodes[index].end
      } else {
        let parent = tree.nodes[index].parent
        if tree.nodes[index].tag == .text, statistics[parent].blocks > 1, statistics[index].text > 40 {
          loose[parent, default: 0] += statistics[index].text
        }
        index += 1
      }
    }
    let longest = loose.values.max() ?? 0
    let rest = statistics[0].prose - comments + (longest >= 400 ? longest : 0)
    return comments > 0 && (rest < 400 || Double(rest) < 0.15 * Double(comments))
  }
}
