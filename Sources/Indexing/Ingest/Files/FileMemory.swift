import Articles
import Extraction
import Glibc
import IndexStore

/// Tells which large files need not be read again.
struct FileMemory: Sendable {
  /// A file changed this shortly before it was read may change again unseen: file systems count time in coarse steps.
  private static let settlingNanoseconds: Int64 = 2_000_000_000

  /// Remembering costs a scan of the index's articles, which is only worth it for many.
  static let minimumArticles = 100

  private let known: [String: ReadFile]
  private let manner: String
  private let identity: ArticleIdentity

  init(known: [String: ReadFile], options: IngestOptions, identity: ArticleIdentity) {
    self.known = known
    self.identity = identity
    manner = [Software.version, options.format?.rawValue ?? "", options.language?.rawValue ?? ""].joined(separator: "|")
  }

  /// The file as it was when the index took its articles, if nothing about it is different now.
  func unchanged(_ path: InputPath, _ status: FileStatus) -> ReadFile? {
    guard let known = known[identity.place(path)],
      known == file(path, status, articles: known.articles)
    else { return nil }
    return known
  }

  /// What to remember of a file that was read to its end, or `nil` when it changed meanwhile or only just before.
  ///
  /// The number of its articles is still to be filled in.
  func completed(_ path: InputPath, before: FileStatus) -> ReadFile? {
    guard let after = try? FileStatus(of: path), after.size == before.size, after.modified == before.modified,
      after.identity == before.identity
    else { return nil }
    let now = Int64(time(nil)) * 1_000_000_000
    guard now - before.modified > Self.settlingNanoseconds else { return nil }
    return file(path, before, articles: 0)
  }

  private func file(_ path: InputPath, _ status: FileStatus, articles: Int) -> ReadFile {
    ReadFile(
      path: identity.place(path), size: status.size, modified: status.modified,
      device: Int64(truncatingIfNeeded: status.identity.device),
      inode: Int64(truncatingIfNeeded: status.identity.inode), manner: manner, articles: articles)
  }
}
