import ArgumentParser
import Glibc
import SearchClient

/// The entry point: reads the arguments, runs the command, ends with its exit status.
@main
enum Main {
  static func main() async {
    // A reader that goes away, such as `head`, shows as a failed write, which ends the command quietly.
    signal(SIGPIPE, SIG_IGN)
    SearchClient.useOneThread()
    exit(await status(of: Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func status(of arguments: [String]) async -> SearchStatus {
    do {
      let command = try SearchCommand.parse(arguments)
      try command.checkQuery()
      return await SearchTool(command: command).run()
    } catch {
      return report(error)
    }
  }

  /// Prints help or the version where that was asked for, else what is wrong with the arguments.
  private static func report(_ error: any Error) -> SearchStatus {
    let message = SearchCommand.fullMessage(for: error)
    guard SearchCommand.exitCode(for: error) != .success else {
      var output = OutputWriter(descriptor: STDOUT_FILENO)
      do throws(OutputError) {
        try output.write(line: message)
        try output.flush()
        return .found
      } catch {
        return ErrorOutput().report(error)
      }
    }
    ErrorOutput().write(message)
    if message.contains("Unknown option") {
      ErrorOutput().write("A query word that begins with a dash goes behind two dashes: search -- -word")
    }
    return .refused
  }
}
