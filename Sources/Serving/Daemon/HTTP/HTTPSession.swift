import Logging
import NIOCore
import NIOHTTP1
import Wire

/// One connection: takes requests one after the other and answers them in order.
///
/// What is read while a request is being answered waits in ``pending``, and until that is empty nothing more is read. So a
/// client that pipelines cannot make the daemon hold more than two reads' worth of its requests.
final class HTTPSession: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = Never
  typealias OutboundOut = ByteBuffer

  enum State {
    /// Nothing of a next request has arrived.
    case idle
    /// Something of a request has arrived.
    case receiving(IncomingRequest)
    /// A request has arrived and its answer is being made or written.
    case answering(Exchange)
    /// The last answer is written; input is thrown away until the client closes or time is up.
    case lingering
    /// Nothing is done any more.
    case closed
  }

  let server: ServerContext
  var state = State.idle
  var timers = SessionTimers()
  /// Where query threads send answers to; `nil` where the channel has no socket.
  private(set) var output: DirectOutput?
  /// How many writes have not yet been taken by the client's side.
  var unflushedWrites = 0
  /// Whether this thread may answer a query itself, which it has not done yet since it last read.
  var mayAttempt = true
  /// Whether this connection sent the last two requests of its event loop.
  private(set) var isAlone = false
  private var seat: EventLoops.Seat?
  /// The second of its last request.
  private var lastSecond: UInt64 = 0
  private var pending = CircularBuffer<InputEvent>()
  private var isReadHeldBack = false
  private var isTakingPending = false
  private var isDraining = false
  private let refusal: ProblemDetails?
  private let peer: Logger.Metadata

  /// Serves a connection.
  ///
  /// - Parameters:
  ///   - server: What all connections share.
  ///   - peer: Who the client is, for the log.
  ///   - refusal: The only thing to say before closing, for a connection too many.
  init(server: ServerContext, peer: Logger.Metadata, refusal: ProblemDetails? = nil) {
    self.server = server
    self.peer = peer
    self.refusal = refusal
  }

  // MARK: What arrives

  func channelActive(context: ChannelHandlerContext) {
    server.logger.debug("connection opened", metadata: peer)
    output = DirectOutput(context.channel)
    seat = server.loops.seat(of: context.eventLoop)
    context.fireChannelActive()
    if let refusal {
      refuse(refusal, context: context)
    } else {
      arm(.idle, context: context)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    take(.part(Self.unwrapInboundIn(data)), context: context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let failure = error as? HTTPParserError {
      take(.failure(failure), context: context)
    } else {
      server.logger.debug("connection failed", metadata: ["reason": "\(error)"])
      close(context: context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case let event as InputWatcher.BytesArrived: noteBytes(event, context: context)
    case ChannelEvent.inputClosed: take(.end, context: context)
    case is ChannelShouldQuiesceEvent: drain(context: context)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .answering(let exchange) = state {
      server.metrics.count { $0.cancelledQueries += 1 }
      exchange.cancel()
    }
    seat?.leave(ObjectIdentifier(self))
    end()
    context.fireChannelInactive()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable, case .answering(let exchange) = state { exchange.resume() }
    context.fireChannelWritabilityChanged()
  }

  func read(context: ChannelHandlerContext) {
    if case .answering = state, hasUnansweredInput {
      isReadHeldBack = true
    } else {
      context.read()
    }
  }

  // MARK: One thing after the other

  private func take(_ event: InputEvent, context: ChannelHandlerContext) {
    if case .answering = state {
      pending.append(event)
    } else {
      process(event, context: context)
    }
  }

  /// Goes on with what arrived while a request was being answered.
  func takePending(context: ChannelHandlerContext) {
    guard !isTakingPending else { return }
    isTakingPending = true
    defer { isTakingPending = false }
    while !isAnswering, let event = pending.popFirst() { process(event, context: context) }
    if !isAnswering, isReadHeldBack {
      isReadHeldBack = false
      context.read()
    }
  }

  private var isAnswering: Bool {
    if case .answering = state { true } else { false }
  }

  /// Whether everything the client has sent so far belongs to requests that have been answered.
  var hasUnansweredInput: Bool { !pending.isEmpty }

  private func process(_ event: InputEvent, context: ChannelHandlerContext) {
    switch (state, event) {
    case (.idle, .part(let part)), (.receiving, .part(let part)):
      receive(part, context: context)
    case (.idle, .failure(let failure)):
      refuse(Self.problem(failure, of: IncomingRequest(), settings: server.settings.current), context: context)
    case (.receiving(let incoming), .failure(let failure)):
      refuse(Self.problem(failure, of: incoming, settings: server.settings.current), context: context)
    case (_, .end):
      close(context: context)
    case (.answering, _), (.lingering, _), (.closed, _):
      break
    }
  }

  private func noteBytes(_ event: InputWatcher.BytesArrived, context: ChannelHandlerContext) {
    mayAttempt = true
    switch state {
    case .idle:
      state = .receiving(IncomingRequest(hasRequestLine: event.hasLineEnd))
      arm(.request, context: context)
    case .receiving(var incoming):
      incoming.hasRequestLine = incoming.hasRequestLine || event.hasLineEnd
      state = .receiving(incoming)
    case .answering, .lingering, .closed:
      break
    }
  }

  private func receive(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
    var incoming = takeIncoming(context: context)
    let limit = server.settings.current.maximumBodyBytes
    switch part {
    case .head(let head):
      incoming.head = head
      incoming.hasRequestLine = true
      let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
      guard announced <= limit else { return refuse(Self.bodyTooLarge(limit), context: context) }
      if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }), head.version == .http1_1 {
        writeContinue(context: context)
      }
    case .body(var bytes):
      incoming.body.writeBuffer(&bytes)
      guard incoming.body.readableBytes <= limit else { return refuse(Self.bodyTooLarge(limit), context: context) }
    case .end:
      return answer(incoming, context: context)
    }
    state = .receiving(incoming)
  }

  /// Moves the request out of the state, so that appending to its body does not copy it; begins one if there is none.
  private func takeIncoming(context: ChannelHandlerContext) -> IncomingRequest {
    guard case .receiving(let incoming) = state else {
      arm(.request, context: context)
      return IncomingRequest()
    }
    state = .idle
    return incoming
  }

  private func answer(_ incoming: IncomingRequest, context: ChannelHandlerContext) {
    guard let head = incoming.head else { return }
    let request = Request(
      method: head.method, target: head.uri, headers: head.headers, body: incoming.body, arrival: .now)
    let (route, reply) = server.endpoints.reply(to: request)
    // The decoder stops at a request that could change the protocol.
    let isLast = head.method == .CONNECT || head.headers.contains(name: "upgrade")
    let exchange = Exchange(
      route: route, request: request, version: head.version, keepsAlive: head.isKeepAlive && !isLast && !isDraining)
    disarm()
    noteAsking()
    state = .answering(exchange)
    start(reply, of: exchange, context: context)
  }

  /// Tells the event loop that this connection is at work.
  private func noteAsking() {
    isAlone = seat?.lastToAsk.value == ObjectIdentifier(self)
    seat?.lastToAsk.value = ObjectIdentifier(self)
    let second = EventLoops.second
    if second != lastSecond { seat?.ask(ObjectIdentifier(self), second: second) }
    lastSecond = second
  }

  // MARK: The end

  private func drain(context: ChannelHandlerContext) {
    isDraining = true
    switch state {
    case .idle, .lingering: close(context: context)
    case .answering(let exchange): exchange.keepsAlive = false
    case .receiving, .closed: break
    }
  }

  /// Closes the connection, now.
  func close(context: ChannelHandlerContext) {
    if case .closed = state { return }
    end()
    context.close(promise: nil)
  }

  /// Ends the connection so that the client can still read what was written last.
  func linger(context: ChannelHandlerContext) {
    state = .lingering
    pending.removeAll()
    arm(.linger, context: context)
    context.close(mode: .output, promise: nil)
    if isReadHeldBack {
      isReadHeldBack = false
      context.read()
    }
  }

  private func end() {
    state = .closed
    pending.removeAll()
    timers.cancel()
    // A query thread may hold it a little longer.
    output?.shutDown()
    output = nil
  }
}
