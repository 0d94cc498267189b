import Articles
import Testing

@Suite("Article dates")
struct ArticleDateTests {
  @Test(
    "keep the precision and the zone of the source",
    arguments: [
      ("2021", "2021", 1_609_459_200), ("2021-08", "2021-08", 1_627_776_000),
      ("2021-08-31", "2021-08-31", 1_630_368_000), ("2021-08-31T10:00Z", "2021-08-31T10:00Z", 1_630_404_000),
      ("2021-08-31 10:00:05", "2021-08-31T10:00:05", 1_630_404_005),
      ("2021-08-31T10:00:05.123+0430", "2021-08-31T10:00:05+04:30", 1_630_387_805),
      ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", -1), ("2000-02-29", "2000-02-29", 951_782_400),
    ])
  func readsISO(text: String, expected: String, seconds: Int) throws {
    let date = try #require(ArticleDate(iso: text))
    #expect(date.text == expected)
    #expect(date.seconds == Int64(seconds))
  }

  @Test(
    "refuse what is not a date",
    arguments: ["", "202", "2021-13", "2021-02-29", "2021-08-31T24:00", "0000", "2021-8-1", "2021-08-31x", "yesterday"])
  func refuses(text: String) {
    #expect(ArticleDate(iso: text) == nil)
  }

  @Test("print a moment so that it reads back the same")
  func roundTrip() throws {
    for seconds in stride(from: Int64(-62_135_596_800), through: 253_402_300_799, by: 86_399_999_983 / 7) {
      let date = ArticleDate(seconds: seconds)
      #expect(try #require(ArticleDate(iso: date.text)).seconds == seconds)
    }
  }

  @Test("count days both ways over four centuries")
  func civilDays() {
    for days in stride(from: Int64(-200_000), through: 200_000, by: 37) {
      #expect(CivilDay(daysSinceEpoch: days).daysSinceEpoch == days)
    }
  }
}

@Suite("Languages")
struct LanguageTests {
  @Test("are read from tags and locales", arguments: [("en-US", "en"), ("pt_BR.UTF-8", "pt"), ("PRS", "prs")])
  func reads(tag: String, expected: String) {
    #expect(Language(tag: tag)?.rawValue == expected)
  }

  @Test("refuse what is not a tag", arguments: ["", "e", "english", "und", "12", "und-x"])
  func refuses(tag: String) {
    #expect(Language(tag: tag) == nil)
  }
}
