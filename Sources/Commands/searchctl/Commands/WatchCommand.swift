import ArgumentParser
import Glibc
import IndexStore
import Ingest

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Keep the index equal to files and folders while they change.",
    discussion: """
      Does what sync does, then goes on watching the paths, with all folders in them, and brings what is new, changed, \
      moved or deleted into the index within seconds. A file is read when it has not changed for a second, and after half \
      a minute although it keeps changing. When the kernel loses news because too much happens at once, everything is \
      read again.

      The index is locked for other writers only while something is written. SIGTERM and SIGINT end the command after a \
      commit, with status 0. When a named path goes away, its articles stay until it is there again.
      """)

  @OptionGroup var input: InputOptions
  @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"), completion: .file())
  var paths: [String]

  func validate() throws { try SyncCommand.check(paths) }

  func run() throws {
    let stop = StopFlag()
    let signals = SignalWatch(stop: stop)
    defer { signals.cancel() }
    let reporter = WatchReporter(quiet: input.quiet, json: input.json, stop: stop)
    do {
      // Makes the index where there is none, and refuses what no waiting helps with.
      try input.index.openOrMake().close()
      let path = input.index.path
      var watcher = Watcher(paths, options: input.ingestOptions, stop: stop) { () throws(IndexError) in
        try IndexWriter(path: path, createIfMissing: true)
      } observe: {
        reporter.observe($0)
      }
      try watcher.run()
    } catch let error as WatchError {
      reporter.fail(error.description)
      throw ExitStatus.nothingDone
    } catch let error as IndexError {
      reporter.fail(error.description)
      throw ExitStatus.nothingDone
    } catch let failure as CommandFailure {
      reporter.fail(failure.description)
      throw ExitStatus.nothingDone
    }
    // Who asked for the end by a signal that is meant for it gets a success.
    if let signal = stop.signal, signal != SIGTERM, signal != SIGINT { throw ExitStatus(rawValue: 128 + signal) }
  }
}
