import ArgumentParser
import Articles
import Extraction
import Glibc
import Ingest

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Print the articles of files, folders and standard input as JSON Lines.",
    discussion: """
      Shows what ingest would take, and needs no index. The lines are those of export, which ingest reads back; an \
      article that states no language has none. What gives no article is reported with a reason, the file and the line.
      """)

  @Option(help: "The format of all inputs, instead of what their content and names say.")
  var format: ArticleFormat?
  @OptionGroup var isolation: IsolationOptions
  @Argument(
    help: ArgumentHelp("Files and folders; - is standard input, as is nothing.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  func validate() throws {
    guard paths.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input (-) can be read only once.")
    }
    guard !paths.contains("") else { throw ValidationError("A path is empty.") }
  }

  func run() throws {
    let stop = StopFlag()
    let signals = SignalWatch(stop: stop)
    defer { signals.cancel() }
    var articles = 0
    var skipped = 0
    try InputExtractor(format: format, isolation: isolation.settings, stop: stop).run(paths.isEmpty ? ["-"] : paths) {
      finding in
      switch finding {
      case .article(let article, let notes):
        articles += 1
        for note in notes { Terminal.complain("\(article.source): \(note)") }
        guard Terminal.write(ArticleLine(article).description + "\n", to: STDOUT_FILENO) else {
          throw ExitStatus(rawValue: 128 + SIGPIPE)
        }
      case .warned(let text): Terminal.complain("warning: \(text)")
      case .skipped(let input) where input.reason == .content(.asset): break
      case .skipped(let input):
        if !input.reason.isIntended { skipped += 1 }
        Terminal.complain("not read: \(input)")
      }
    }
    if let signal = stop.signal { throw ExitStatus(rawValue: 128 + signal) }
    if skipped > 0 { throw articles > 0 ? ExitStatus.partlyDone : .nothingDone }
  }
}
