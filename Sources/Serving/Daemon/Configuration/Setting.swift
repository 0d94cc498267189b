/// One line of the table of settings: its name, what it takes, and what it is for.
///
/// The name is the key in the configuration file. The environment variable is `SEARCHD_` and the name in capitals; the
/// flag is the name with dashes.
public struct Setting: Sendable {
  /// The key in the configuration file.
  public let name: String
  /// What its value is called in the help.
  public let placeholder: String
  /// What values it takes, in words.
  public let expected: String
  /// Its value when nothing sets it, in words.
  public let standard: String
  /// What it is for, in one sentence.
  public let summary: String
  /// Whether SIGHUP makes a new value take effect; otherwise the daemon has to be restarted.
  public let isReloadable: Bool

  private let parse: @Sendable (String, inout Settings) -> Bool
  private let print: @Sendable (Settings) -> String

  /// The environment variable.
  public var variable: String { "SEARCHD_" + name.uppercased() }
  /// The flag, with its dashes.
  public var flag: String { "--" + name.replacing("_", with: "-") }

  /// Takes a value.
  ///
  /// - Returns: `false`, changing nothing, when the value is not one that is ``expected``.
  func set(_ value: String, in settings: inout Settings) -> Bool { parse(value, &settings) }

  /// The value in the notation ``set(_:in:)`` reads; empty when there is none.
  func value(in settings: Settings) -> String { print(settings) }

  static func text(
    _ name: String, _ path: any WritableKeyPath<Settings, String> & Sendable, expected: String, standard: String,
    summary: String
  ) -> Setting {
    Setting(
      name: name, placeholder: "path", expected: expected, standard: standard, summary: summary, isReloadable: false,
      parse: { value, settings in
        guard !value.isEmpty, !value.contains("\0") else { return false }
        settings[keyPath: path] = value
        return true
      }, print: { $0[keyPath: path] })
  }

  static func optionalText(
    _ name: String, _ path: any WritableKeyPath<Settings, String?> & Sendable, expected: String, standard: String,
    summary: String
  ) -> Setting {
    Setting(
      name: name, placeholder: "group", expected: expected, standard: standard, summary: summary, isReloadable: false,
      parse: { value, settings in
        guard !value.contains("\0") else { return false }
        settings[keyPath: path] = value.isEmpty ? nil : value
        return true
      }, print: { $0[keyPath: path] ?? "" })
  }

  static func number(
    _ name: String, _ path: any WritableKeyPath<Settings, Int> & Sendable, _ range: ClosedRange<Int>, standard: String,
    reloadable: Bool = true, summary: String
  ) -> Setting {
    Setting(
      name: name, placeholder: "number", expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      standard: standard,
      summary: summary, isReloadable: reloadable,
      parse: { value, settings in
        guard let number = Int(value), range.contains(number) else { return false }
        settings[keyPath: path] = number
        return true
      }, print: { String($0[keyPath: path]) })
  }

  /// A duration, given as a whole number of `unit`.
  static func duration(
    _ name: String, _ path: any WritableKeyPath<Settings, Duration> & Sendable, _ range: ClosedRange<Int>,
    unit: DurationUnit, standard: String, summary: String
  ) -> Setting {
    Setting(
      name: name, placeholder: unit.rawValue,
      expected: "a whole number of \(unit.rawValue) from \(range.lowerBound) to \(range.upperBound)",
      standard: standard, summary: summary, isReloadable: true,
      parse: { value, settings in
        guard let number = Int(value), range.contains(number) else { return false }
        settings[keyPath: path] = unit.duration(number)
        return true
      }, print: { String(unit.count($0[keyPath: path])) })
  }

  static func flag(
    _ name: String, _ path: any WritableKeyPath<Settings, Bool> & Sendable, standard: String, summary: String
  ) -> Setting {
    Setting(
      name: name, placeholder: "boolean", expected: "true or false", standard: standard, summary: summary,
      isReloadable: true,
      parse: { value, settings in
        guard let flag = Bool(value) else { return false }
        settings[keyPath: path] = flag
        return true
      }, print: { String($0[keyPath: path]) })
  }

  static func mode(
    _ name: String, _ path: any WritableKeyPath<Settings, UInt32> & Sendable, standard: String, summary: String
  ) -> Setting {
    Setting(
      name: name, placeholder: "mode", expected: "octal permission bits from 0600 to 0777", standard: standard,
      summary: summary,
      isReloadable: false,
      parse: { value, settings in
        guard let bits = UInt32(value, radix: 8), (0o600...0o777).contains(bits) else { return false }
        settings[keyPath: path] = bits
        return true
      }, print: { "0" + String($0[keyPath: path], radix: 8) })
  }

  /// One of a few names.
  static func choice<Name: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: any WritableKeyPath<Settings, Name> & Sendable, placeholder: String, standard: String,
    reloadable: Bool = true, summary: String
  ) -> Setting {
    Setting(
      name: name, placeholder: placeholder,
      expected: "one of " + Name.allCases.map(\.rawValue).joined(separator: ", "),
      standard: standard, summary: summary, isReloadable: reloadable,
      parse: { value, settings in
        guard let choice = Name(rawValue: value) else { return false }
        settings[keyPath: path] = choice
        return true
      }, print: { $0[keyPath: path].rawValue })
  }

  enum DurationUnit: String, Sendable {
    case milliseconds, seconds

    func duration(_ count: Int) -> Duration {
      switch self {
      case .milliseconds: .milliseconds(count)
      case .seconds: .seconds(count)
      }
    }

    func count(_ duration: Duration) -> Int {
      switch self {
      case .milliseconds: Int(duration / .milliseconds(1))
      case .seconds: Int(duration / .seconds(1))
      }
    }
  }
}
