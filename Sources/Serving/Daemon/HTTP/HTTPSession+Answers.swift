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
    case .later(let work):
      start(work, of: exchange, context: context)
    case .batch(let lines):
      // An answer without a length can end in HTTP/1.0 only with the connection.
      if exchange.form.version != .http1_1 { exchange.keepsAlive = false }
      let head = ResponseHead(
        version: exchange.form.version, status: 200, mediaType: Answer.ndjson, keepsAlive: exchange.keepsAlive)
      var bytes: [UInt8] = []
      head.write(to: &bytes)
      context.write(Self.wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
      let batch = BatchRun(lines: lines, server: server, output: self, context: context)
      exchange.cancel = { batch.cancel() }
      exchange.resume = { batch.advance() }
      batch.advance()
    }
  }

  private func start(_ work: QueryWork, of exchange: Exchange, context: ChannelHandlerContext) {
    let start = ContinuousClock.now
    if let answer = attempt(work, of: exchange) { return write(answer, for: exchange, context: context) }
    let budget = work.budget.afterAttempt(of: .now - start)
    exchange.cancel = { work.budget.cancellation.cancel() }
    let promise = context.eventLoop.makePromise(of: AnswerBytes?.self)
    let (form, output, server) = (exchange.form, output, server)
    let isTaken = server.pool.submit(limit: server.settings.current.queueLength) { service in
      guard !work.budget.isCancelled else { return promise.succeed(nil) }
      promise.succeed(Self.send(work.answer(service, budget), form: form, output: output, server: server))
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

  /// Has a query answered on this thread, so that no other has to wake up for it.
  ///
  /// Once in a read only, since what else has arrived waits meanwhile. Where other connections of the thread are at work
  /// too, query threads take what they can, so that the processors share it.
  private func attempt(_ work: QueryWork, of exchange: Exchange) -> AnswerBytes? {
    guard mayAttempt, let attempt = work.attempt else { return nil }
    mayAttempt = false
    // The place in the pool is given back before the client can ask again.
    guard let answer = server.pool.runHere(leavesOthersIdle: isAlone, { attempt($0, work.budget) }) ?? nil else {
      return nil
    }
    return Self.send(answer, form: exchange.form, output: output, server: server)
  }

  /// Makes the bytes of an answer and sends what the client's side takes at once.
  private static func send(
    _ answer: Answer, form: AnswerForm, output: DirectOutput?, server: ServerContext
  ) -> AnswerBytes {
    var bytes = AnswerBytes(answer, form: form)
    server.note(form, status: bytes.status)
    bytes.sent = output?.send(bytes.bytes) ?? 0
    return bytes
  }

  private func isCurrent(_ exchange: Exchange) -> Bool {
    if case .answering(let current) = state { current === exchange } else { false }
  }

  private func write(_ answer: Answer, for exchange: Exchange, context: ChannelHandlerContext) {
    server.note(exchange.form, status: answer.status)
    write(AnswerBytes(answer, form: exchange.form), for: exchange, context: context)
  }

  /// Writes what a query thread has not sent already.
  private func write(_ answer: AnswerBytes, for exchange: Exchange, context: ChannelHandlerContext) {
    guard answer.sent < answer.bytes.count else { return end(exchange, context: context) }
    let rest = context.channel.allocator.buffer(bytes: answer.bytes[answer.sent...])
    writeAndFlush(rest, context: context) { self.end(exchange, context: context) }
  }

  /// Goes on to the next request of the connection, or ends it.
  private func end(_ exchange: Exchange, context: ChannelHandlerContext) {
    guard isCurrent(exchange) else { return }
    if exchange.keepsAlive {
      state = .idle
      arm(.idle, context: context)
      takePending(context: context)
    } else if hasUnansweredInput {
      linger(context: context)
    } else {
      close(context: context)
    }
  }

  /// Writes bytes and watches that the client takes them in time.
  private func writeAndFlush(
    _ bytes: ByteBuffer, context: ChannelHandlerContext, then done: @escaping () -> Void
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
    context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: promise)
  }

  /// Says that the body may come (RFC 9110, section 10.1.1).
  func writeContinue(context: ChannelHandlerContext) {
    let head = context.channel.allocator.buffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
    context.writeAndFlush(Self.wrapOutboundOut(head), promise: nil)
  }

  /// Answers a request that cannot be taken, and ends the connection.
  func refuse(_ problem: ProblemDetails, context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    let request = Request(method: .GET, target: "", headers: HTTPHeaders(), body: ByteBuffer(), arrival: .now)
    let exchange = Exchange(route: .other, request: request, version: .http1_1, keepsAlive: false)
    state = .answering(exchange)
    server.metrics.countRequest(route: .other, status: problem.status, duration: .zero)
    let answer = AnswerBytes(.problem(problem), form: exchange.form)
    writeAndFlush(context.channel.allocator.buffer(bytes: answer.bytes), context: context) {
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
    guard case .answering(let exchange) = state, !line.isEmpty else { return }
    let bytes = exchange.form.version == .http1_1 ? Chunk.bytes(line) : line
    writeAndFlush(context.channel.allocator.buffer(bytes: bytes), context: context) {}
  }

  func finishBatch(context: ChannelHandlerContext) {
    guard case .answering(let exchange) = state else { return }
    server.note(exchange.form, status: 200)
    let end = exchange.form.version == .http1_1 ? Chunk.last : []
    writeAndFlush(context.channel.allocator.buffer(bytes: end), context: context) {
      self.end(exchange, context: context)
    }
  }
}
