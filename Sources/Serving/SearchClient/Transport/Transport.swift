import NIOCore

/// Sends requests over pooled connections, within a time, again where that is safe and useful.
final class Transport: Sendable {
  private let connector: Connector
  private let pool: ConnectionPool
  private let configuration: SearchClient.Configuration

  init(paths: SocketPaths, configuration: SearchClient.Configuration) {
    connector = Connector(paths: paths, maximumAnswerBytes: configuration.maximumAnswerBytes)
    pool = ConnectionPool(maximumConnections: configuration.maximumConnections)
    self.configuration = configuration
  }

  func shutDown() { pool.shutDown() }

  /// Gets the answer to a request, whatever its status.
  ///
  /// - Throws: everything but `problem` and `versionMismatch`.
  func answer(to call: HTTPCall, retryingWhenOverloaded: Bool = true) async throws(SearchClientError) -> HTTPAnswer {
    let end = ContinuousClock.now + configuration.timeout
    let retries = retryingWhenOverloaded ? configuration.overloadRetries : 0
    let result = await withTaskGroup(of: Result<HTTPAnswer, SearchClientError>?.self) { group in
      group.addTask {
        do throws(SearchClientError) {
          return .success(try await self.answer(to: call, retries: retries, before: end))
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(until: end, clock: .continuous)
        return nil
      }
      return await self.firstOutcome(of: &group)
    }
    return try result.get()
  }

  /// Waits for the request or the end of its time, and then for the other to wind up.
  private func firstOutcome(
    of group: inout TaskGroup<Result<HTTPAnswer, SearchClientError>?>
  ) async -> Result<HTTPAnswer, SearchClientError> {
    var hasTimedOut = false
    while let outcome = await group.next() {
      switch outcome {
      case .failure(.cancelled) where hasTimedOut: return .failure(.timedOut(after: configuration.timeout))
      case .some(let result):
        group.cancelAll()
        return result
      case nil where !Task.isCancelled:
        hasTimedOut = true
        group.cancelAll()
      case nil: break
      }
    }
    return .failure(.cancelled)
  }

  private func answer(
    to call: HTTPCall, retries: Int, before end: ContinuousClock.Instant
  ) async throws(SearchClientError) -> HTTPAnswer {
    var retriesLeft = retries
    while true {
      let answer = try await exchange(call)
      guard answer.status == 503, retriesLeft > 0, let pause = Self.retryPause(answer),
        ContinuousClock.now + pause < end
      else { return answer }
      retriesLeft -= 1
      guard (try? await Task.sleep(for: pause)) != nil else { throw .cancelled }
    }
  }

  /// The seconds of a `Retry-After` header (RFC 9110, section 10.2.3); its other form, a date, is not what searchd sends.
  private static func retryPause(_ answer: HTTPAnswer) -> Duration? {
    answer.header("retry-after").flatMap(Int.init).flatMap { $0 >= 0 ? .seconds($0) : nil }
  }

  /// Gets the answer over a pooled connection, or over a new one when there is none or the pooled one is closed.
  private func exchange(_ call: HTTPCall) async throws(SearchClientError) -> HTTPAnswer {
    if case .pooled(let channel) = try await pool.acquire() {
      do {
        let answer = try await Self.wait(for: Connector.send(call, over: channel), over: channel)
        pool.release(channel)
        return answer
      } catch .closedBeforeAnswer where !Task.isCancelled {
        pool.discardIdle()
      } catch {
        pool.release(nil)
        throw Self.error(error, path: connector.paths.candidates[0])
      }
    }
    return try await exchangeOverNewConnection(call)
  }

  /// Gets the answer over a new connection; the caller holds the slot for it.
  private func exchangeOverNewConnection(_ call: HTTPCall) async throws(SearchClientError) -> HTTPAnswer {
    var opened: Connector.Opened
    do throws(SearchClientError) {
      opened = try await connector.open(sending: call)
    } catch {
      pool.release(nil)
      throw error
    }
    do {
      let answer = try await Self.wait(for: opened.answer, over: opened.channel)
      pool.release(opened.channel)
      return answer
    } catch {
      pool.release(nil)
      throw Self.error(error, path: opened.path)
    }
  }

  /// Waits for an answer; cancelling closes the connection, which is what tells the daemon.
  private static func wait(
    for answer: EventLoopFuture<HTTPAnswer>, over channel: any Channel
  ) async throws(ExchangeFailure) -> HTTPAnswer {
    let result = await withTaskCancellationHandler {
      do {
        return Result<HTTPAnswer, ExchangeFailure>.success(try await answer.get())
      } catch {
        return .failure(error as? ExchangeFailure ?? .closedBeforeAnswer)
      }
    } onCancel: {
      channel.close(promise: nil)
    }
    return try result.get()
  }

  private static func error(_ failure: ExchangeFailure, path: String) -> SearchClientError {
    if Task.isCancelled { return .cancelled }
    return switch failure {
    case .closedBeforeAnswer: .unreachable(path: path, reason: .hungUp)
    case .closedWithinAnswer: .invalidResponse("the connection closed in the middle of an answer")
    case .notHTTP(let what): .invalidResponse("it does not speak HTTP (\(what))")
    case .tooLarge(let limit): .invalidResponse("an answer of more than \(limit) bytes")
    }
  }
}
