/// Why the daemon cannot start.
public enum StartError: Error, Sendable, Equatable {
  /// Another daemon holds the lock of the socket.
  case alreadyRunning(socket: String, process: Int?)
  /// Something that is not ours answers on the socket.
  case socketInUse(path: String)
  /// There is something at the socket's path that is no socket.
  case notASocket(path: String)
  /// The path does not fit into a socket address.
  case pathTooLong(path: String)
  /// The folder of the socket belongs to someone else or lets others write.
  case unsafeFolder(path: String)
  /// There is no such group.
  case noSuchGroup(name: String)
  /// The operating system refused; `action` says what was tried, such as “bind”.
  case system(action: String, path: String, reason: String)
  /// systemd passed something that cannot be listened on.
  case unusableActivation(reason: String)
  /// The index is damaged, foreign, or of another version.
  case unusableIndex(reason: String)
}

extension StartError: CustomStringConvertible {
  /// What is wrong and what to do, naming the file.
  public var description: String {
    switch self {
    case .alreadyRunning(let socket, let process):
      "another searchd" + (process.map { " (process \($0))" } ?? "") + " already serves \(socket); stop it, or give "
        + "this one another --socket"
    case .socketInUse(let path):
      "\(path): another program answers on this socket; stop it, or give this daemon another --socket"
    case .notASocket(let path):
      "\(path): exists and is not a socket; it is left alone, give another --socket"
    case .pathTooLong(let path):
      "\(path): longer than the 107 bytes a socket's path may have; give a shorter --socket"
    case .unsafeFolder(let path):
      "\(path): belongs to another user or lets others write; give a --socket in a folder of your own"
    case .noSuchGroup(let name):
      "socket_group: there is no group “\(LogText.escaped(name))”"
    case .system(let action, let path, let reason):
      "\(path): cannot \(action): \(reason)"
    case .unusableActivation(let reason):
      "socket activation: \(reason)"
    case .unusableIndex(let reason):
      reason
    }
  }
}

extension StartError {
  /// Whether the index is to blame rather than the socket.
  public var isAboutIndex: Bool {
    if case .unusableIndex = self { true } else { false }
  }
}
