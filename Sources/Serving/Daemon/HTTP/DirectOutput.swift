import Glibc
import NIOCore

/// The socket of a connection for the thread that has made an answer: what it sends itself need not wait until the event
/// loop wakes up.
///
/// It is a descriptor of its own, so that it never names another file when the connection is closed meanwhile. Only one
/// thread may write at a time; the session sees to that by giving it away with a request and writing nothing until the
/// answer comes back.
final class DirectOutput: Sendable {
  private let descriptor: Int32

  /// Doubles the descriptor of a channel; `nil` when the channel has none or there are no more.
  ///
  /// Called on the channel's event loop.
  init?(_ channel: any Channel) {
    let copy = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      fcntl($0, F_DUPFD_CLOEXEC, 0)
    }
    guard let copy, copy >= 0 else { return nil }
    descriptor = copy
  }

  deinit { close(descriptor) }

  /// Sends as much as the client's side takes at once.
  ///
  /// - Returns: How many bytes that is; 0 also when the connection is broken, which the event loop notices by itself.
  func send(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { bytes in
      while true {
        let sent = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
        if sent >= 0 { return sent }
        if errno != EINTR { return 0 }
      }
    }
  }

  /// Ends the connection for the client, whoever still holds a descriptor of it.
  func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
