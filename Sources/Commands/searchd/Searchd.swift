import ArgumentParser
import Articles
import Daemon
import Foundation
import Glibc

/// `searchd`: the daemon's command line.
@main
struct Searchd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "searchd",
    abstract: "Answer searches in an article index over a Unix socket.",
    discussion: """
      Every option but --config and --check-config is a setting. It can as well stand in the configuration file or, in \
      capitals and with SEARCHD_ before it, in the environment; an option comes before both.
      """,
    version: "searchd " + Software.version)

  @Option(help: ArgumentHelp("Read this configuration file instead of the standard one.", valueName: "path"))
  var config: String?
  @Flag(help: "Check the configuration, print it as it is in force, and exit.")
  var checkConfig = false
  @OptionGroup(title: "Settings")
  var settings: SettingOptions

  func run() async throws {
    let sources = Configuration.Sources(
      file: config, flags: settings.values, environment: ProcessInfo.processInfo.environment, userID: geteuid(),
      processors: ProcessInfo.processInfo.activeProcessorCount)
    let configuration = try Configuration(sources)
    if checkConfig {
      print(configuration.text, terminator: "")
      return
    }
    try await Daemon(configuration: configuration, sources: sources).run()
  }

  /// Runs the command and ends the process with a documented status.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as ConfigurationErrors {
      fail("\(error)", status: .unusable)
    } catch let error as StartError {
      fail("\(error)", status: error.isAboutIndex ? .unusable : .cannotStart)
    } catch {
      let isUsage = exitCode(for: error) == .validationFailure
      guard isUsage else { exit(withError: error) }
      fail(fullMessage(for: error), status: .unusable)
    }
  }

  /// The statuses that searchd(8) documents.
  private enum Status: Int32 {
    /// The socket cannot be made, or another daemon has it.
    case cannotStart = 1
    /// The command line, the configuration or the index cannot be used.
    case unusable = 2
  }

  private static func fail(_ message: String, status: Status) -> Never {
    let lines = message.split(separator: "\n").map { "searchd: \($0)\n" }.joined()
    FileHandle.standardError.write(Data(lines.utf8))
    Glibc.exit(status.rawValue)
  }
}
