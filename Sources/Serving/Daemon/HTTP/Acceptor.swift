import Dispatch
import Glibc

/// Takes connections from a listening socket as they come.
final class Acceptor: Sendable {
  /// Sources may be used from any thread (dispatch_source_create(3)), which their type does not say.
  private nonisolated(unsafe) let source: any DispatchSourceRead
  private let ending = DispatchGroup()

  /// How long to wait when there is no descriptor, memory or room for one more connection.
  private static let pauseMicroseconds: UInt32 = 10_000

  /// Begins to accept.
  ///
  /// - Parameters:
  ///   - descriptor: The listening socket, which is closed by ``stop()``.
  ///   - hasRoom: Asked before each connection; while it says no, connections wait in the kernel's queue.
  ///   - take: Gets the descriptor of each connection, which is its own from then on.
  init(
    _ descriptor: Int32, hasRoom: @escaping @Sendable () -> Bool, take: @escaping @Sendable (Int32) -> Void
  ) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    let queue = DispatchQueue(label: "searchd.accept")
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    ending.enter()
    source.setEventHandler { Self.acceptAll(descriptor, hasRoom, take) }
    source.setCancelHandler { [ending] in
      close(descriptor)
      ending.leave()
    }
    source.activate()
  }

  /// Stops accepting; what waits to be accepted is turned away.
  func stop() async {
    source.cancel()
    await withCheckedContinuation { done in
      ending.notify(queue: .global()) { done.resume() }
    }
  }

  private static func acceptAll(_ descriptor: Int32, _ hasRoom: () -> Bool, _ take: (Int32) -> Void) {
    while true {
      guard hasRoom() else {
        usleep(pauseMicroseconds)
        return
      }
      let accepted = accept(descriptor, nil, nil)
      if accepted >= 0 {
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        take(accepted)
        continue
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EMFILE, ENFILE, ENOBUFS, ENOMEM:
        usleep(pauseMicroseconds)
        return
      default: return
      }
    }
  }
}
