import Glibc
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Wire

/// Accepts connections on one socket and serves each with an ``HTTPSession``.
final class Listener: Sendable {
  private let acceptor: Acceptor
  private let loops: EventLoops
  private let connections: ConnectionRegistry

  /// Begins to accept.
  init(socket: Int32, server: ServerContext) {
    connections = server.connections
    loops = server.loops
    let taken = Taken()
    acceptor = Acceptor(
      socket,
      hasRoom: {
        taken.count.load(ordering: .relaxed) < server.settings.current.maximumConnections + Self.refusedAtOnce
      }
    ) { descriptor in
      taken.count.add(1, ordering: .relaxed)
      Self.serve(descriptor, server: server) { taken.count.subtract(1, ordering: .relaxed) }
    }
  }

  /// How many connections are told at once that they are too many, so that these do not use up the files that the process may open.
  static let refusedAtOnce = 16

  /// The connections that were accepted and are open.
  private final class Taken: Sendable {
    let count = Atomic<Int>(0)
  }

  /// Gives a connection to an event loop.
  ///
  /// - Parameter ended: Called when it is closed.
  private static func serve(_ descriptor: Int32, server: ServerContext, ended: @escaping @Sendable () -> Void) {
    let seat = server.loops.take()
    let channel = ClientBootstrap(group: seat.loop)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try Self.configure(channel, server: server) }
      }
      .withConnectedSocket(descriptor)
    channel.whenComplete { result in
      switch result {
      case .success(let channel):
        channel.closeFuture.whenComplete { _ in
          seat.close()
          ended()
        }
      case .failure(let error):
        seat.close()
        ended()
        server.logger.debug("connection failed", metadata: ["reason": "\(error)"])
      }
    }
  }

  /// Puts the handlers of one connection in place.
  static func configure(_ channel: any Channel, server: ServerContext) throws {
    let settings = server.settings.current
    let admission = server.connections.add(channel, limit: settings.maximumConnections)
    server.metrics.count { counts in
      counts.acceptedConnections += 1
      counts.openConnections += 1
      if admission == .full { counts.refusedConnections += 1 }
    }
    channel.closeFuture.whenComplete { _ in
      server.connections.remove(channel)
      server.metrics.count { $0.openConnections -= 1 }
    }
    let refusal: ProblemDetails? =
      switch admission {
      case .admitted: nil
      case .full:
        ProblemDetails(.tooManyConnections, detail: "all \(settings.maximumConnections) connections are taken")
      case .draining: ProblemDetails(.tooManyConnections, detail: "the daemon is stopping")
      }
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = settings.maximumHeadBytes
    limits.maxHeaderListSize = settings.maximumHeadBytes
    let session = HTTPSession(server: server, peer: peer(of: channel), refusal: refusal)
    try channel.pipeline.syncOperations.addHandlers([
      InputWatcher(), ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits)), session,
    ])
  }

  /// Who is at the other end (unix(7), `SO_PEERCRED`); empty where the system does not say.
  private static func peer(of channel: any Channel) -> Logger.Metadata {
    guard let provider = channel as? any SocketOptionProvider else { return [:] }
    var peer: Logger.Metadata = [:]
    let credentials: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
    // On the channel's own event loop the future is complete at once.
    credentials.assumeIsolated().whenSuccess { peer = ["peer_uid": "\($0.uid)", "peer_pid": "\($0.pid)"] }
    return peer
  }

  /// What `SO_PEERCRED` gives: the C structure `ucred`.
  private struct PeerCredentials: Sendable {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
  }

  /// Stops accepting and lets every connection end after what it is answering.
  ///
  /// - Returns: Whether all had ended within the limit; otherwise they have been cut off.
  func drain(limit: Duration) async -> Bool {
    await acceptor.stop()
    let loop = loops.any()
    let promise = loop.makePromise(of: Bool.self)
    let timer = loop.scheduleTask(in: TimeAmount(limit)) { promise.succeed(false) }
    connections.drain(on: loop).whenComplete { _ in promise.succeed(true) }
    let isClean = (try? await promise.futureResult.get()) ?? false
    timer.cancel()
    if !isClean { connections.closeAll() }
    return isClean
  }
}
