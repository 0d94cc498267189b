/// What the tables beside the posts say.
struct GhostTables {
  /// The tables that are read.
  static let names: Set<String> = [
    "posts", "users", "tags", "posts_authors", "posts_tags", "posts_meta", "settings",
  ]
  /// The most rows that are kept of each table.
  private static let maximumRows = 1 << 20

  private(set) var siteTitle: String?
  private(set) var siteLanguage: String?
  private var users: [String: String] = [:]
  private var tags: [String: String] = [:]
  private var authorsOfPosts = Relations()
  private var tagsOfPosts = Relations()
  private var captions: [String: String] = [:]

  /// Takes one row.
  mutating func take(_ row: MetadataValue, table: String) {
    func text(_ name: String) -> String? { row[name]?.scalarText }
    switch table {
    case "users": if let id = text("id"), users.count < Self.maximumRows { users[id] = text("name") }
    case "tags":
      if let id = text("id"), tags.count < Self.maximumRows { tags[id] = Self.publicTag(row) }
    case "posts_authors": authorsOfPosts.take(row, to: "author_id")
    case "posts_tags": tagsOfPosts.take(row, to: "tag_id")
    case "posts_meta":
      if let post = text("post_id"), captions.count < Self.maximumRows {
        captions[post] = text("feature_image_caption")
      }
    case "settings":
      switch text("key") {
      case "title": siteTitle = text("value")
      case "locale", "lang", "default_locale": siteLanguage = text("value") ?? siteLanguage
      default: break
      }
    default: break
    }
  }

  /// The name of a tag that readers see; those that begin with `#` are for the theme.
  static func publicTag(_ tag: MetadataValue) -> String? {
    guard let name = tag["name"]?.scalarText, !name.hasPrefix("#"),
      tag["visibility"]?.scalarText.map({ $0 == "public" }) ?? true
    else { return nil }
    return name
  }

  /// The authors of a post, the first author first.
  func authors(of post: String, besides author: String?) -> [String] {
    let related = authorsOfPosts.of(post).compactMap { users[$0] }
    return related.isEmpty ? author.flatMap { users[$0] }.map { [$0] } ?? [] : related
  }

  /// The tags of a post, the main tag first.
  func tags(of post: String) -> [String] { tagsOfPosts.of(post).compactMap { tags[$0] } }

  /// The caption of the picture above a post, as HTML.
  func caption(of post: String) -> String? { captions[post] }

  /// A table that relates posts to rows of another one, in an order.
  private struct Relations {
    private var targets: [String: [(id: String, order: Int)]] = [:]
    private var count = 0

    mutating func take(_ row: MetadataValue, to column: String) {
      guard let post = row["post_id"]?.scalarText, let id = row[column]?.scalarText, count < maximumRows else { return }
      count += 1
      let order = row["sort_order"]?.scalarText.flatMap { Int($0) }
      targets[post, default: []].append((id, order ?? Int.max))
    }

    /// What a post is related to, in the order the table gives, else as the rows come.
    func of(_ post: String) -> [String] {
      (targets[post] ?? []).enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
        .map(\.element.id)
    }
  }
}
