import Logging
import Testing

@testable import Daemon

@Suite("Log lines")
struct LogTests {
  private static func line(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata = [:]) -> String {
    let lines = LogLines()
    lines.logger(.trace).log(level: level, "\(message)", metadata: metadata)
    return lines.all.joined()
  }

  @Test("a line has its level, its message and its values in order")
  func format() {
    let line = Self.line(.info, "listening", ["socket": "/run/s", "articles": "12", "note": "a \"b\" = c\\"])
    #expect(line == "<6>level=info message=listening articles=12 note=\"a \\\"b\\\" = c\\\\\" socket=/run/s\n")
  }

  @Test(
    "nothing a client sends can break a line or reach the terminal",
    arguments: [
      ("a\nlevel=error", "\"a\\nlevel=error\""), ("\u{1B}[31m", "\"\\u{1b}[31m\""),
      ("\0\u{7F}\u{9B}", "\"\\u{0}\\u{7f}\\u{9b}\""),
      ("\u{202E}abc\u{2028}", "\"\\u{202e}abc\\u{2028}\""), ("نجات", "\"نجات\""), ("", "\"\""),
      ("a\tb\r", "\"a\\tb\\r\""),
    ])
  func escaping(value: String, shown: String) {
    #expect(Self.line(.info, "m", ["k": "\(value)"]) == "<6>level=info message=m k=\(shown)\n")
  }

  @Test(
    "the journal gets the priority of each level",
    arguments: zip(
      Logger.Level.allCases, [7, 7, 6, 5, 4, 3, 2]))
  func priority(level: Logger.Level, priority: Int) {
    #expect(Self.line(level, "m").hasPrefix("<\(priority)>level=\(level) "))
  }

  @Test("elsewhere a line begins with the time")
  func time() throws {
    let lines = LogLines()
    let logger = Logger(label: "test") { _ in
      LineLogHandler(
        threshold: LogThreshold(.info), isForJournal: false, sink: .function { lines.note($0) })
    }
    logger.info("m")
    let line = try #require(lines.all.first)
    #expect(try #/time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=info message=m\n/#.wholeMatch(in: line) != nil)
  }

  @Test("the threshold is one for all loggers and can be moved")
  func threshold() {
    let lines = LogLines()
    let threshold = LogThreshold(.warning)
    let logger = Logger(label: "test") { _ in
      LineLogHandler(threshold: threshold, isForJournal: true, sink: .function { lines.note($0) })
    }
    logger.info("hidden")
    threshold.current = .info
    logger.info("shown")
    #expect(lines.all == ["<6>level=info message=shown\n"])
  }
}
