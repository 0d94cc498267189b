/// The settings in force and where they come from: defaults, file, environment and flags, each over the one before.
public struct Configuration: Sendable, Equatable {
  /// The settings.
  public var settings: Settings
  /// The file that was read, when there is one.
  public var file: String?
  /// `SEARCHD_*` variables that are no settings: perhaps misspelt, perhaps another program's.
  public var strangeVariables: [String]

  /// What configuration is made of, kept so that it can be read again.
  public struct Sources: Sendable {
    /// The file named by `--config`, which must exist.
    public var file: String?
    /// The values of flags, by the names of their settings.
    public var flags: [String: String]
    /// The process's environment.
    public var environment: [String: String]
    /// The effective user id.
    public var userID: UInt32
    /// How many processors there are.
    public var processors: Int

    /// Names the sources.
    public init(
      file: String?, flags: [String: String], environment: [String: String], userID: UInt32, processors: Int
    ) {
      self.file = file
      self.flags = flags
      self.environment = environment
      self.userID = userID
      self.processors = processors
    }

    /// The file to read: the one named, which must exist, else the standard one when it exists.
    var candidate: (path: String, mustExist: Bool)? {
      func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
      if let file { return (file, true) }
      if let named = value("SEARCHD_CONFIG") { return (named, true) }
      if let folder = value("CONFIGURATION_DIRECTORY") { return (folder + "/searchd.conf", false) }
      if userID == 0 { return ("/etc/searchd/searchd.conf", false) }
      let folder = value("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      return (folder ?? value("HOME").map { $0 + "/.config" }).map { ($0 + "/searchd/searchd.conf", false) }
    }
  }

  /// Reads all sources.
  ///
  /// - Throws: Every problem at once.
  public init(_ sources: Sources) throws(ConfigurationErrors) {
    var reader = ConfigurationReader(sources: sources)
    reader.readFile()
    reader.readEnvironment()
    reader.readFlags()
    guard reader.problems.isEmpty else { throw ConfigurationErrors(problems: reader.problems) }
    settings = reader.settings
    file = reader.file
    strangeVariables = reader.strangeVariables
  }

  /// The configuration in the notation of the file: one line a setting, those without a value as comments.
  public var text: String {
    let lines = Setting.all.map { setting in
      let value = setting.value(in: settings)
      let needsQuotes = value.contains("#") || value.hasPrefix(" ") || value.hasSuffix(" ")
      return value.isEmpty ? "# \(setting.name) =" : "\(setting.name) = " + (needsQuotes ? "\"\(value)\"" : value)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The settings that differ from those of another configuration.
  func changes(from other: Configuration) -> [Setting] {
    Setting.all.filter { $0.value(in: settings) != $0.value(in: other.settings) }
  }
}

/// Gathers values and problems from one source after the other.
private struct ConfigurationReader {
  let sources: Configuration.Sources
  var settings: Settings
  var file: String?
  var problems: [ConfigurationProblem] = []
  var strangeVariables: [String] = []

  init(sources: Configuration.Sources) {
    self.sources = sources
    settings = Settings(userID: sources.userID, environment: sources.environment, processors: sources.processors)
  }

  mutating func readFile() {
    guard let (path, mustExist) = sources.candidate else { return }
    let text: String
    do {
      text = try SmallFile.text(at: path)
    } catch {
      if mustExist || !error.isAbsence { problems.append(.unreadable(path: path, reason: error.description)) }
      return
    }
    file = path
    let (assignments, strays) = ConfigurationFile.parse(text)
    for (line, text) in strays {
      problems.append(.notAnAssignment(origin: .file(path: path, line: line), text: text))
    }
    var lines: [String: Int] = [:]
    for assignment in assignments {
      let origin = ConfigurationProblem.Origin.file(path: path, line: assignment.line)
      if let firstLine = lines[assignment.key] {
        problems.append(.repeated(origin: origin, key: assignment.key, firstLine: firstLine))
      } else {
        lines[assignment.key] = assignment.line
        take(assignment.value, for: assignment.key, origin: origin)
      }
    }
    problems.sort { $0.line < $1.line }
  }

  mutating func readEnvironment() {
    for (variable, value) in sources.environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix("SEARCHD_") {
      guard variable != "SEARCHD_CONFIG", !value.isEmpty else { continue }
      if let setting = Setting.all.first(where: { $0.variable == variable }) {
        take(value, for: setting.name, origin: .environment(variable: variable))
      } else {
        strangeVariables.append(variable)
      }
    }
  }

  mutating func readFlags() {
    for (name, value) in sources.flags.sorted(by: { $0.key < $1.key }) {
      take(value, for: name, origin: .flag(name: Setting.named(name)?.flag ?? name))
    }
  }

  private mutating func take(_ value: String, for key: String, origin: ConfigurationProblem.Origin) {
    guard let setting = Setting.named(key) else {
      problems.append(.unknownKey(origin: origin, key: key, similar: Self.similar(to: key)))
      return
    }
    guard setting.set(value, in: &settings) else {
      problems.append(.malformed(origin: origin, key: key, value: value, expected: setting.expected))
      return
    }
  }

  /// The setting whose letters are the same but for dashes and capitals, or which begins or ends with the key.
  private static func similar(to key: String) -> String? {
    let plain = key.lowercased().replacing("-", with: "_")
    guard plain.utf8.count >= 3 else { return nil }
    return Setting.all.first { $0.name == plain || $0.name.replacing("_", with: "") == plain.replacing("_", with: "") }?
      .name ?? Setting.all.first { $0.name.hasPrefix(plain) || $0.name.hasSuffix(plain) }?.name
  }
}

extension ConfigurationProblem {
  /// The line in the file, for putting a file's problems in order.
  fileprivate var line: Int {
    switch self {
    case .notAnAssignment(.file(_, let line), _), .unknownKey(.file(_, let line), _, _),
      .repeated(.file(_, let line), _, _), .malformed(.file(_, let line), _, _, _):
      line
    default: 0
    }
  }
}
