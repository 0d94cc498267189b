/// One line of a batch: the JSON object with the same names as the parameters of a URL.
///
/// Numbers and booleans may be JSON numbers and booleans, `facets` may be an array, and `null` is the same as leaving
/// the name out.
extension SearchRequest {
  /// Reads a line of a batch.
  ///
  /// - Throws: ``ParameterError/notAnObject`` when the line is no JSON object, otherwise as ``init(parameters:)``.
  public init(line: some Sequence<UInt8>) throws(ParameterError) {
    let members: [String: BatchValue]
    do {
      members = try WireJSON.decode([String: BatchValue].self, from: line)
    } catch {
      throw .notAnObject
    }
    var parameters: [(name: String, value: String)] = []
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      if let text = try value.text(name: name) { parameters.append((name, text)) }
    }
    try self.init(parameters: parameters)
  }

  /// The line of a batch that says the same, without the line end.
  public var line: [UInt8] {
    let members = queryItems.map { item in
      BatchValue.member(named: item.name, of: item.value, in: self)
    }
    return Array(("{" + members.joined(separator: ",") + "}").utf8)
  }
}

/// One answer of a batch.
public enum BatchAnswer: Sendable, Equatable, Codable {
  /// The query was answered.
  case answer(SearchResponse)
  /// The query could not be answered; the other lines are.
  case problem(ProblemDetails)

  private enum Discriminator: String, CodingKey {
    case hits
  }

  /// Reads whichever of the two the object is: only an answer has `hits`.
  ///
  /// - Throws: `DecodingError` when it is neither.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Discriminator.self)
    if members.contains(.hits) {
      self = .answer(try SearchResponse(from: decoder))
    } else {
      self = .problem(try ProblemDetails(from: decoder))
    }
  }

  /// Writes the object itself, without a wrapper.
  ///
  /// - Throws: `EncodingError` for a number that is not finite.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .answer(let response): try response.encode(to: encoder)
    case .problem(let problem): try problem.encode(to: encoder)
    }
  }
}

/// A JSON value that can stand for a parameter.
private enum BatchValue: Decodable {
  case null
  case boolean(Bool)
  case integer(Int)
  case text(String)
  case texts([String])
  case other

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode([String].self) {
      self = .texts(value)
    } else {
      self = .other
    }
  }

  func text(name: String) throws(ParameterError) -> String? {
    switch self {
    case .null: return nil
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .text(let value): return value
    case .texts(let values) where name == SearchParameter.facets.rawValue:
      return values.isEmpty ? nil : values.joined(separator: ",")
    case .texts, .other:
      throw .malformed(name: name, value: "an array, object or fraction", expected: "a string, whole number or boolean")
    }
  }

  static func member(named name: String, of value: String, in request: SearchRequest) -> String {
    switch SearchParameter(rawValue: name) {
    case .explain where value == SearchRequest.profileValue: "\"\(name)\":\(quoted(value))"
    case .limit, .snippets, .deadlineMilliseconds, .explain: "\"\(name)\":\(value)"
    default: "\"\(name)\":\(quoted(value))"
    }
  }

  /// A JSON string literal (RFC 8259, section 7).
  private static func quoted(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        literal += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}
