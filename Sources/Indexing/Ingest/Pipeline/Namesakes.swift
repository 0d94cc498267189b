import Articles
import IndexStore

/// Tells articles apart that have one identifier because their files number them alike.
///
/// Such are records with a short identifier (`17`, `about`) that means something in its file only, with another title
/// than the article that has it already, in another file that is still there, or earlier in the same run. An article that
/// comes again under another title from its own file, or after its file was moved, is a new version.
struct Namesakes {
  /// The longest identifier that may be one of a file, in bytes; the names of the world are longer.
  private static let longestLocal = 12
  /// The most identifiers of a run that are remembered.
  private static let maximumCount = 1 << 20

  /// The hash of the title of the first article of the run with a short identifier, by the hash of the identifier.
  private var titles: [Int: Int] = [:]

  /// The key by which an article is known instead of its identifier; `nil` when it is the article of that name.
  ///
  /// - Parameter stored: What the index has under the identifier.
  mutating func key(instead article: Article, stored: StoredVersion?) -> String? {
    guard Self.isLocal(article.key) else { return nil }
    let isStranger: Bool
    if let first = titles[article.key.hashValue] {
      isStranger = first != article.title.hashValue
    } else {
      isStranger = stored.map { Self.isStranger(article, to: $0) } ?? false
      if !isStranger, titles.count < Self.maximumCount { titles[article.key.hashValue] = article.title.hashValue }
    }
    return isStranger ? ArticleIdentity.key(ofPlace: article) : nil
  }

  private static func isStranger(_ article: Article, to stored: StoredVersion) -> Bool {
    let (here, there) = (article.source, stored.source)
    guard article.title != stored.title, here.path != "-", there.path != "-" else { return false }
    guard (here.path, here.member) != (there.path, there.member) else { return false }
    return FileStatus.isAnything(at: InputPath(there.path))
  }

  private static func isLocal(_ key: String) -> Bool {
    key.utf8.count <= longestLocal
      && key.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}
