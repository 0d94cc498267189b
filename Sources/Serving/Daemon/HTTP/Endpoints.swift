import Articles
import Logging
import NIOCore
import NIOHTTP1
import Wire

/// Decides how requests are answered; knows nothing of connections.
struct Endpoints: Sendable {
  let settings: LiveSettings
  let metrics: Metrics
  let logger: Logger
  /// What `/metrics` and `/healthz` show of the rest of the daemon.
  let facts: @Sendable () -> Facts

  /// What the rest of the daemon says about itself.
  struct Facts: Sendable {
    var gauges: Metrics.Gauges
    var isDraining: Bool
  }

  /// Finds the route and the reply of a request.
  func reply(to request: Request) -> (route: Route, reply: Reply) {
    let (path, query) = request.pathAndQuery
    let resource: Resource
    do {
      resource = try Resource(path: path)
    } catch {
      return (.other, .now(.problem(error)))
    }
    let route = route(of: resource, method: request.method)
    guard resource.methods.contains(request.method) else { return (route, .now(Self.refusal(resource, request))) }
    do {
      return (route, try reply(to: request, for: resource, query: query))
    } catch {
      return (route, .now(.problem(error)))
    }
  }

  private func route(of resource: Resource, method: HTTPMethod) -> Route {
    switch resource {
    case .search: method == .POST ? .batch : .search
    case .suggest: .suggest
    case .article, .articleByKey: .article
    case .similar: .similar
    case .copies: .copies
    case .stats: .stats
    case .health: .health
    case .metrics: .metrics
    }
  }

  private static func refusal(_ resource: Resource, _ request: Request) -> Answer {
    let allowed = resource.methods.map(\.rawValue).joined(separator: ", ")
    let detail = "this path answers to \(allowed)"
    var answer = Answer.problem(ProblemDetails(.methodNotAllowed, detail: detail))
    answer.headers.append(("allow", allowed))
    return answer
  }

  private func reply(to request: Request, for resource: Resource, query: Substring) throws(ProblemDetails) -> Reply {
    if resource == .search, request.method == .POST { return try batch(request, query: query) }
    let parameters = try Self.parameters(query)
    switch resource {
    case .search:
      let search = try Self.taking { () throws(ParameterError) in try SearchRequest(parameters: parameters) }
      let budget = budget(for: search, arrival: request.arrival)
      return .later(
        QueryWork(
          budget: budget, attempt: { answerBriefly(search, budget: $1, service: $0) },
          answer: { answer(search, budget: $1, service: $0) }))
    case .suggest:
      let suggest = try Self.taking { () throws(ParameterError) in try SuggestRequest(parameters: parameters) }
      return later(request) { service, budget throws(ProblemDetails) in try service.suggest(suggest, budget: budget) }
    case .articleByKey:
      let named = try Self.taking { () throws(ParameterError) in try ArticleKeyRequest(parameters: parameters) }
      return later(request) { service, _ throws(ProblemDetails) in try service.article(key: named.key) }
    case .article(let id):
      try Self.takingNone(parameters)
      return later(request) { service, _ throws(ProblemDetails) in try service.article(id: id) }
    case .similar(let id):
      let similar = try Self.taking { () throws(ParameterError) in try SimilarRequest(parameters: parameters) }
      return later(request) { service, budget throws(ProblemDetails) in
        try service.similar(id: id, similar, budget: budget)
      }
    case .copies(let id):
      let copies = try Self.taking { () throws(ParameterError) in try CopiesRequest(parameters: parameters) }
      return later(request) { service, budget throws(ProblemDetails) in
        try service.copies(id: id, copies, budget: budget)
      }
    case .stats:
      try Self.takingNone(parameters)
      return later(request) { service, _ throws(ProblemDetails) in try service.stats() }
    case .health:
      try Self.takingNone(parameters)
      return .now(health())
    case .metrics:
      try Self.takingNone(parameters)
      let text = metrics.text(facts().gauges, version: Software.version)
      return .now(Answer(status: 200, mediaType: MetricsText.mediaType, body: Array(text.utf8)))
    }
  }

  private func health() -> Answer {
    let facts = facts()
    let status = facts.isDraining ? "draining" : facts.gauges.indexGeneration == nil ? "no-index" : "ok"
    let response = HealthResponse(status: status, version: Software.version)
    return .json(response, status: status == "ok" ? 200 : 503)
  }

  private func later<Value: JSONWritable & SendableMetatype>(
    _ request: Request,
    _ work: @escaping @Sendable (any SearchService, QueryBudget) throws(ProblemDetails) -> Value
  ) -> Reply {
    let budget = QueryBudget(arrival: request.arrival, limit: settings.current.deadline)
    let answer = { @Sendable (service: any SearchService, budget: QueryBudget) -> Answer in
      do throws(ProblemDetails) {
        return .json(try work(service, budget))
      } catch {
        return .problem(error)
      }
    }
    return .later(QueryWork(budget: budget, answer: answer))
  }

  private static func parameters(_ query: Substring) throws(ProblemDetails) -> [(name: String, value: String)] {
    try taking { () throws(ParameterError) in try QueryString.decode(query) }
  }

  static func taking<Value>(_ body: () throws(ParameterError) -> Value) throws(ProblemDetails) -> Value {
    do {
      return try body()
    } catch {
      throw ProblemDetails(error)
    }
  }

  private static func takingNone(_ parameters: [(name: String, value: String)]) throws(ProblemDetails) {
    if let first = parameters.first {
      throw ProblemDetails(.parameter, detail: "unknown parameter “\(first.name.prefix(60))”; this request takes none")
    }
  }
}
