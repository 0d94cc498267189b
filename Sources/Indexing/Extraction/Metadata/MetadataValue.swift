/// A value of JSON, YAML or TOML, as far as articles need it.
enum MetadataValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number as it was written, so that ids keep all their digits.
  case number(String)
  case string(String)
  case list([MetadataValue])
  /// Members in the order they were written; a name may occur twice.
  case record([MetadataMember])

  /// The last member with a name, as JSON parsers resolve duplicates.
  subscript(name: String) -> MetadataValue? {
    guard case .record(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// A string or number as text; `nil` for blank text and everything else.
  var scalarText: String? {
    switch self {
    case .string(let text): text.isBlank ? nil : text
    case .number(let text): text
    default: nil
    }
  }

  /// The elements of a list, or the value itself as the only element; none for null.
  var elements: [MetadataValue] {
    switch self {
    case .list(let elements): elements
    case .null: []
    default: [self]
    }
  }
}

/// A named value of a record.
struct MetadataMember: Sendable, Equatable {
  var name: String
  var value: MetadataValue
}
