extension Query {
  /// The structure in full, as one nested list: `(or (words "a" "b") (not (phrase "c d")))`.
  public var treeDescription: String {
    switch self {
    case .word(let text, .forms): Self.literal(text)
    case .word(let text, .exact): "(exact \(Self.literal(text)))"
    case .word(let text, .prefix): "(prefix \(Self.literal(text)))"
    case .word(let text, .fuzzy(let edits)): "(fuzzy \(edits) \(Self.literal(text)))"
    case .phrase(let text): "(phrase \(Self.literal(text)))"
    case .near(let operands, let distance): Self.list("near \(distance)", operands)
    case .field(let field, let operand): Self.list(field.rawValue, [operand])
    case .filter(let filter): filter.treeDescription
    case .words(let parts): Self.list("words", parts)
    case .and(let parts): Self.list("and", parts)
    case .or(let parts): Self.list("or", parts)
    case .not(let operand): Self.list("not", [operand])
    case .required(let operand): Self.list("required", [operand])
    case .everything: "everything"
    }
  }

  private static func list(_ name: String, _ parts: [Query]) -> String {
    "(" + ([name] + parts.map(\.treeDescription)).joined(separator: " ") + ")"
  }

  fileprivate static func literal(_ text: String) -> String { "\"" + text + "\"" }
}

extension Filter {
  /// The condition as it stands in ``Query/treeDescription``.
  var treeDescription: String {
    switch self {
    case .site(let value): "(site \(Query.literal(value)))"
    case .category(let value): "(category \(Query.literal(value)))"
    case .author(let value): "(author-is \(Query.literal(value)))"
    case .language(let value): "(lang \(value))"
    case .url(let value): "(url \(Query.literal(value)))"
    case .published(_, _, let text): "(published \(text))"
    }
  }
}
