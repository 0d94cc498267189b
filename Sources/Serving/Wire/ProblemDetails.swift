/// An error over the wire, as RFC 9457 (Problem Details for HTTP APIs) defines it; `application/problem+json`.
public struct ProblemDetails: Error, Sendable, Equatable, Codable {
  /// A stable identifier of the kind of problem, such as `/problems/query-syntax`.
  public var type: String
  /// The kind in a few words.
  public var title: String
  /// The HTTP status.
  public var status: Int
  /// What happened, and what to do.
  public var detail: String?
  /// For query errors: the query and a caret under the offending column, two lines.
  public var caret: String?

  /// Makes a problem.
  public init(type: String, title: String, status: Int, detail: String? = nil, caret: String? = nil) {
    self.type = type
    self.title = title
    self.status = status
    self.detail = detail
    self.caret = caret
  }

  /// The media type of the JSON form.
  public static let mediaType = "application/problem+json"
}
