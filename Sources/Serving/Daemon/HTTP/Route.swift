import NIOHTTP1
import Wire

/// The kinds of request, by the names they have in metrics and logs.
enum Route: String, Sendable, CaseIterable {
  case search, batch, suggest, article, similar, copies, stats, health, metrics
  /// Whatever is none of the others.
  case other
}

/// What a path stands for, before its parameters are looked at.
enum Resource: Equatable {
  case search
  case suggest
  case articleByKey
  case article(Int64)
  case similar(Int64)
  case copies(Int64)
  case stats
  case health
  case metrics

  /// The paths as `docs/openapi.yaml` spells them.
  static let templates = [
    "/v1/search", "/v1/suggest", "/v1/articles", "/v1/articles/{id}", "/v1/articles/{id}/similar",
    "/v1/articles/{id}/copies", "/v1/stats", "/healthz", "/metrics",
  ]

  /// Finds what a path stands for.
  ///
  /// - Throws: the problem to answer with when it stands for nothing.
  init(path: some StringProtocol) throws(ProblemDetails) {
    // What is asked for most, without taking the path apart.
    if path == "/v1/search" {
      self = .search
      return
    }
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    switch Array(segments) {
    case ["v1", "search"]: self = .search
    case ["v1", "suggest"]: self = .suggest
    case ["v1", "articles"]: self = .articleByKey
    case ["v1", "stats"]: self = .stats
    case ["healthz"]: self = .health
    case ["metrics"]: self = .metrics
    case let parts where parts.count == 3 && parts.starts(with: ["v1", "articles"]):
      self = .article(try Self.number(parts[2]))
    case let parts where parts.count == 4 && parts.starts(with: ["v1", "articles"]) && parts[3] == "similar":
      self = .similar(try Self.number(parts[2]))
    case let parts where parts.count == 4 && parts.starts(with: ["v1", "articles"]) && parts[3] == "copies":
      self = .copies(try Self.number(parts[2]))
    case let parts where Self.isOtherVersion(parts.first):
      throw ProblemDetails(
        .unsupportedVersion, detail: "this daemon speaks version \(APIVersion.current), \(APIVersion.pathPrefix)/…")
    default:
      throw ProblemDetails(
        .notFound, detail: "there are " + Self.templates.joined(separator: ", "))
    }
  }

  /// The methods it answers to.
  var methods: [HTTPMethod] {
    self == .search ? [.GET, .HEAD, .POST] : [.GET, .HEAD]
  }

  private static func number(_ segment: some StringProtocol) throws(ProblemDetails) -> Int64 {
    guard let number = Int64(segment), number > 0, segment.utf8.first != UInt8(ascii: "+") else {
      throw ProblemDetails(
        .noSuchArticle, detail: "articles have numbers; for the identity of an article use /v1/articles?key=…")
    }
    return number
  }

  private static func isOtherVersion(_ segment: (some StringProtocol)?) -> Bool {
    guard let segment, segment.utf8.first == UInt8(ascii: "v"), let number = Int(segment.dropFirst()) else {
      return false
    }
    return number != APIVersion.current
  }
}
