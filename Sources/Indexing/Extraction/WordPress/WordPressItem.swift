import Articles

/// What an item of an export says in the vocabulary of WordPress.
struct WordPressItem {
  private let element: XMLElement

  init(_ element: XMLElement) {
    self.element = element
  }

  /// `post`, `page`, `attachment`, `nav_menu_item`, or what plug-ins make up.
  var type: String { element.childText(.wordPress, "post_type") ?? "post" }

  var id: String? { element.childText(.wordPress, "post_id") }
  var parent: String? { element.childText(.wordPress, "post_parent").flatMap { $0 == "0" ? nil : $0 } }

  /// The text with block comments and shortcodes.
  var content: String { element.child(.content, "encoded")?.text ?? element.child(.plain, "description")?.text ?? "" }

  /// The hand-written summary; of an attachment its caption.
  var excerpt: String { element.child(.excerpt, "encoded")?.text ?? "" }

  /// The attachment that is shown above the text.
  var thumbnail: String? {
    element.children(.wordPress, "postmeta").first { $0.childText(.wordPress, "meta_key") == "_thumbnail_id" }?
      .childText(.wordPress, "meta_value")
  }

  /// Refuses everything that is no article, or that the public does not see.
  func checkIsPublic() throws(ExtractionFailure) {
    guard type == "post" || type == "page" else {
      throw ExtractionFailure(code: .notAnArticle, detail: "“\(type.prefix(40))” is neither a post nor a page")
    }
    let status = element.childText(.wordPress, "status") ?? "publish"
    switch status {
    case "publish": break
    case "draft", "pending", "auto-draft": throw ExtractionFailure(code: .draft, detail: "its status is “\(status)”")
    default: throw ExtractionFailure(code: .unpublished, detail: "its status is “\(status.prefix(40))”")
    }
    if element.childText(.wordPress, "post_password") != nil {
      throw ExtractionFailure(code: .unpublished, detail: "protected by a password")
    }
  }

  // MARK: People and categories

  var logins: [String] { element.children(.dublinCore, "creator").map(\.text).filter { !$0.isBlank } }

  /// The authors that plug-ins for several authors keep as terms.
  var coauthors: [String] { terms { $0 == "author" } }

  /// Categories and tags, those of plug-ins too; the other terms are marks of the system.
  var categories: [String] {
    terms { domain in
      domain != "author" && domain != "language"
        && !["post_", "nav_", "wp_", "product_", "link_", "term_"].contains {
          domain.hasPrefix($0) && domain != "post_tag"
        }
    }
  }

  /// The language that plug-ins for several languages keep as a term.
  var language: Language? {
    element.children(.plain, "category").first { $0.attribute("domain") == "language" }?.attribute("nicename")
      .flatMap { LanguageNames.language($0) }
  }

  private func terms(_ isWanted: (String) -> Bool) -> [String] {
    element.children(.plain, "category").filter { isWanted($0.attribute("domain") ?? "category") }.map(\.text)
  }

  // MARK: Dates

  func published(_ notes: inout [ExtractionNote]) -> ArticleDate? {
    let written = element.childText(.plain, "pubdate").flatMap { $0.contains("-0001") ? nil : $0 }
    return DateParser.first(of: moments("post_date") + [written].compactMap { $0 } + local("post_date"), &notes)
  }

  func updated(_ notes: inout [ExtractionNote]) -> ArticleDate? {
    DateParser.first(of: moments("post_modified") + local("post_modified"), &notes)
  }

  /// The moment in UTC; a row of zeros stands for none.
  private func moments(_ name: String) -> [String] { dates(name + "_gmt").map { $0 + "Z" } }

  /// The moment by the clock of the site, whose zone is not said.
  private func local(_ name: String) -> [String] { dates(name) }

  private func dates(_ name: String) -> [String] {
    element.childText(.wordPress, name).map { $0.hasPrefix("0000") ? [] : [$0] } ?? []
  }
}

/// The captions of the attachments that an export has had so far.
struct WordPressCaptions {
  /// The most bytes that are kept; captions after that are left out.
  private static let maximumBytes = 16 << 20

  private var texts: [String: String] = [:]
  private var attachments: [String: [String]] = [:]
  private var bytes = 0

  /// Takes the caption of an attachment, else its description.
  mutating func enter(_ item: WordPressItem, limits: Extractor.Limits) {
    guard let id = item.id, bytes < Self.maximumBytes else { return }
    let candidates = [item.excerpt, item.content].lazy.map { HTMLFragment.text($0, limits: limits) }
    guard let text = candidates.first(where: { !$0.isEmpty }) else { return }
    bytes += text.utf8.count + 256
    texts[id] = text
    if let parent = item.parent { attachments[parent, default: []].append(id) }
  }

  /// The captions of attachments that a post shows, and of those that were made for it.
  func of(_ shown: [String], post: String?) -> [String] {
    var seen: Set<String> = []
    let made = post.flatMap { attachments[$0] } ?? []
    return (shown + made).filter { seen.insert($0).inserted }.compactMap { texts[$0] }
  }
}
