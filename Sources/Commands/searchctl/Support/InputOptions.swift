public import ArgumentParser
import Articles
import CMalloc
public import Extraction
import Foundation
import Ingest

extension ArticleFormat: ExpressibleByArgument {}

/// How inputs are read, and how that is told.
struct InputOptions: ParsableArguments {
  @OptionGroup var index: IndexOption
  @Option(help: "The format of all inputs, instead of what their content and names say.")
  var format: ArticleFormat?
  @Option(help: ArgumentHelp("The language of articles that state none, instead of detecting it.", valueName: "code"))
  var language: String?
  @Option(help: ArgumentHelp("How much text is committed at once, 4K to 1G.", valueName: "size"))
  var batch = ByteSize(bytes: IngestOptions().batchBytes, description: "48M")
  @Option(help: ArgumentHelp("Threads that extract and analyse; 0 is one for each processor.", valueName: "number"))
  var jobs = 0
  @OptionGroup var isolation: IsolationOptions
  @Flag(help: "Print nothing but what was not indexed.")
  var quiet = false
  @Flag(help: "Print what happens to standard output, one JSON object a line.")
  var json = false

  func validate() throws {
    guard (4 << 10...1 << 30).contains(batch.bytes) else {
      throw ValidationError("--batch must be between 4K and 1G.")
    }
    guard (0...1024).contains(jobs) else { throw ValidationError("--jobs must be between 0 and 1024.") }
    if let language, Language(tag: language) == nil {
      throw ValidationError("--language wants a code such as en or prs, not '\(language)'.")
    }
  }

  /// The same for the ingester.
  var ingestOptions: IngestOptions {
    var options = IngestOptions()
    options.format = format
    options.language = language.flatMap { Language(tag: $0) }
    options.batchBytes = batch.bytes
    if jobs > 0 { options.workers = jobs }
    options.isolation = isolation.settings
    options.indexPath = index.path
    return options
  }

  /// Runs an ingest that a signal stops, tells how it goes, and ends the command with its status.
  func report(_ body: (Ingester, IngestReporter) throws -> IngestSummary) throws {
    // Lists of a megabyte and more are given back to the system when they are let go; left to itself, the allocator keeps
    // them in heaps, where what is small and stays cuts them up (mallopt(3), “M_MMAP_THRESHOLD”).
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    let stop = StopFlag()
    let signals = SignalWatch(stop: stop)
    defer { signals.cancel() }
    let reporter = IngestReporter(quiet: quiet, json: json, stop: stop)
    let summary: IngestSummary
    do {
      summary = try body(Ingester(options: ingestOptions, stop: stop), reporter)
    } catch let failure as CommandFailure {
      reporter.fail(failure.description)
      throw ExitStatus.nothingDone
    }
    reporter.finish(summary)
    throw ExitStatus(rawValue: summary.exitStatus)
  }
}
