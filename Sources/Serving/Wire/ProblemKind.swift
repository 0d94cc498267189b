/// The kinds of problem the daemon reports; new kinds may be added, none changes its meaning.
public enum ProblemKind: String, Sendable, CaseIterable {
  /// A parameter is unknown, missing, repeated or out of its range.
  case parameter
  /// The query breaks a rule of the language (`syntax=strict`).
  case querySyntax = "query-syntax"
  /// The query is longer, deeper or has more words than the daemon takes.
  case queryLimit = "query-limit"
  /// The cursor is not one of this daemon's, or belongs to another query.
  case cursor
  /// The bytes are no HTTP request.
  case malformedRequest = "malformed-request"
  /// There is nothing at the path.
  case notFound = "not-found"
  /// The article is not in the index (any more).
  case noSuchArticle = "no-such-article"
  /// The path names a version of the interface that the daemon does not speak.
  case unsupportedVersion = "unsupported-version"
  /// The path does not answer to the method; the `Allow` header says to which it does.
  case methodNotAllowed = "method-not-allowed"
  /// The request did not arrive in time.
  case requestTimeout = "request-timeout"
  /// The body is larger than the daemon takes.
  case bodyTooLarge = "body-too-large"
  /// The address is longer than the daemon takes.
  case targetTooLong = "target-too-long"
  /// The body's media type is not one the path takes.
  case unsupportedMediaType = "unsupported-media-type"
  /// The headers are larger than the daemon takes.
  case headersTooLarge = "headers-too-large"
  /// The daemon failed; its log says more.
  case internalError = "internal-error"
  /// There is no index file yet.
  case indexMissing = "index-missing"
  /// The index cannot be read; the daemon's log says more.
  case indexUnavailable = "index-unavailable"
  /// More queries are waiting than the daemon takes; the `Retry-After` header says when to come back.
  case overloaded
  /// The daemon has as many connections as it takes.
  case tooManyConnections = "too-many-connections"
  /// The request speaks a version of HTTP other than 1.0 and 1.1.
  case httpVersion = "http-version"

  /// The HTTP status.
  public var status: Int {
    switch self {
    case .parameter, .querySyntax, .queryLimit, .cursor, .malformedRequest: 400
    case .notFound, .noSuchArticle, .unsupportedVersion: 404
    case .methodNotAllowed: 405
    case .requestTimeout: 408
    case .bodyTooLarge: 413
    case .targetTooLong: 414
    case .unsupportedMediaType: 415
    case .headersTooLarge: 431
    case .internalError: 500
    case .indexMissing, .indexUnavailable, .overloaded, .tooManyConnections: 503
    case .httpVersion: 505
    }
  }

  /// The kind in a few words.
  public var title: String {
    switch self {
    case .parameter: "Bad parameter"
    case .querySyntax: "Query syntax error"
    case .queryLimit: "Query too large"
    case .cursor: "Bad cursor"
    case .malformedRequest: "Malformed request"
    case .notFound: "Nothing at this path"
    case .noSuchArticle: "No such article"
    case .unsupportedVersion: "Unsupported interface version"
    case .methodNotAllowed: "Method not allowed"
    case .requestTimeout: "Request timed out"
    case .bodyTooLarge: "Body too large"
    case .targetTooLong: "Address too long"
    case .unsupportedMediaType: "Unsupported media type"
    case .headersTooLarge: "Headers too large"
    case .internalError: "Internal error"
    case .indexMissing: "No index yet"
    case .indexUnavailable: "Index unavailable"
    case .overloaded: "Too many queries waiting"
    case .tooManyConnections: "Too many connections"
    case .httpVersion: "HTTP version not supported"
    }
  }
}

extension ProblemDetails {
  /// Makes a problem of a kind.
  public init(_ kind: ProblemKind, detail: String, caret: String? = nil) {
    self.init(
      type: Self.typePrefix + kind.rawValue, title: kind.title, status: kind.status, detail: detail, caret: caret)
  }

  /// Makes the problem of a parameter that cannot be taken.
  public init(_ error: ParameterError) {
    self.init(.parameter, detail: error.description)
  }

  /// The kind, when this version of the module knows it.
  public var kind: ProblemKind? {
    type.hasPrefix(Self.typePrefix) ? ProblemKind(rawValue: String(type.dropFirst(Self.typePrefix.count))) : nil
  }

  /// What every `type` begins with.
  public static let typePrefix = "/problems/"
}
