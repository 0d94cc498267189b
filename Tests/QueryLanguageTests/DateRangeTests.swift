import Articles
import QueryLanguage
import Testing

@Suite("Date ranges")
struct DateRangeTests {
  @Test(
    "name absolute spans of time",
    arguments: [
      ("2021", "2021"), ("2021-08", "2021-08"), ("2021-08-31", "2021-08-31"), ("2021/08/31", "2021-08-31"),
      ("2021..2022", "2021..2022"), ("2021-08..2021-09-15", "2021-08-01..2021-09-15"), ("..2021", "..2021"),
      ("2021-08..", "2021-08.."), ("2021-01-01..2021-12-31", "2021"), ("2021-01-01..2021-01-31", "2021-01"),
      ("2021-08-31T10:00Z", "2021-08-31T10:00Z"), ("2021-08-31T10:00+04:30", "2021-08-31T05:30Z"),
      ("2021-08-31 10:00:05", "2021-08-31T10:00:05Z"), ("2020-02", "2020-02"), ("2020-02-01..2020-02-29", "2020-02"),
      ("2021-08-31T10:00Z..2021-08-31", "2021-08-31T10:00Z..2021-08-31T23:59Z"), ("0001..9999", "0001..9999"),
    ])
  func absolute(text: String, expected: String) throws {
    #expect(try DateRange(text, now: september2021).description == expected)
  }

  @Test(
    "are counted from now, on a Wednesday",
    arguments: [
      ("today", "2021-09-01"), ("now", "2021-09-01"), ("yesterday", "2021-08-31"),
      ("this-week", "2021-08-30..2021-09-05"), ("last-week", "2021-08-23..2021-08-29"), ("this-month", "2021-09"),
      ("last-month", "2021-08"), ("this-year", "2021"), ("last-year", "2020"), ("30d", "2021-08-02..2021-09-01"),
      ("1d", "2021-08-31..2021-09-01"), ("2w", "2021-08-18..2021-09-01"), ("6m", "2021-03-01..2021-09-01"),
      ("1y", "2020-09-01..2021-09-01"), ("2_weeks..yesterday", "2021-08-18..2021-08-31"),
      ("2 weeks ago", "2021-08-18..2021-09-01"), ("last 7 days", "2021-08-25..2021-09-01"),
      ("Last_Week", "2021-08-23..2021-08-29"),
      ("12h", "2021-09-01"), ("1h", "2021-09-01T11:00Z..2021-09-01T23:59Z"),
      ("30d..", "2021-08-02.."), ("..30d", "..2021-08-02"),
      ("2021-08..today", "2021-08-01..2021-09-01"),
    ])
  func human(text: String, expected: String) throws {
    #expect(try DateRange(text, now: september2021).description == expected)
  }

  @Test("end months that are shorter on their last day")
  func monthEnds() throws {
    let endOfMarch = try #require(ArticleDate(iso: "2021-03-31")).seconds
    #expect(try DateRange("1m", now: endOfMarch).description == "2021-02-28..2021-03-31")
    #expect(try DateRange("last-month", now: endOfMarch).description == "2021-02")
    #expect(try DateRange("13m", now: endOfMarch).description == "2020-02-29..2021-03-31")
  }

  @Test("begin with the period for after: and end before it for before:")
  func relations() throws {
    let start = try #require(ArticleDate(iso: "2021-08-01")).seconds
    #expect(try DateRange("2021-08", as: .after, now: 0) == DateRange(from: start, to: nil))
    #expect(try DateRange("2021-08", as: .before, now: 0) == DateRange(from: nil, to: start))
    #expect(try DateRange("2021-08", as: .before, now: 0).description == "..2021-07")
    #expect(try DateRange("last-week", as: .after, now: september2021).description == "2021-08-23..")
    #expect(try DateRange("30d", as: .before, now: september2021).description == "..2021-08-01")
  }

  @Test(
    "refuse what names no time",
    arguments: [
      "", "..", "soon", "2021-13", "2021-02-30", "20210831", "30", "d", "30x", "9999999d", "9999y", "2021...2022",
      "a..2021", "2021..b",
    ])
  func unreadable(text: String) {
    #expect(throws: DateRangeError.unreadable(text)) { try DateRange(text, now: september2021) }
  }

  @Test("say when a range is the wrong way round, and what it would be the other way")
  func reversed() throws {
    let error = try #require(throws: DateRangeError.self) { try DateRange("2022..2020", now: 0) }
    guard case .reversed(let text, let exchanged) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(text == "2022..2020" && exchanged.description == "2020..2022")
    #expect(throws: DateRangeError.unreadable("2021..2022")) { try DateRange("2021..2022", as: .after, now: 0) }
  }

  @Test("print a span so that it reads back the same, whatever its ends")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 7)
    let units: [Int64] = [1, 60, 3600, 86_400, 86_400 * 31]
    for _ in 0..<3000 {
      let from = Int64(generator.next() % 4_000_000_000) / 86_400 * 86_400 - 1_000_000_000 + 43_200
      let unit = generator.pick(units)
      let start = from / unit * unit
      let end = start + unit * Int64(1 + generator.next() % 40)
      for range in [DateRange(from: start, to: end), DateRange(from: start, to: nil), DateRange(from: nil, to: end)] {
        #expect(try DateRange(range.description, now: 0) == range)
      }
    }
  }

  @Test("survive any clock", arguments: [Int64.min, -62_200_000_000, -1, 0, 253_402_300_800, Int64.max])
  func clocks(now: Int64) throws {
    for text in ["today", "last-week", "last-month", "last-year", "this-year", "1h"] {
      let range = try DateRange(text, now: now)
      #expect(try DateRange(range.description, now: 0) == range)
    }
  }
}
