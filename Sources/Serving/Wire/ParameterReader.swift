import Articles

/// Reads the values of parameters, each with the words for what it expects.
enum ParameterReader {
  /// Splits pairs by name.
  ///
  /// - Throws: `unknown` for a name outside `Name`, `repeated` for a second value.
  static func values<Name>(
    _ parameters: [(name: String, value: String)], of names: Name.Type
  ) throws(ParameterError) -> Values<Name> where Name: RawRepresentable<String> & CaseIterable & Hashable {
    var values = Values<Name>()
    for (name, value) in parameters {
      guard let known = Name(rawValue: name) else {
        throw .unknown(name: name, known: Name.allCases.map(\.rawValue))
      }
      guard values[known] == nil else { throw .repeated(name: name) }
      values.pairs.append((known, value))
    }
    return values
  }

  /// A handful of values by name, which are found sooner one by one than by a hash.
  struct Values<Name: Equatable> {
    fileprivate var pairs: [(name: Name, value: String)] = []

    subscript(name: Name) -> String? { pairs.first { $0.name == name }?.value }
  }

  static func integer(_ value: String, name: String, in range: ClosedRange<Int>) throws(ParameterError) -> Int {
    guard let number = Int(value), range.contains(number) else {
      throw .malformed(
        name: name, value: value, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  static func choice<Choice>(
    _ value: String, name: String, of choices: Choice.Type
  ) throws(ParameterError) -> Choice where Choice: RawRepresentable<String> & CaseIterable {
    guard let choice = Choice(rawValue: value) else {
      throw .malformed(name: name, value: value, expected: "one of " + list(choices))
    }
    return choice
  }

  static func list<Choice>(_ choices: Choice.Type) -> String
  where Choice: RawRepresentable<String> & CaseIterable {
    choices.allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// - Parameter other: Another value that the parameter may have.
  static func boolean(_ value: String, name: String, or other: String) throws(ParameterError) -> Bool {
    switch value {
    case "true", "1": true
    case "false", "0": false
    default: throw .malformed(name: name, value: value, expected: "true, false or \(other)")
    }
  }

  static func text(_ value: String, name: String, expected: String) throws(ParameterError) -> String {
    guard !value.isEmpty else { throw .malformed(name: name, value: value, expected: expected) }
    return value
  }

  static func facets(_ value: String, name: String) throws(ParameterError) -> [FacetName] {
    var facets: [FacetName] = []
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      guard let facet = FacetName(rawValue: String(part)) else {
        throw .malformed(name: name, value: value, expected: "some of \(list(FacetName.self)), separated by commas")
      }
      if !facets.contains(facet) { facets.append(facet) }
    }
    return facets
  }
}
