/// Where the index and the socket are when nothing names them: one rule for the daemon, the client and the tools.
///
/// A pure function of the user and the environment; whether a file exists is for the caller to look at. Variables that
/// are empty count as absent, and so do `XDG_*` variables that are not absolute, as the XDG Base Directory
/// Specification 0.8 asks.
public struct DefaultPaths: Sendable, Equatable {
  /// The index file.
  ///
  /// `$SEARCHD_INDEX`, else `/var/lib/searchd/index.sqlite` for root, else `searchd/index.sqlite` below
  /// `$XDG_DATA_HOME`, else below `~/.local/share`, else below `/var/tmp/searchd-UID` for a user without a home.
  public let index: String
  /// The socket a daemon of this user listens on.
  ///
  /// `$SEARCHD_SOCKET`, else ``systemSocket`` for root, else `$XDG_RUNTIME_DIR/searchd.sock`, else
  /// `/tmp/searchd-UID/searchd.sock`.
  public let daemonSocket: String
  /// The sockets a client of this user tries, in order: the first that exists is the one meant, else the first.
  ///
  /// `$SEARCHD_SOCKET` alone when it is set, else the user's own daemon before the system's.
  public let clientSockets: [String]

  /// The socket of the system's daemon.
  public static let systemSocket = "/run/searchd/searchd.sock"
  /// The index of the system's daemon.
  public static let systemIndex = "/var/lib/searchd/index.sqlite"

  /// Works out the paths for a user.
  ///
  /// - Parameters:
  ///   - userID: The effective user id; 0 is root.
  ///   - environment: The process's environment; `SEARCHD_INDEX`, `SEARCHD_SOCKET`, `XDG_DATA_HOME`,
  ///     `XDG_RUNTIME_DIR` and `HOME` are looked at.
  public init(userID: UInt32, environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    func folder(_ name: String) -> String? {
      value(name).flatMap { $0.utf8.first == UInt8(ascii: "/") ? $0 : nil }
    }
    if let named = value("SEARCHD_INDEX") {
      index = named
    } else if userID == 0 {
      index = Self.systemIndex
    } else if let data = folder("XDG_DATA_HOME") ?? folder("HOME").map({ $0 + "/.local/share" }) {
      index = data + "/searchd/index.sqlite"
    } else {
      index = "/var/tmp/searchd-\(userID)/index.sqlite"
    }
    if let named = value("SEARCHD_SOCKET") {
      daemonSocket = named
      clientSockets = [named]
    } else if userID == 0 {
      daemonSocket = Self.systemSocket
      clientSockets = [Self.systemSocket]
    } else {
      daemonSocket = folder("XDG_RUNTIME_DIR").map { $0 + "/searchd.sock" } ?? "/tmp/searchd-\(userID)/searchd.sock"
      clientSockets = [daemonSocket, Self.systemSocket]
    }
  }
}
