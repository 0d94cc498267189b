import IndexStore
import NIOCore

/// Where the answers of a batch go.
protocol BatchOutput: AnyObject {
  /// Writes one answer, its line end included.
  func write(line: [UInt8], context: ChannelHandlerContext)
  /// Says that there are no more.
  func finishBatch(context: ChannelHandlerContext)
}

/// The queries of a batch, one a line, taken out one by one.
struct BatchLines: Sendable {
  private var rest: ByteBuffer

  init(_ body: ByteBuffer) { rest = body }

  /// The next line without its end; blank lines are passed over.
  mutating func next() -> [UInt8]? {
    while rest.readableBytes > 0 {
      let view = rest.readableBytesView
      let length = view.firstIndex(of: UInt8(ascii: "\n")).map { $0 - view.startIndex } ?? view.count
      let line = rest.readBytes(length: length) ?? []
      rest.moveReaderIndex(forwardBy: min(1, rest.readableBytes))
      if line.contains(where: { !Self.blanks.contains($0) }) { return line }
    }
    return nil
  }

  private static let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
}

/// A batch under way: a few queries run at once, their answers are written in the order of the lines.
///
/// Lives on the connection's event loop. Nothing new is started while the client is behind with reading.
final class BatchRun {
  private var lines: BatchLines
  private let server: ServerContext
  private let context: ChannelHandlerContext
  private unowned let output: any BatchOutput
  private let cancellation = Cancellation()
  private let window: Int
  private var nextLine: [UInt8]?
  private var started = 0
  private var written = 0
  private var running = 0
  private var finished: [Int: [UInt8]] = [:]
  private var isDone = false

  /// How long to wait when the queue is full and nothing of this batch is under way.
  private static let retryDelay = TimeAmount.milliseconds(20)

  /// Prepares a batch; ``advance()`` starts it.
  init(lines: BatchLines, server: ServerContext, output: any BatchOutput, context: ChannelHandlerContext) {
    self.lines = lines
    self.server = server
    self.output = output
    self.context = context
    window = server.settings.current.queryThreads
    nextLine = self.lines.next()
  }

  /// Gives up everything under way.
  func cancel() {
    isDone = true
    cancellation.cancel()
  }

  /// Starts as many queries as may run now, and ends the batch after the last.
  func advance() {
    while !isDone, let line = nextLine, running + finished.count < window, context.channel.isWritable {
      guard start(line, number: started) else {
        if running == 0 { retryLater() }
        return
      }
      started += 1
      running += 1
      nextLine = lines.next()
    }
    if !isDone, nextLine == nil, written == started {
      isDone = true
      output.finishBatch(context: context)
    }
  }

  private func start(_ line: [UInt8], number: Int) -> Bool {
    let promise = context.eventLoop.makePromise(of: [UInt8].self)
    let (endpoints, cancellation) = (server.endpoints, cancellation)
    let isTaken = server.pool.submit(limit: server.settings.current.queueLength) { service in
      promise.succeed(
        cancellation.isCancelled ? [] : endpoints.batchLine(line, cancellation: cancellation, service: service))
    }
    guard isTaken else {
      promise.succeed([])
      return false
    }
    promise.futureResult.assumeIsolated().whenSuccess { self.receive($0, number: number) }
    return true
  }

  private func receive(_ answer: [UInt8], number: Int) {
    running -= 1
    guard !isDone else { return }
    finished[number] = answer
    while let line = finished.removeValue(forKey: written) {
      written += 1
      output.write(line: line, context: context)
    }
    advance()
  }

  private func retryLater() {
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.retryDelay) { self.advance() }
  }
}
