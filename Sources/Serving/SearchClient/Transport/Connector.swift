import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Opens connections.
struct Connector: Sendable {
  let paths: SocketPaths
  let maximumAnswerBytes: Int
  private let group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton

  init(paths: SocketPaths, maximumAnswerBytes: Int) {
    self.paths = paths
    self.maximumAnswerBytes = maximumAnswerBytes
  }

  /// A connection that has sent its first request, and the answer to come.
  struct Opened: Sendable {
    let channel: any Channel
    let path: String
    let answer: EventLoopFuture<HTTPAnswer>
  }

  /// Connects to the first of the paths that exists and sends a request.
  ///
  /// The request is sent by the event loop as soon as the connection is there: a server that has no room for another
  /// connection answers without waiting for a request, and that answer must not come before the request.
  ///
  /// - Throws: `unreachable`, `cancelled`.
  func open(sending call: HTTPCall) async throws(SearchClientError) -> Opened {
    for path in paths.candidates {
      do {
        return try await open(path, sending: call)
      } catch .unreachable(_, .noSocket) {
        continue
      }
    }
    throw .unreachable(path: paths.candidates.first ?? "", reason: .noSocket)
  }

  private func open(_ path: String, sending call: HTTPCall) async throws(SearchClientError) -> Opened {
    var pause = Duration.milliseconds(2)
    while true {
      do {
        return try await connect(path, sending: call).get()
      } catch let error as IOError where error.errnoCode == EAGAIN {
        // The queue of connections that the daemon has yet to accept is full. The timeout ends this.
        guard (try? await Task.sleep(for: pause)) != nil else { throw .cancelled }
        pause = min(pause * 2, .milliseconds(100))
      } catch {
        throw .unreachable(path: path, reason: Self.reason(for: error))
      }
    }
  }

  private func connect(_ path: String, sending call: HTTPCall) -> EventLoopFuture<Opened> {
    let limit = maximumAnswerBytes
    let bootstrap = ClientBootstrap(group: group).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHTTPClientHandlers()
        try channel.pipeline.syncOperations.addHandler(ExchangeHandler(maximumAnswerBytes: limit))
      }
    }
    return bootstrap.connect(unixDomainSocketPath: path).map { channel in
      Opened(channel: channel, path: path, answer: Self.send(call, over: channel))
    }
  }

  /// Sends a request over a connection that carries none at the moment.
  static func send(_ call: HTTPCall, over channel: any Channel) -> EventLoopFuture<HTTPAnswer> {
    let answer = channel.eventLoop.makePromise(of: HTTPAnswer.self)
    // A write that fails may be the sign that the server answered early and closed: the handler then has the answer, or
    // learns of the end. Only a channel that was closed before has no handler any more.
    channel.writeAndFlush(Exchange(call: call, answer: answer)).whenFailure { _ in
      answer.fail(ExchangeFailure.closedBeforeAnswer)
    }
    return answer.futureResult
  }

  private static func reason(for error: any Error) -> SearchClientError.Unreachability {
    switch error {
    case SocketAddressError.unixDomainSocketPathTooLong: return .pathTooLong
    case let error as IOError:
      switch error.errnoCode {
      case ENOENT, ENOTDIR: return .noSocket
      case ECONNREFUSED, ENOTSOCK: return .notListening
      case EACCES, EPERM: return .permissionDenied
      default: return .system(code: error.errnoCode, text: String(cString: strerror(error.errnoCode)))
      }
    default: return .system(code: 0, text: "\(error)")
    }
  }
}
