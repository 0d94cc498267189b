import Testing

@testable import Daemon

@Suite("Configuration")
struct ConfigurationTests {
  private static func sources(
    file: String? = nil, flags: [String: String] = [:], environment: [String: String] = [:], userID: UInt32 = 1_000
  ) -> Configuration.Sources {
    Configuration.Sources(file: file, flags: flags, environment: environment, userID: userID, processors: 4)
  }

  @Test("without any source the defaults hold", arguments: [(0, "0660"), (1_000, "0600")] as [(UInt32, String)])
  func defaults(userID: UInt32, mode: String) throws {
    let text = try Configuration(Self.sources(environment: ["HOME": "/nowhere"], userID: userID)).text
    #expect(text.contains("socket_mode = \(mode)\n# socket_group =\nlog_level = info\n"))
    #expect(text.contains("query_threads = 4\n"))
    #expect(text.split(separator: "\n").count == Setting.all.count)
  }

  @Test("a flag is over the environment, the environment over the file, the file over the default")
  func precedence() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("deadline_ms = 1\nqueue_length = 1\ndrain_seconds = 1\n", to: "c.conf")
    let settings = try Configuration(
      Self.sources(
        file: file, flags: ["deadline_ms": "3"], environment: ["SEARCHD_DEADLINE_MS": "2", "SEARCHD_QUEUE_LENGTH": "2"]
      )
    ).settings
    #expect(settings.deadline == .milliseconds(3))
    #expect(settings.queueLength == 2)
    #expect(settings.drainLimit == .seconds(1))
    #expect(settings.idleTimeout == .seconds(300))
  }

  @Test(
    "the notation of the file",
    arguments: [
      ("index=/a b\n", "/a b"), ("  index\t=  /a  # where it is\n", "/a"), ("index = \"/a # b \" # c\n", "/a # b "),
      ("# index = /x\n\nindex = /a\r\n", "/a"), ("index = /a=b", "/a=b"),
    ])
  func notation(text: String, index: String) throws {
    let folder = try TemporaryFolder()
    #expect(try Configuration(Self.sources(file: folder.write(text, to: "c.conf"))).settings.index == index)
  }

  @Test("what is printed reads back as the same configuration")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let first = try Configuration(
      Self.sources(flags: ["index": "/a # b ", "socket_group": "adm", "socket_mode": "0640", "log_level": "trace"]))
    let second = try Configuration(Self.sources(file: folder.write(first.text, to: "c.conf")))
    #expect(second.settings == first.settings)
  }

  @Test("all mistakes are listed at once, each with its place")
  func mistakes() throws {
    let folder = try TemporaryFolder()
    let text = """
      deadline_ms = soon
      nonsense
      slow-query-ms = 5
      mode = 0600
      queue_length = 5
      queue_length = 6
      colour = red\u{1B}[31m
      socket_mode = 0444
      index =
      drain_seconds = "5
      """
    let file = try folder.write(text, to: "c.conf")
    let errors = #expect(throws: ConfigurationErrors.self) {
      try Configuration(
        Self.sources(file: file, flags: ["log_level": "loud"], environment: ["SEARCHD_MAX_CONNECTIONS": "0"]))
    }
    let expected = """
      \(file):1: deadline_ms is “soon”, expected a whole number of milliseconds from 1 to 60000
      \(file):2: “nonsense” is not of the form key = value
      \(file):3: unknown setting “slow-query-ms”; is slow_query_ms meant?
      \(file):4: unknown setting “mode”; is socket_mode meant?
      \(file):6: queue_length is already set in line 5
      \(file):7: unknown setting “colour”
      \(file):8: socket_mode is “0444”, expected octal permission bits from 0600 to 0777
      \(file):9: index is “”, expected a path
      \(file):10: “drain_seconds = "5” is not of the form key = value
      environment variable SEARCHD_MAX_CONNECTIONS: max_connections is “0”, expected a whole number from 1 to 100000
      --log-level: log_level is “loud”, expected one of trace, debug, info, notice, warning, error, critical
      """
    // The value of line 7 is never printed, so its control character cannot be either.
    #expect(errors?.description == expected)
  }

  @Test("a file that is named must exist, a standard one need not")
  func files() throws {
    let error = #expect(throws: ConfigurationErrors.self) { try Configuration(Self.sources(file: "/no/such.conf")) }
    #expect(error?.description == "/no/such.conf: cannot be read: No such file or directory")
    #expect(throws: ConfigurationErrors.self) {
      try Configuration(Self.sources(environment: ["SEARCHD_CONFIG": "/no/such.conf"]))
    }
    #expect(try Configuration(Self.sources(environment: ["CONFIGURATION_DIRECTORY": "/no"])).file == nil)
  }

  @Test(
    "where the standard file is looked for",
    arguments: [
      (0, ["HOME": "/root"], "/etc/searchd/searchd.conf"), (5, ["HOME": "/h"], "/h/.config/searchd/searchd.conf"),
      (5, ["HOME": "/h", "XDG_CONFIG_HOME": "/x"], "/x/searchd/searchd.conf"),
      (5, ["HOME": "/h", "XDG_CONFIG_HOME": "x"], "/h/.config/searchd/searchd.conf"),
      (5, ["CONFIGURATION_DIRECTORY": "/etc/searchd"], "/etc/searchd/searchd.conf"), (5, [:], nil),
    ] as [(UInt32, [String: String], String?)])
  func candidates(userID: UInt32, environment: [String: String], path: String?) {
    #expect(Self.sources(environment: environment, userID: userID).candidate?.path == path)
  }

  @Test("variables that are no settings are reported rather than refused")
  func strangeVariables() throws {
    let configuration = try Configuration(Self.sources(environment: ["SEARCHD_COLOUR": "red", "PATH": "/bin"]))
    #expect(configuration.strangeVariables == ["SEARCHD_COLOUR"])
  }

  @Test("reading again changes what may change and keeps the rest")
  func reload() throws {
    let old = try Configuration(Self.sources(flags: ["index": "/a"]))
    let new = try Configuration(Self.sources(flags: ["index": "/b", "deadline_ms": "7"]))
    #expect(new.changes(from: old).map(\.name) == ["index", "deadline_ms"])
    let live = LiveSettings(old.settings)
    live.replace(with: new.settings)
    #expect(live.current.index == "/a")
    #expect(live.current.deadline == .milliseconds(7))
  }

  @Test("every setting is named, worded and takes back what it prints", arguments: Setting.all.map(\.name))
  func table(name: String) throws {
    let setting = try #require(Setting.named(name))
    var settings = Settings(userID: 0, environment: [:], processors: 2)
    let value = setting.value(in: settings)
    #expect(setting.set(value, in: &settings))
    #expect(setting.value(in: settings) == value)
    #expect(setting.summary.hasSuffix("."))
    #expect(Setting.all.filter { $0.name == name }.count == 1)
    #expect(!setting.set("\0", in: &settings))
  }

  @Test("docs/configuration.md is what the table says")
  func documentation() throws {
    try Repository.expect("docs/configuration.md", is: ConfigurationReference.markdown)
  }
}
