import Glibc

/// Tells systemd how the daemon fares, as sd_notify(3) describes it; does nothing when nobody listens.
struct ServiceManager: Sendable {
  private let address: String?
  /// How often `WATCHDOG=1` is expected at least; absent when it is not.
  let watchdogInterval: Duration?

  /// What can be told.
  enum Message {
    /// The socket is served.
    case ready(status: String)
    /// The configuration is being read again; `ready` follows.
    case reloading
    /// The daemon is about to end.
    case stopping
    /// The daemon is alive.
    case alive
    /// One line for `systemctl status`.
    case status(String)
  }

  /// Looks for `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
  init(environment: [String: String], process: Int32 = getpid()) {
    address = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
    let isMeant = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
    let microseconds = environment["WATCHDOG_USEC"].flatMap { Int($0) } ?? 0
    watchdogInterval = isMeant && microseconds > 0 ? .microseconds(microseconds) : nil
  }

  /// Whether anybody listens.
  var isListening: Bool { address != nil }

  /// Sends a message; failures are ignored, as the daemon can do nothing about them.
  func send(_ message: Message) {
    guard let address else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array(Self.text(message).utf8)
    _ = UnixAddress.with(path: address) {
      sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0, $1)
    }
  }

  private static func text(_ message: Message) -> String {
    switch message {
    case .ready(let status): "READY=1\nSTATUS=\(LogText.escaped(status))"
    case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds())"
    case .stopping: "STOPPING=1\nSTATUS=Finishing answers under way"
    case .alive: "WATCHDOG=1"
    case .status(let status): "STATUS=\(LogText.escaped(status))"
    }
  }

  private static func monotonicMicroseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }
}
