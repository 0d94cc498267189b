/// A value of the JSON that the tools print.
public enum JSONValue: Sendable {
  /// A string.
  case text(String)
  /// A whole number.
  case number(Int64)
  /// A number with three decimals.
  case decimal(Double)
  /// True or false.
  case flag(Bool)
  /// A list of strings.
  case texts([String])
  /// Members in the order they are printed.
  case object([(String, JSONValue)])

  /// The JSON on one line.
  public var text: String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .number(let number): String(number)
    case .decimal(let number): String((number * 1000).rounded() / 1000)
    case .flag(let flag): flag ? "true" : "false"
    case .texts(let texts): "[" + texts.map(JSONText.quoted).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { JSONText.quoted($0) + ":" + $1.text }.joined(separator: ",") + "}"
    }
  }
}
