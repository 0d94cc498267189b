import Articles
import FoundationEssentials
import Glibc

/// The sockets a client tries.
struct SocketPaths: Sendable, Equatable {
  /// In order, at least one.
  let candidates: [String]

  /// Takes the named one, else those of the default rule for this process's user and environment.
  init(named path: String?) {
    if let path {
      candidates = [path]
    } else {
      let environment = ProcessInfo.processInfo.environment
      candidates = DefaultPaths(userID: geteuid(), environment: environment).clientSockets
    }
  }
}
