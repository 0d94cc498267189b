import ArgumentParser
import IndexStore
import Ingest

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Add articles from files, folders and standard input.",
    discussion: """
      Reads JSON Lines, plain text, Markdown, web pages, feeds, exports, mail and web archives, each also compressed with \
      gzip, xz, zstd or bzip2, and in ZIP and tar archives. Folders are walked recursively, in byte order; hidden \
      files are left out unless they are named.

      An article is known by its id, else its canonical URL, else the absolute path it was read from. One that the index \
      has already is passed over, one that changed is replaced; so the same command can be run again at any time, also \
      after it was interrupted. What is not indexed is reported with a reason, the file and the line.
      """)

  @OptionGroup var input: InputOptions
  @Argument(help: ArgumentHelp("Files and folders; - is standard input.", valueName: "path"), completion: .file())
  var paths: [String]

  func validate() throws {
    guard paths.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input (-) can be read only once.")
    }
    guard !paths.contains("") else { throw ValidationError("A path is empty.") }
  }

  func run() throws {
    try input.report { ingester, reporter in
      let writer = try input.index.openOrMake()
      defer { try? writer.close() }
      let summary = ingester.run(paths, into: writer) { reporter.observe($0) }
      input.index.keepColumns(after: summary, by: writer)
      return summary
    }
  }
}
