import ArgumentParser
import Articles
import Glibc
import IndexStore
import Ingest

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove articles from the index.",
    discussion: """
      The articles are named by their keys, which search results show, or by the files they were read from; or all \
      articles of a site, or all published before a date. A file that is ingested again comes back.
      """)

  @OptionGroup var index: IndexOption
  @Option(help: ArgumentHelp("Remove all articles of this site, by its exact name.", valueName: "name"))
  var site: String?
  @Option(
    help: ArgumentHelp(
      "Remove all articles published before this date: 2021, 2021-08 or 2021-08-31. Those without a date stay.",
      valueName: "date"))
  var before: String?
  @Flag(help: "Print the keys of the articles that would be removed, one a line, and remove nothing.")
  var dryRun = false
  @Flag(help: "Do not say how many articles were removed.")
  var quiet = false
  @Argument(help: ArgumentHelp("Keys of articles, or files that articles were read from.", valueName: "key"))
  var keys: [String] = []

  func validate() throws {
    guard [!keys.isEmpty, site != nil, before != nil].count(where: { $0 }) == 1 else {
      throw ValidationError("Name either keys, or --site, or --before.")
    }
    if let before, ArticleDate(iso: before) == nil {
      throw ValidationError("--before wants a date such as 2021, 2021-08 or 2021-08-31, not '\(before)'.")
    }
  }

  func run() throws {
    if dryRun { return try describing { try list() } }
    let writer = try index.openWriter()
    let removed = try describing {
      if let site { return try writer.remove(site: site) }
      if let date = before.flatMap({ ArticleDate(iso: $0) }) { return try writer.remove(before: date) }
      return try writer.remove(keys: try known { try !writer.storedVersions(forKeys: [$0]).isEmpty })
    }
    try describing { try writer.close() }
    if !quiet { Terminal.tell("\(removed) \(removed == 1 ? "article" : "articles") removed from \(index.path)") }
    try end(removed: removed)
  }

  /// Prints what would be removed.
  private func list() throws {
    let reader = try index.openReader()
    var count = 0
    func print(_ key: String) throws {
      count += 1
      guard Terminal.write(key + "\n", to: STDOUT_FILENO) else { throw ExitStatus(rawValue: 128 + SIGPIPE) }
    }
    if keys.isEmpty {
      let limit = before.flatMap { ArticleDate(iso: $0) }?.seconds
      var ids: [ArticleID] = []
      try reader.scanArticles { row in
        let isMeant = limit.map { limit in row.publishedSeconds.map { $0 < limit } ?? false } ?? (row.site == site)
        if isMeant { ids.append(row.id) }
      }
      for id in ids { if let article = try reader.article(id: id) { try print(article.key) } }
    } else {
      for key in try known({ try reader.article(key: $0) != nil }) { try print(key) }
    }
    try end(removed: count)
  }

  /// The keys that are in the index; of the others, the ones that are paths are tried as absolute paths.
  private func known(_ isKnown: (String) throws -> Bool) throws -> [String] {
    try keys.compactMap { key in
      for candidate in [key, ArticleIdentity().absolute(key)] where try isKnown(candidate) { return candidate }
      Terminal.complain("not in the index: \(key)")
      return nil
    }
  }

  private func end(removed: Int) throws {
    guard removed < Set(keys).count else { return }
    throw removed == 0 ? ExitStatus.nothingDone : ExitStatus.partlyDone
  }
}
