import Glibc
import SearchClient

extension ErrorOutput {
  /// Says why there is no answer.
  func report(_ error: SearchClientError) {
    let lines = error.description.split(separator: "\n", omittingEmptySubsequences: false).map(TerminalText.safe)
    write("search: " + lines.joined(separator: "\n"))
  }

  /// Says why the output could not be written, unless its reader just went away.
  func report(_ error: OutputError) -> SearchStatus {
    switch error {
    case .closed: return .found
    case .failed(let code):
      write("search: cannot write the output: \(String(cString: strerror(code)))")
      return .refused
    }
  }
}
