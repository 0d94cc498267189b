import Wire

/// Turns what came over the connection into values or errors.
enum AnswerReader {
  /// The body of a good answer.
  ///
  /// - Throws: `versionMismatch`, `problem`, or `invalidResponse` for a failure without a problem document.
  static func body(of answer: HTTPAnswer) throws(SearchClientError) -> [UInt8] {
    try checkVersion(of: answer)
    guard answer.status != 200 else { return answer.bytes }
    guard let problem = try? WireJSON.decode(ProblemDetails.self, from: answer.bytes) else {
      throw .invalidResponse("status \(answer.status) without a problem document")
    }
    guard problem.kind != .unsupportedVersion else { throw .versionMismatch(server: "unknown") }
    throw .problem(problem)
  }

  /// Compares the version the daemon says it speaks; an answer that says nothing is taken as this client's version.
  static func checkVersion(of answer: HTTPAnswer) throws(SearchClientError) {
    guard let version = answer.header(APIVersion.headerName), version != String(APIVersion.current) else { return }
    throw .versionMismatch(server: String(version.prefix(20)))
  }

  /// Reads JSON; fields that this version does not know are ignored.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(SearchClientError) -> Value {
    do {
      return try WireJSON.decode(type, from: bytes)
    } catch {
      throw .invalidResponse("no \(type) in the answer (\(describe(error)))")
    }
  }

  private static func describe(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "“\(key.stringValue)” is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "“\(context.codingPath.map(\.stringValue).joined(separator: "."))” has another type"
    default: "it is not JSON of that shape"
    }
  }
}
