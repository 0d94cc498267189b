/// Something wrong with the configuration, and where.
public enum ConfigurationProblem: Sendable, Equatable {
  /// The file cannot be read.
  case unreadable(path: String, reason: String)
  /// The line is no `key = value`.
  case notAnAssignment(origin: Origin, text: String)
  /// There is no such setting; `similar` is the one that was probably meant.
  case unknownKey(origin: Origin, key: String, similar: String?)
  /// The setting stands in the file twice.
  case repeated(origin: Origin, key: String, firstLine: Int)
  /// The setting does not take the value.
  case malformed(origin: Origin, key: String, value: String, expected: String)

  /// Where a value was given.
  public enum Origin: Sendable, Equatable {
    /// In a line of the configuration file, counted from 1.
    case file(path: String, line: Int)
    /// In an environment variable.
    case environment(variable: String)
    /// In a flag.
    case flag(name: String)
  }
}

extension ConfigurationProblem.Origin: CustomStringConvertible {
  /// The place as compilers print it, or the name of the variable or flag.
  public var description: String {
    switch self {
    case .file(let path, let line): "\(path):\(line)"
    case .environment(let variable): "environment variable \(variable)"
    case .flag(let name): name
    }
  }
}

extension ConfigurationProblem: CustomStringConvertible {
  /// One line that begins with the place.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .notAnAssignment(let origin, let text):
      "\(origin): “\(LogText.escaped(text))” is not of the form key = value"
    case .unknownKey(let origin, let key, let similar):
      "\(origin): unknown setting “\(LogText.escaped(key))”" + (similar.map { "; is \($0) meant?" } ?? "")
    case .repeated(let origin, let key, let firstLine):
      "\(origin): \(key) is already set in line \(firstLine)"
    case .malformed(let origin, let key, let value, let expected):
      "\(origin): \(key) is “\(LogText.escaped(value))”, expected \(expected)"
    }
  }
}

/// Everything wrong with the configuration, so that it can be put right in one go.
public struct ConfigurationErrors: Error, Sendable, Equatable {
  /// The problems in the order in which they were found; never empty.
  public var problems: [ConfigurationProblem]
}

extension ConfigurationErrors: CustomStringConvertible {
  /// A line a problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
