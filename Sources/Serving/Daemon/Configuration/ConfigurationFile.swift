/// The notation of the configuration file: `key = value` lines, blank lines, and comments from `#` on.
///
/// A value runs to the end of its line, white space around it left out. Inside double quotes `#` and outer white space
/// belong to the value; there are no escapes.
enum ConfigurationFile {
  /// One assignment.
  struct Assignment: Equatable {
    var line: Int
    var key: String
    var value: String
  }

  /// Reads all lines.
  ///
  /// - Returns: The assignments, and the lines that are none with their numbers.
  static func parse(_ text: String) -> (assignments: [Assignment], strays: [(line: Int, text: String)]) {
    var assignments: [Assignment] = []
    var strays: [(line: Int, text: String)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let trimmed = trim(line)
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      let parts = trimmed.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !trim(parts[0]).isEmpty, let value = value(trim(parts[1])) else {
        strays.append((index + 1, String(trimmed)))
        continue
      }
      assignments.append(Assignment(line: index + 1, key: String(trim(parts[0])), value: value))
    }
    return (assignments, strays)
  }

  private static func value(_ text: Substring) -> String? {
    guard text.hasPrefix("\"") else {
      return String(trim(text.prefix { $0 != "#" }))
    }
    let inside = text.dropFirst()
    guard let end = inside.firstIndex(of: "\"") else { return nil }
    let rest = trim(inside[inside.index(after: end)...])
    return rest.isEmpty || rest.hasPrefix("#") ? String(inside[..<end]) : nil
  }

  private static func trim(_ text: Substring) -> Substring {
    var trimmed = text.drop { $0 == " " || $0 == "\t" }
    while let last = trimmed.last, last == " " || last == "\t" { trimmed.removeLast() }
    return trimmed
  }
}
