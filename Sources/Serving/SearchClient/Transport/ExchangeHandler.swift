import NIOCore
import NIOHTTP1

/// Carries one exchange at a time over a connection.
///
/// A connection that cannot carry another exchange, because the server said so or because something went wrong, is
/// closed before the answer is handed on; so whoever gets the answer sees whether the channel is still active.
final class ExchangeHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = Exchange
  typealias OutboundOut = HTTPClientRequestPart

  private enum State {
    case idle
    case waiting(EventLoopPromise<HTTPAnswer>)
    case receiving(EventLoopPromise<HTTPAnswer>, HTTPResponseHead, ByteBuffer)
  }

  private var state = State.idle
  private let maximumAnswerBytes: Int

  init(maximumAnswerBytes: Int) { self.maximumAnswerBytes = maximumAnswerBytes }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let exchange = unwrapOutboundIn(data)
    state = .waiting(exchange.answer)
    context.write(wrapOutboundOut(.head(exchange.call.head)), promise: nil)
    if let body = exchange.call.body {
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    context.write(wrapOutboundOut(.end(nil)), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), state) {
    case (.head(let head), .waiting(let promise)):
      state = .receiving(promise, head, ByteBuffer())
    case (.body(var part), .receiving(let promise, let head, var body)):
      state = .idle
      guard body.readableBytes + part.readableBytes <= maximumAnswerBytes else {
        promise.fail(ExchangeFailure.tooLarge(limit: maximumAnswerBytes))
        context.close(promise: nil)
        return
      }
      if body.readableBytes == 0 { body = part } else { body.writeBuffer(&part) }
      state = .receiving(promise, head, body)
    case (.end, .receiving(let promise, let head, let body)):
      state = .idle
      if !head.isKeepAlive { context.close(promise: nil) }
      promise.succeed(HTTPAnswer(head: head, body: body))
    default:
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(with: nil)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.invalidEOFState: end(with: nil)
    case is HTTPParserError, is NIOHTTPDecoderError: end(with: .notHTTP("\(error)"))
    default: end(with: nil)
    }
    context.close(promise: nil)
  }

  /// Fails the exchange under way; without a failure it is that the connection closed.
  private func end(with failure: ExchangeFailure?) {
    switch state {
    case .idle: break
    case .waiting(let promise): promise.fail(failure ?? .closedBeforeAnswer)
    case .receiving(let promise, _, _): promise.fail(failure ?? .closedWithinAnswer)
    }
    state = .idle
  }
}
