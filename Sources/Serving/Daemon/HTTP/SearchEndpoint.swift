import IndexStore
import Logging
import Wire

extension Endpoints {
  /// The deadline a search asked for, else the configured one, from its arrival on.
  func budget(
    for request: SearchRequest, arrival: ContinuousClock.Instant, cancellation: Cancellation = Cancellation()
  ) -> QueryBudget {
    let limit = request.deadlineMilliseconds.map { Duration.milliseconds($0) } ?? settings.current.deadline
    return QueryBudget(arrival: arrival, limit: limit, cancellation: cancellation)
  }

  /// Runs a search.
  func answer(_ request: SearchRequest, budget: QueryBudget, service: any SearchService) -> Answer {
    do {
      return .json(try search(request, budget: budget, service: service))
    } catch {
      return .problem(error)
    }
  }

  /// Runs a search that most likely takes a moment only.
  ///
  /// - Returns: `nil` when it took longer; what it found is thrown away, because it may lack something.
  func answerBriefly(_ request: SearchRequest, budget: QueryBudget, service: any SearchService) -> Answer? {
    let brief = budget.brief
    let start = ContinuousClock.now
    do throws(ProblemDetails) {
      let response = try service.search(request, budget: brief)
      guard !response.partial, brief.remaining > .zero else { return nil }
      note(request, response, duration: .now - start)
      return .json(response)
    } catch {
      return brief.remaining > .zero ? .problem(error) : nil
    }
  }

  /// Runs one line of a batch on a query thread; its answer is one line too.
  ///
  /// Its deadline counts from the moment it starts, since a batch may be long.
  func batchLine(_ line: [UInt8], cancellation: Cancellation, service: any SearchService) -> [UInt8] {
    let answer: BatchAnswer
    do {
      let request = try Self.taking { () throws(ParameterError) in try SearchRequest(line: line) }
      let budget = budget(for: request, arrival: .now, cancellation: cancellation)
      answer = .answer(try search(request, budget: budget, service: service))
    } catch {
      answer = .problem(error)
    }
    return Answer.json(answer).body
  }

  private func search(
    _ request: SearchRequest, budget: QueryBudget, service: any SearchService
  ) throws(ProblemDetails) -> SearchResponse {
    let start = ContinuousClock.now
    var response = try service.search(request, budget: budget)
    response.took.total += Int(budget.attempted / .microseconds(1))
    note(request, response, duration: .now - start)
    return response
  }

  /// Counts and logs what is out of the ordinary.
  private func note(_ request: SearchRequest, _ response: SearchResponse, duration: Duration) {
    let current = settings.current
    let isSlow = duration >= current.slowQuery
    metrics.count { counts in
      if response.partial { counts.partialAnswers += 1 }
      if isSlow { counts.slowQueries += 1 }
    }
    guard isSlow else { return }
    var metadata: Logger.Metadata = [
      "duration_ms": "\(Int(duration / .milliseconds(1)))", "total": "\(response.total.value)",
      "partial": "\(response.partial)", "query_bytes": "\(request.query.utf8.count)",
    ]
    if current.logsQueryText { metadata["query"] = "\(request.query)" }
    logger.warning("slow query", metadata: metadata)
  }

  /// Checks a batch before its first line is read.
  func batch(_ request: Request, query: Substring) throws(ProblemDetails) -> Reply {
    guard query.isEmpty else {
      throw ProblemDetails(.parameter, detail: "a batch takes its parameters in the lines of its body, not in the URL")
    }
    guard request.mediaType == Answer.ndjson, !request.isCoded else {
      throw ProblemDetails(
        .unsupportedMediaType,
        detail: "send one JSON object a line, uncompressed, as Content-Type: \(Answer.ndjson)")
    }
    return .batch(BatchLines(request.body))
  }
}
