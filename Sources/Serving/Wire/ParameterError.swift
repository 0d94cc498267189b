/// A parameter of a request that cannot be taken.
public enum ParameterError: Error, Sendable, Equatable {
  /// The request takes no parameter of this name.
  case unknown(name: String, known: [String])
  /// The parameter was given more than once.
  case repeated(name: String)
  /// The request needs the parameter.
  case missing(name: String)
  /// The value is not one the parameter can have; `expected` says which are.
  case malformed(name: String, value: String, expected: String)
  /// A percent sign is not followed by two hexadecimal digits, or the decoded bytes are no UTF-8.
  case undecodable(text: String)
  /// A line of a batch is not a JSON object.
  case notAnObject
}

extension ParameterError: CustomStringConvertible {
  /// One sentence that names the parameter and what it takes.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "unknown parameter “\(Self.shortened(name))”; this request takes \(known.joined(separator: ", "))"
    case .repeated(let name):
      "parameter “\(name)” is given more than once"
    case .missing(let name):
      "parameter “\(name)” is missing"
    case .malformed(let name, let value, let expected):
      "parameter “\(name)” is “\(Self.shortened(value))”, expected \(expected)"
    case .undecodable(let text):
      "“\(Self.shortened(text))” is not percent-encoded UTF-8; write a percent sign itself as %25"
    case .notAnObject:
      "a line of the batch is not a JSON object such as {\"q\":\"air bridge\",\"limit\":5}"
    }
  }

  /// At most 60 scalars, so that an error never echoes a whole oversized request.
  private static func shortened(_ text: String) -> String {
    let limit = 60
    guard let end = text.unicodeScalars.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
      end < text.endIndex
    else { return text }
    return String(text.unicodeScalars[..<end]) + "…"
  }
}
