/// Why folders cannot be watched, with what to do about it.
public enum WatchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is nothing at a path, or this account may not look at it.
  case unreachable(path: String, detail: String)
  /// The account watches as many folders as the system allows.
  case tooManyFolders(String)
  /// The account has as many watching programs as the system allows.
  case tooManyWatchers
  /// The system refused for another reason.
  case failed(detail: String)

  static func failed(_ error: FileError) -> WatchError { .failed(detail: error.description) }

  /// The message.
  public var description: String {
    switch self {
    case .unreachable(let path, let detail):
      "\(path) cannot be watched: \(detail). Name a file or folder that is there."
    case .tooManyFolders(let path):
      "\(path) cannot be watched: this account watches as many folders as the system allows. Raise the limit with: "
        + "sysctl fs.inotify.max_user_watches=1000000"
    case .tooManyWatchers:
      "Too many programs of this account watch folders. End some, or raise the limit with: "
        + "sysctl fs.inotify.max_user_instances=1024"
    case .failed(let detail): "The system cannot watch folders: \(detail)."
    }
  }
}
