import IndexStore
import Logging
import NIOCore
import NIOHTTP1
import Wire

extension HTTPSession {
  /// Gets an answer made and written.
  func start(_ reply: Reply, of exchange: Exchange, context: ChannelHandlerContext) {
    switch reply {
    case .now(let answer):
      write(answer, for: exchange, context: context)
    case .later(let budget, let work):
      start(work, budget: budget, of: exchange, context: context)
    case .batch(let lines):
      writeHead(status: 200, mediaType: Answer.ndjson, headers: [], for: exchange, context: context)
      let batch = BatchRun(lines: lines, server: server, output: self, context: context)
      exchange.cancel = { batch.cancel() }
      exchange.resume = { batch.advance() }
      batch.advance()
    }
  }

  private func start(
    _ work: @escaping @Sendable (any SearchService) -> Answer, budget: QueryBudget, of exchange: Exchange,
    context: ChannelHandlerContext
  ) {
    exchange.cancel = { budget.cancellation.cancel() }
    let promise = context.eventLoop.makePromise(of: Answer?.self)
    let isTaken = server.pool.submit(limit: server.settings.current.queueLength) { service in
      promise.succeed(budget.isCancelled ? nil : work(service))
    }
    guard isTaken else {
      promise.succeed(nil)
      server.metrics.count { $0.overloads += 1 }
      let detail = "too many queries are waiting; try again in \(Answer.retryAfterSeconds) s"
      return write(.problem(ProblemDetails(.overloaded, detail: detail)), for: exchange, context: context)
    }
    promise.futureResult.assumeIsolated().whenSuccess { answer in
      guard let answer, self.isCurrent(exchange) else { return }
      self.write(answer, for: exchange, context: context)
    }
  }

  private func isCurrent(_ exchange: Exchange) -> Bool {
    if case .answering(let current) = state { current === exchange } else { false }
  }

  private func write(_ answer: Answer, for exchange: Exchange, context: ChannelHandlerContext) {
    let headers = [("content-length", String(answer.body.count))] + answer.headers.map { ($0.name, $0.value) }
    writeHead(
      status: answer.status, mediaType: answer.mediaType, headers: headers, for: exchange, context: context)
    if !exchange.isHeadOnly, !answer.body.isEmpty {
      let body = context.channel.allocator.buffer(bytes: answer.body)
      context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    finish(exchange, status: answer.status, context: context)
  }

  private func writeHead(
    status: Int, mediaType: String, headers: [(String, String)], for exchange: Exchange, context: ChannelHandlerContext
  ) {
    // An answer without a length can end in HTTP/1.0 only with the connection.
    let isUnbounded = !headers.contains { $0.0 == "content-length" }
    if exchange.version != .http1_1, isUnbounded { exchange.keepsAlive = false }
    var fields = HTTPHeaders([
      ("content-type", mediaType), ("date", HTTPDate.now), ("server", "searchd"),
      (APIVersion.headerName, String(APIVersion.current)),
    ])
    fields.add(contentsOf: headers)
    if !exchange.keepsAlive {
      fields.add(name: "connection", value: "close")
    } else if exchange.version != .http1_1 {
      fields.add(name: "connection", value: "keep-alive")
    }
    let head = HTTPResponseHead(
      version: exchange.version, status: HTTPResponseStatus(statusCode: status), headers: fields)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
  }

  private func finish(_ exchange: Exchange, status: Int, context: ChannelHandlerContext) {
    let duration = ContinuousClock.now - exchange.request.arrival
    server.metrics.countRequest(route: exchange.route, status: status, duration: duration)
    server.logger.debug(
      "request",
      metadata: [
        "route": "\(exchange.route.rawValue)", "method": "\(exchange.request.method.rawValue)", "status": "\(status)",
        "duration_us": "\(Int(duration / .microseconds(1)))",
      ])
    writeAndFlush(.end(nil), context: context) {
      guard self.isCurrent(exchange) else { return }
      if exchange.keepsAlive {
        self.state = .idle
        self.arm(.idle, context: context)
        self.takePending(context: context)
      } else if self.hasUnansweredInput {
        self.linger(context: context)
      } else {
        self.close(context: context)
      }
    }
  }

  /// Writes a part and watches that the client takes it in time.
  private func writeAndFlush(
    _ part: HTTPServerResponsePart, context: ChannelHandlerContext, then done: @escaping () -> Void
  ) {
    unflushedWrites += 1
    arm(.write, context: context)
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { result in
      self.unflushedWrites -= 1
      guard case .success = result else { return }
      if self.unflushedWrites == 0 { self.disarm() } else { self.arm(.write, context: context) }
      done()
    }
    context.writeAndFlush(Self.wrapOutboundOut(part), promise: promise)
  }

  /// Says that the body may come (RFC 9110, section 10.1.1).
  func writeContinue(context: ChannelHandlerContext) {
    let head = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
  }

  /// Answers a request that cannot be taken, and ends the connection.
  func refuse(_ problem: ProblemDetails, context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    let request = Request(method: .GET, target: "", headers: HTTPHeaders(), body: ByteBuffer(), arrival: .now)
    let exchange = Exchange(route: .other, request: request, version: .http1_1, keepsAlive: false)
    state = .answering(exchange)
    server.metrics.countRequest(route: .other, status: problem.status, duration: .zero)
    let answer = Answer.problem(problem)
    let headers = [("content-length", String(answer.body.count))] + answer.headers.map { ($0.name, $0.value) }
    writeHead(status: answer.status, mediaType: answer.mediaType, headers: headers, for: exchange, context: context)
    let body = context.channel.allocator.buffer(bytes: answer.body)
    context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    writeAndFlush(.end(nil), context: context) {
      if self.isCurrent(exchange) { self.linger(context: context) }
    }
  }

  static func bodyTooLarge(_ limit: Int) -> ProblemDetails {
    ProblemDetails(.bodyTooLarge, detail: "a body may have \(limit) bytes (max_body_bytes); send it in parts")
  }

  /// What the client is told about bytes that are no request.
  static func problem(
    _ failure: HTTPParserError, of incoming: IncomingRequest, settings: Settings
  ) -> ProblemDetails {
    switch failure {
    case .headerOverflow where incoming.hasRequestLine:
      ProblemDetails(
        .headersTooLarge, detail: "the headers exceed \(settings.maximumHeadBytes) bytes (max_head_bytes) or 256 fields"
      )
    case .headerOverflow:
      ProblemDetails(
        .targetTooLong,
        detail: "the request line exceeds \(settings.maximumHeadBytes) bytes (max_head_bytes); send a long query as a "
          + "batch: POST \(APIVersion.pathPrefix)/search with Content-Type \(Answer.ndjson)")
    case .invalidVersion:
      ProblemDetails(.httpVersion, detail: "this daemon speaks HTTP/1.0 and HTTP/1.1")
    default:
      ProblemDetails(.malformedRequest, detail: "this is no HTTP/1.1 request: \(failure)")
    }
  }
}

extension HTTPSession: BatchOutput {
  func write(line: [UInt8], context: ChannelHandlerContext) {
    let buffer = context.channel.allocator.buffer(bytes: line)
    writeAndFlush(.body(.byteBuffer(buffer)), context: context) {}
  }

  func finishBatch(context: ChannelHandlerContext) {
    if case .answering(let exchange) = state { finish(exchange, status: 200, context: context) }
  }
}
