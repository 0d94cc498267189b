import NIOHTTP1
import Wire

/// A whole answer, ready to be written.
struct Answer: Sendable, Equatable {
  /// The HTTP status.
  var status: Int
  /// The media type of the body.
  var mediaType: String
  /// The body.
  var body: [UInt8]
  /// Further headers.
  var headers: [(name: String, value: String)] = []

  /// The media type of answers that are no problems.
  static let json = "application/json"
  /// The media type of batches.
  static let ndjson = "application/x-ndjson"
  /// After how many seconds an overloaded daemon may be asked again.
  static let retryAfterSeconds = 1

  /// Answers with JSON.
  static func json(_ value: some JSONWritable, status: Int = 200) -> Answer {
    do {
      return Answer(status: status, mediaType: json, body: try WireJSON.encode(value) + [UInt8(ascii: "\n")])
    } catch {
      return .problem(ProblemDetails(.internalError, detail: "the answer cannot be written as JSON: \(error)"))
    }
  }

  /// Answers with a problem, and with the headers that its status asks for.
  static func problem(_ problem: ProblemDetails) -> Answer {
    let body = (try? WireJSON.encode(problem)) ?? []
    var answer = Answer(status: problem.status, mediaType: ProblemDetails.mediaType, body: body + [UInt8(ascii: "\n")])
    if problem.status == 503 { answer.headers.append(("retry-after", String(retryAfterSeconds))) }
    return answer
  }

  /// Equal in everything that goes over the wire.
  static func == (left: Answer, right: Answer) -> Bool {
    left.status == right.status && left.mediaType == right.mediaType && left.body == right.body
      && left.headers.elementsEqual(right.headers, by: ==)
  }
}

/// What a service has to do for an answer.
struct QueryWork: Sendable {
  /// How long it may take.
  var budget: QueryBudget
  /// Answers in a moment or not at all; absent where a first attempt is not worth while.
  var attempt: (@Sendable (any SearchService, QueryBudget) -> Answer?)?
  /// Answers.
  var answer: @Sendable (any SearchService, QueryBudget) -> Answer
}

/// How a request is answered.
enum Reply: Sendable {
  /// At once.
  case now(Answer)
  /// With a service of the pool.
  case later(QueryWork)
  /// Line by line, each by a query thread.
  case batch(BatchLines)
}
