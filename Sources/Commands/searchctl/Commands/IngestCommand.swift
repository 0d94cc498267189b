public import ArgumentParser
import Articles
public import Extraction
import Foundation
import Glibc
import IndexStore
import Ingest

extension ArticleFormat: ExpressibleByArgument {}

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Add articles from files, folders and standard input.",
    discussion: """
      Reads JSON Lines, plain text, Markdown and web pages, each also compressed with gzip. Folders are walked \
      recursively, in byte order; hidden files are left out unless they are named.

      An article is known by its id, else its canonical URL, else the absolute path it was read from. One that the index \
      has already is passed over, one that changed is replaced; so the same command can be run again at any time, also \
      after it was interrupted. What is not indexed is reported with a reason, the file and the line.
      """)

  @OptionGroup var index: IndexOption
  @Option(help: "The format of all inputs, instead of what their content and names say.")
  var format: ArticleFormat?
  @Option(help: ArgumentHelp("The language of articles that state none, instead of detecting it.", valueName: "code"))
  var language: String?
  @Option(help: ArgumentHelp("How much text is committed at once, 4K to 1G.", valueName: "size"))
  var batch = ByteSize(bytes: IngestOptions().batchBytes, description: "16M")
  @Option(help: ArgumentHelp("Threads that extract and analyse; 0 is one for each processor.", valueName: "number"))
  var jobs = 0
  @Flag(help: "Print nothing but what was not indexed.")
  var quiet = false
  @Flag(help: "Print what happens to standard output, one JSON object a line.")
  var json = false
  @Argument(help: ArgumentHelp("Files and folders; - is standard input.", valueName: "path"), completion: .file())
  var paths: [String]

  func validate() throws {
    guard (4 << 10...1 << 30).contains(batch.bytes) else {
      throw ValidationError("--batch must be between 4K and 1G.")
    }
    guard (0...1024).contains(jobs) else { throw ValidationError("--jobs must be between 0 and 1024.") }
    guard paths.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input (-) can be read only once.")
    }
    guard !paths.contains("") else { throw ValidationError("A path is empty.") }
    if let language, Language(tag: language) == nil {
      throw ValidationError("--language wants a code such as en or prs, not '\(language)'.")
    }
  }

  func run() throws {
    let stop = StopFlag()
    let signals = SignalWatch(stop: stop)
    defer { signals.cancel() }
    let reporter = IngestReporter(quiet: quiet, json: json, stop: stop)
    do {
      let writer = try index.openOrMake()
      let summary = Ingester(options: options, stop: stop).run(paths, into: writer) { reporter.observe($0) }
      try? writer.close()
      reporter.finish(summary)
      throw ExitStatus(rawValue: summary.exitStatus)
    } catch let failure as CommandFailure {
      reporter.fail(failure.description)
      throw ExitStatus.nothingDone
    }
  }

  private var options: IngestOptions {
    var options = IngestOptions()
    options.format = format
    options.language = language.flatMap { Language(tag: $0) }
    options.batchBytes = batch.bytes
    if jobs > 0 { options.workers = jobs }
    options.indexPath = index.path
    return options
  }
}
