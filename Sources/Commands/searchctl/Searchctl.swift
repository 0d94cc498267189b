import ArgumentParser
import Articles
import Glibc
import Isolation

/// `searchctl`: brings articles into an index and looks after it.
@main
struct Searchctl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "searchctl",
    abstract: "Bring articles into an index and look after it.",
    discussion: """
      An index is one SQLite file. It is named by --index, else by the environment variable SEARCHD_INDEX, else it is \
      /var/lib/searchd/index.sqlite for root and ~/.local/share/searchd/index.sqlite for everybody else. A daemon may \
      serve the index while any of these commands runs; what they commit is found at once.
      """,
    version: "searchctl " + Software.version,
    subcommands: [
      IngestCommand.self, SyncCommand.self, WatchCommand.self, RemoveCommand.self, StatsCommand.self,
      VerifyCommand.self, RebuildCommand.self, CompactCommand.self, BackupCommand.self, ExportCommand.self,
      ExtractCommand.self,
    ])

  /// Runs the command and ends the process with a documented status.
  static func main() {
    // Not for people: the command starts itself once more to read documents that nobody trusts.
    if CommandLine.arguments.dropFirst().elementsEqual([ExtractionWorker.argument]) {
      Glibc.exit(ExtractionWorker.run())
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(with: error)
    }
  }

  private static func end(with error: any Error) -> Never {
    switch error {
    case let status as ExitStatus: Glibc.exit(status.rawValue)
    case let failure as CommandFailure:
      Terminal.complain(failure.description)
      Glibc.exit(ExitStatus.nothingDone.rawValue)
    default:
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Terminal.complain(fullMessage(for: error), prefixed: false)
      Glibc.exit(ExitStatus.nothingDone.rawValue)
    }
  }
}
