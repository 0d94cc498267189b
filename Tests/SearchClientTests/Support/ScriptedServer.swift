import Foundation
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// A server on a Unix socket that answers each request with the bytes a test tells it to.
///
/// It reads just enough HTTP to know where a request ends; what it sends is up to the script, down to broken answers.
final class ScriptedServer: Sendable {
  /// A request that arrived.
  struct Request: Sendable, Equatable {
    let method: String
    let target: String
    let body: String
    /// The connection it came over, from 0.
    let connection: Int
    /// Its number among all requests, from 0.
    let number: Int

    var path: String { String(target.prefix { $0 != "?" }) }
    /// The decoded value of a parameter in the target.
    func parameter(_ name: String) -> String? {
      URLComponents(string: target)?.queryItems?.first { $0.name == name }?.value
    }
  }

  /// What the server does next on a connection.
  enum Step: Sendable {
    case send(String)
    case pause(milliseconds: Int64)
    case close
  }

  fileprivate struct Log {
    var requests: [Request] = []
    var opened = 0
    var closed = 0
  }

  let path: String
  private let folder: String
  private let channel: any Channel
  private let log: SharedLog

  /// Listens at a new path, or at `path` when a test wants a server to come back.
  init(path: String? = nil, _ script: @escaping @Sendable (Request) -> [Step]) async throws {
    let log = SharedLog()
    let folder = "/tmp/search-client-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = path ?? folder + "/s"
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ScriptHandler(log: log, script: script))
        }
      }
      .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    self.path = path
    self.folder = folder
    self.log = log
  }

  deinit {
    channel.close(promise: nil)
    try? FileManager.default.removeItem(atPath: folder)
  }

  var requests: [Request] { log.value.withLock { $0.requests } }
  /// How many connections were accepted so far.
  var connectionsOpened: Int { log.value.withLock { $0.opened } }
  /// How many of the connections have ended so far.
  var connectionsClosed: Int { log.value.withLock { $0.closed } }

  /// Waits until as many connections have ended.
  func waitForClosed(_ count: Int) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while connectionsClosed < count, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// Stops listening; connections that are open stay open.
  func stop() async throws { try await channel.close() }
}

private final class SharedLog: Sendable {
  let value = Mutex(ScriptedServer.Log())
}

private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let log: SharedLog
  private let script: @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step]
  private var received = ""
  private var connection = 0

  init(log: SharedLog, script: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step]) {
    self.log = log
    self.script = script
  }

  func channelActive(context: ChannelHandlerContext) {
    connection = log.value.withLock { log in
      log.opened += 1
      return log.opened - 1
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    log.value.withLock { $0.closed += 1 }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += String(buffer: unwrapInboundIn(data))
    while let request = nextRequest() { perform(script(request)[...], context: context) }
  }

  private func nextRequest() -> ScriptedServer.Request? {
    guard let headEnd = received.range(of: "\r\n\r\n") else { return nil }
    let head = received[..<headEnd.lowerBound].components(separatedBy: "\r\n")
    let length = head.compactMap { line in
      line.lowercased().hasPrefix("content-length:")
        ? Int(line.dropFirst(15).trimmingCharacters(in: .whitespaces)) : nil
    }
    let body = received[headEnd.upperBound...]
    guard body.utf8.count >= length.first ?? 0 else { return nil }
    let text = String(decoding: body.utf8.prefix(length.first ?? 0), as: UTF8.self)
    received = String(decoding: body.utf8.dropFirst(length.first ?? 0), as: UTF8.self)
    let words = head[0].split(separator: " ").map(String.init)
    return log.value.withLock { log in
      let request = ScriptedServer.Request(
        method: words[0], target: words[1], body: text, connection: connection, number: log.requests.count)
      log.requests.append(request)
      return request
    }
  }

  private func perform(_ steps: ArraySlice<ScriptedServer.Step>, context: ChannelHandlerContext) {
    guard let step = steps.first else { return }
    let rest = steps.dropFirst()
    switch step {
    case .send(let text):
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
      perform(rest, context: context)
    case .close:
      context.close(promise: nil)
    case .pause(let milliseconds):
      context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
        self.perform(rest, context: context)
      }
    }
  }
}

extension [ScriptedServer.Step] {
  /// A whole answer with its length.
  static func answer(
    _ body: String, status: String = "200 OK", headers: [String] = ["searchd-api: 1"]
  ) -> [ScriptedServer.Step] {
    let head = ["HTTP/1.1 \(status)", "content-length: \(body.utf8.count)"] + headers
    return [.send(head.joined(separator: "\r\n") + "\r\n\r\n" + body)]
  }

  /// A problem document.
  static func problem(
    _ kind: String, status: String, detail: String, headers: [String] = ["searchd-api: 1"]
  ) -> [ScriptedServer.Step] {
    let body = #"{"type":"/problems/\#(kind)","title":"T","status":\#(status.prefix(3)),"detail":"\#(detail)"}"#
    return answer(body, status: status, headers: headers + ["content-type: application/problem+json"])
  }

  /// An answer to a search: hits with the given numbers, and a cursor when there is more.
  static func hits(_ ids: [Int], next: String? = nil, total: Int? = nil) -> [ScriptedServer.Step] {
    answer(searchJSON(ids, next: next, total: total))
  }
}

/// The JSON of an answer to a search.
func searchJSON(_ ids: [Int], next: String? = nil, total: Int? = nil, text: String = "q") -> String {
  let hits = ids.map { #"{"id":\#($0),"key":"k\#($0)","title":"Title \#($0)","score":1.5,"snippets":[]}"# }
  let cursor = next.map { #","next":"\#($0)""# } ?? ""
  return #"{"query":{"text":"\#(text)","parsed":"\#(text)","notes":[]},"#
    + #""total":{"value":\#(total ?? ids.count),"relation":"exact"},"hits":[\#(hits.joined(separator: ","))]\#(cursor),"#
    + #""partial":false,"took_us":{"parse":1,"match":2,"rank":3,"count":0,"snippets":4,"total":10}}"#
}
