import Analysis
import ArgumentParser
import Articles
import Foundation
import Glibc
import IndexStore
import Ingest
import Retrieval

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check the index against itself and against the stored texts.",
    discussion: """
      Checks the SQLite file and the full-text structures, then analyses every stored text anew and compares the result \
      with the index. With --queries it also asks made-up queries and compares their ranking with that of scoring every \
      article that matches. It only reads, and may run while the index is served and written.
      """)

  @OptionGroup var index: IndexOption
  @OptionGroup var report: ReportOptions
  @Option(help: ArgumentHelp("Also compare the ranking of so many made-up queries.", valueName: "number"))
  var queries = 0

  func validate() throws {
    if queries < 0 { throw ValidationError("--queries takes a whole number from 0 on, not \(queries).") }
  }

  func run() throws {
    let reader = try index.openReader()
    let result = try report.interruptible { progress in
      try reader.verify(analyzer: Analyzer(), progress: progress)
    }
    let ranking = try rankingReport()
    let problems = result.problems.map(\.description) + ranking.problems.prefix(VerifyReport.maximumProblems)
    let count = result.problemCount + ranking.problems.count
    let compared = queries > 0 ? ", \(ranking.queries) queries compared" : ""
    try report.finish(
      """
      \(index.path): \(count == 0 ? "no problems" : "\(count) problems"), \
      \(result.articles) articles and \(result.occurrences) occurrences of terms checked\(compared)
      """,
      details: problems + result.skipped.map { "not checked: " + $0 },
      json: [
        ("path", .text(index.path)), ("clean", .flag(count == 0)), ("articles", .number(Int64(result.articles))),
        ("occurrences", .number(Int64(result.occurrences))), ("problem_count", .number(Int64(count))),
        ("problems", .texts(problems)), ("not_checked", .texts(result.skipped)),
        ("queries", .number(Int64(ranking.queries))),
      ])
    if count > 0 { throw ExitStatus.partlyDone }
  }

  private func rankingReport() throws -> QueryVerifier.Report {
    guard queries > 0 else { return QueryVerifier.Report() }
    return try describing {
      var verifier = try QueryVerifier(index: SearchIndex(path: index.path))
      return try verifier.verify(queries: queries)
    }
  }
}

struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Analyse all stored texts anew.",
    discussion: """
      Needed when a new version of the program analyses text differently, which the other commands then say; and it \
      repairs damaged terms. Searches go on meanwhile. When it is interrupted, the next rebuild continues where it was.
      """)

  @OptionGroup var index: IndexOption
  @OptionGroup var report: ReportOptions

  func run() throws {
    let writer = try index.openWriter(for: .maintenance)
    let result = try report.interruptible { try writer.rebuild(progress: $0) }
    try describing { try writer.close() }
    let resumed = result.resumed > 0 ? ", \(result.resumed) of them by an earlier rebuild" : ""
    try report.finish(
      "\(index.path): \(result.articles) articles analysed anew\(resumed)",
      json: [
        ("path", .text(index.path)), ("articles", .number(Int64(result.articles))),
        ("resumed", .number(Int64(result.resumed))),
      ])
  }
}

struct CompactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Make the index as small and as fast as it can be.",
    discussion: """
      Merges the full-text lists into one and gives free space back to the file system. Searches go on meanwhile. It needs \
      up to twice the size of the index as free space.
      """)

  @OptionGroup var index: IndexOption
  @OptionGroup var report: ReportOptions

  func run() throws {
    let writer = try index.openWriter(for: .maintenance)
    let result = try report.interruptible { try writer.compact(progress: $0) }
    try describing { try writer.close() }
    try report.finish(
      "\(index.path): \(result.bytesBefore) bytes before, \(result.bytesAfter) bytes now",
      json: [
        ("path", .text(index.path)), ("bytes_before", .number(Int64(result.bytesBefore))),
        ("bytes_after", .number(Int64(result.bytesAfter))),
      ])
  }
}

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the index as it is at this moment.",
    discussion: """
      The index may be served and written meanwhile. The copy appears under its name only when it is complete; a file that \
      exists is never overwritten. It is an index like any other.
      """)

  @OptionGroup var index: IndexOption
  @OptionGroup var report: ReportOptions
  @Argument(help: "The file to make.", completion: .file())
  var path: String

  func run() throws {
    let reader = try index.openReader()
    try report.interruptible { try reader.backup(to: path, progress: $0) }
    try report.finish(
      "\(index.path): copied to \(path)", json: [("path", .text(index.path)), ("copy", .text(path))])
  }
}
