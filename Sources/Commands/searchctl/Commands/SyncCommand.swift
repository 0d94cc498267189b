import ArgumentParser
import IndexStore
import Ingest

struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Make the index equal to files and folders, deletions included.",
    discussion: """
      Ingests the paths, then removes the articles that were read from them earlier and are not there any more. An article \
      whose text is unchanged at another place stays. Articles that were read from elsewhere are left alone.

      Nothing is removed that only could not be seen: articles stay when their folder or file could not be read or has \
      parts that were left out, and all of them when the command was interrupted. The report says so, and the exit status \
      is 1.
      """)

  @OptionGroup var input: InputOptions
  @Flag(help: "Print what would be added, replaced and removed, one article a line, and change nothing.")
  var dryRun = false
  @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"), completion: .file())
  var paths: [String]

  func validate() throws { try Self.check(paths) }

  /// Refuses what has no place to compare with.
  static func check(_ paths: [String]) throws {
    guard !paths.contains("") else { throw ValidationError("A path is empty.") }
    guard !paths.contains("-") else { throw ValidationError("Standard input (-) is neither a file nor a folder.") }
  }

  func run() throws {
    try input.report { ingester, reporter in
      if dryRun {
        let reader = try input.index.openReaderIfPresent()
        return ingester.foresee(paths, in: reader) { reporter.observe($0) }
      }
      let writer = try input.index.openOrMake()
      defer { try? writer.close() }
      let summary = ingester.sync(paths, into: writer) { reporter.observe($0) }
      input.index.keepColumns(after: summary, by: writer)
      return summary
    }
  }
}
