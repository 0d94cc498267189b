import ArgumentParser
import Articles
import IndexStore
import Ingest

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Show what the index holds and how large it is.")

  @OptionGroup var index: IndexOption
  @Flag(help: "Print a JSON object.")
  var json = false

  func run() throws {
    let reader = try index.openReader()
    let stats = try describing { try reader.stats() }
    var report = ReportOptions()
    report.json = json
    let lines = rows(stats).map { name, value in name.padding(to: 12) + value }
    try report.finish(lines.joined(separator: "\n"), json: members(stats))
  }

  private func rows(_ stats: IndexStats) -> [(String, String)] {
    let languages = stats.languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var rows = [
      ("index", index.path), ("articles", "\(stats.articles)"),
      ("languages", languages.map { "\($0.key) \($0.value)" }.joined(separator: ", ")),
      ("words", "\(stats.words)"), ("text", "\(stats.textBytes) bytes"),
    ]
    if let earliest = stats.earliestPublished, let latest = stats.latestPublished {
      rows.append(("published", Self.day(earliest) + " to " + Self.day(latest)))
    }
    rows += [
      ("file", "\(stats.fileBytes) bytes, \(stats.freeBytes) of them free"), ("log", "\(stats.logBytes) bytes"),
      ("generation", "\(stats.generation)"), ("schema", "\(stats.schemaVersion)"), ("analyzer", stats.analyzer),
    ]
    return rows.filter { !$0.1.isEmpty }
  }

  private func members(_ stats: IndexStats) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("path", .text(index.path)), ("articles", .number(Int64(stats.articles))),
      (
        "languages",
        .object(stats.languages.sorted { $0.key < $1.key }.map { ($0.key.rawValue, .number(Int64($0.value))) })
      ),
      ("words", .number(Int64(stats.words))), ("text_bytes", .number(Int64(stats.textBytes))),
    ]
    if let earliest = stats.earliestPublished { members.append(("earliest_published", .text(Self.day(earliest)))) }
    if let latest = stats.latestPublished { members.append(("latest_published", .text(Self.day(latest)))) }
    return members + [
      ("file_bytes", .number(Int64(stats.fileBytes))), ("free_bytes", .number(Int64(stats.freeBytes))),
      ("log_bytes", .number(Int64(stats.logBytes))), ("generation", .number(stats.generation)),
      ("schema_version", .number(Int64(stats.schemaVersion))), ("analyzer", .text(stats.analyzer)),
    ]
  }

  private static func day(_ seconds: Int64) -> String { String(ArticleDate(seconds: seconds).text.prefix(10)) }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
