import Articles
import Testing

@testable import Extraction

@Suite("Dates")
struct DateTests {
  @Test(
    "are read in every common notation, with the precision and zone they have",
    arguments: [
      ("2021-03-05", "2021-03-05"),
      ("2021-03", "2021-03"),
      ("2021", "2021"),
      ("2021-03-05T10:15:00Z", "2021-03-05T10:15:00Z"),
      ("2021-03-05T10:15:00.123456+0100", "2021-03-05T10:15:00+01:00"),
      ("2021-03-05 10:15:00 +0100", "2021-03-05T10:15:00+01:00"),
      ("2021-03-05 10:15:00 UTC", "2021-03-05T10:15:00Z"),
      ("2021-3-5", "2021-03-05"),
      ("2021/03/05", "2021-03-05"),
      ("20210305", "2021-03-05"),
      ("20210305T101500Z", "2021-03-05T10:15:00Z"),
      ("Fri, 05 Mar 2021 10:15:00 GMT", "2021-03-05T10:15:00Z"),
      ("Fri, 5 Mar 2021 10:15:00 -0500", "2021-03-05T10:15:00-05:00"),
      ("Fri, 5 Mar 21 10:15:00 EST", "2021-03-05T10:15:00-05:00"),
      ("Fri Mar  5 10:15:00 2021", "2021-03-05T10:15:00"),
      ("March 5, 2021", "2021-03-05"),
      ("5 March 2021", "2021-03-05"),
      ("5th of March, 2021", "2021-03-05"),
      ("Mar. 5, 2021", "2021-03-05"),
      ("March 2021", "2021-03"),
      ("Friday, March 5, 2021 at 3:05 PM", "2021-03-05T15:05"),
      ("on Friday March 5, 2021 @3:05PM", "2021-03-05T15:05"),
      ("Friday 5 March 2021 12:05 a.m.", "2021-03-05T00:05"),
      ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
      ("05.03.2021", "2021-03-05"),
      ("5.3.2021, 10:15 Uhr", "2021-03-05T10:15"),
      ("25/12/2020", "2020-12-25"),
      ("12/25/2020", "2020-12-25"),
      ("03/05/2021", "2021"),
      ("5. März 2021", "2021-03-05"),
      ("le 5 août 2021", "2021-08-05"),
      ("5 de marzo de 2021", "2021-03-05"),
      ("5 марта 2021", "2021-03-05"),
      ("5 Mart 2021", "2021-03-05"),
      ("2021年3月5日", "2021-03-05"),
      ("2021년 3월 5일", "2021-03-05"),
      ("1630454400", "2021-09-01T00:00:00Z"),
      ("1630454400123", "2021-09-01T00:00:00Z"),
      ("Published: March 5, 2021", "2021-03-05"),
      ("5 มีนาคม 2564", "2021-03-05"),
      ("วันศุกร์ที่ ๕ มีนาคม พ.ศ. ๒๕๖๔ เวลา 10:15 น.", "2021-03-05T10:15"),
      ("5 มี.ค. 2564", "2021-03-05"),
      ("5 มี.ค. 64", "2021-03-05"),
      ("5 มีนาคม ค.ศ. 2021", "2021-03-05"),
      ("ngày 5 tháng 3 năm 2021", "2021-03-05"),
      ("5 tháng 3, 2021", "2021-03-05"),
      ("5 thg 3, 2021", "2021-03-05"),
      ("tháng 3/2021", "2021-03"),
      ("5 tháng mười hai 2021", "2021-12-05"),
      ("5 tháng năm năm 2021", "2021-05-05"),
      ("Thứ sáu, 05 tháng 3 năm 2021, 10:15 (GMT+7)", "2021-03-05T10:15+07:00"),
      ("5. ožujka 2021.", "2021-03-05"),
      ("petak, 5. kolovoza 2021. u 10:15", "2021-08-05T10:15"),
      ("5. listopada 2021.", "2021-10-05"),
      ("5 listopada 2021", "2021-11-05"),
      ("5. listopad 2021", "2021"),
      ("2021-03-05 10:15 IST", "2021-03-05T10:15"),
    ])
  func readable(text: String, expected: String) {
    #expect(DateParser.parse(text)?.text == expected)
  }

  @Test(
    "of numbers have the order of their language and country, where these do not contradict each other",
    arguments: [
      ("en-US", nil, "2021-03-04"), ("en_US", "a.example", "2021-03-04"), ("en-GB", nil, "2021-04-03"),
      ("en-AU", "a.com", "2021-04-03"), ("en", nil, "2021"), ("en", "a.co.uk", "2021-04-03"),
      ("en", "a.gov", "2021-03-04"),
      ("en-US", "a.co.uk", "2021"), ("en-CA", nil, "2021"), ("fr", nil, "2021-04-03"), ("fr-CA", nil, "2021"),
      ("de-DE", "a.de", "2021-04-03"), ("es-US", nil, "2021"), ("ja", nil, "2021"), (nil, nil, "2021"),
      ("", "", "2021"),
      (nil, "a.com.au", "2021-04-03"), ("vi", "a.vn", "2021-04-03"),
    ] as [(String?, String?, String)])
  func orders(tag: String?, host: String?, expected: String) {
    let habits = DateHabits(tag: tag, host: host)
    #expect(DateParser.parse("03/04/2021", habits: habits)?.text == expected)
    #expect(DateParser.parse("25/12/2020", habits: habits)?.text == "2020-12-25")
    #expect(DateParser.parse("12/25/2020", habits: habits)?.text == "2020-12-25")
  }

  @Test("of numbers have the order of those beside them that can be read one way, unless these disagree")
  func written() {
    #expect(DateHabits(tag: "en-US", host: nil, written: [.day]).first == .day)
    #expect(DateHabits(tag: "en-GB", host: nil, written: [.month]).first == .month)
    #expect(DateHabits(tag: "en-GB", host: nil, written: [.day, .month]).first == nil)
    func orders(_ page: String) -> Set<DateHabits.Order> {
      DateHabits.orders(in: HTMLParser.parse(page, limits: .init()))
    }
    #expect(orders("<p>25/12/2020<p>03/04/2021") == [.day])
    #expect(orders("<p id=x1>12/25/2020, 1/31/2021") == [.month])
    #expect(orders("<p>12/25/2020<b>25/12/2020</b>") == [.day, .month])
    for none in ["03/04/2021", "/25/12/2020", "25/12/20201", "125/12/2020", "25/12/20", "2020/12/25", "25/13/2020"] {
      #expect(orders("<p>\(none)</p>") == [], "\(none)")
    }
    #expect(orders("<p id=2>5/12/2020</p><a class=25/12/2020>x</a>") == [])
  }

  @Test(
    "of pages are read as the page's people write them",
    arguments: [
      ("<html lang=en-US>", "03/04/2021", "2021-03-04"), ("<html lang=en-GB>", "03/04/2021", "2021-04-03"),
      ("<html lang=en>", "03/04/2021", nil), ("<html lang=de>", "03/04/2021", "2021-04-03"),
      ("<html lang=th>", "05/03/2564", "2021-03-05"), ("<html lang=th>", "2563-02-29", "2020-02-29"),
      ("<html lang=en>", "05/03/2564", nil), ("<html lang=hr>", "5. listopad 2021.", "2021-10-05"),
      ("<html lang=cs>", "5. listopad 2021", "2021-11-05"),
    ] as [(String, String, String?)])
  func pages(root: String, date: String, expected: String?) throws {
    let page = "\(root)<title>A</title><h1>A heading</h1><p class=date>\(date)</p><p>Some text of the page.</p>"
    let published = try article(page, name: "a.html").published?.text
    #expect(published.flatMap { $0.count >= 10 ? $0 : nil } == expected)
  }

  @Test(
    "that are none, do not exist or depend on today are refused",
    arguments: [
      "", "yesterday", "3 days ago", "today", "March", "31 February 2021", "2021-13-01", "0001-01-01", "1/2", "12:30",
      "five", "March 5 and April 6, 2021", "version 2.3.1 of 2021", "99999999999999999999", "－", "5/5/5/2021",
    ])
  func refused(text: String) {
    #expect(DateParser.parse(text) == nil)
  }

  @Test("in a dateline are found beside labels, bylines and reading times")
  func datelines() {
    #expect(Dateline.date(in: "By Ann Lee | March 5, 2021 | 6 min read")?.text == "2021-03-05")
    #expect(Dateline.date(in: "Last updated: 5 March 2021")?.text == "2021-03-05")
    #expect(Dateline.date(in: "6 min read") == nil)
  }

  @Test(
    "in a dateline are found beside words of any language",
    arguments: [
      ("Veröffentlicht am 5. März 2021 um 10:15 Uhr", "2021-03-05T10:15"),
      ("Publié le 5 mars 2021 à 10h15", "2021-03-05"),
      ("Publicado el 5 de marzo de 2021", "2021-03-05"),
      ("Пт, 05 мар 2021 10:15:00 +0300", "2021-03-05T10:15:00+03:00"),
      ("입력 2021.03.05 10:15", "2021-03-05T10:15"), ("5. března 2021", "2021-03-05"), ("2021. március 5.", "2021-03-05"),
      ("5. maaliskuuta 2021", "2021-03-05"), ("5 مارس 2021", "2021-03-05"), ("5 Μαρτίου 2021", "2021-03-05"),
      ("5 במרץ 2021", "2021-03-05"), ("5 मार्च 2021", "2021-03-05"), ("Jumat, 5 Maret 2021", "2021-03-05"),
      ("By ANN LEE Published 9:15 AM EST, Fri March 5, 2021", "2021-03-05T09:15-05:00"),
      ("Ann Lee (March 5, 2021)", "2021-03-05"),
      ("Call 1234567890", nil), ("1234567890", nil), ("Sat, Nov 02, 04:33 AM", nil), ("Page 5 of 2021", nil),
      ("Spring 2021 and autumn 2022", nil),
      ("On the 5 March 2021 the council met to hear what the masons had to say of it", nil),
    ] as [(String, String?)])
  func foreignDatelines(line: String, date: String?) {
    #expect(Dateline.date(in: line)?.text == date)
  }

  @Test("of publication and of changes are told apart by the word before them")
  func changes() {
    let dates = Dateline.dates(in: "Updated: 6 March 2021 | Published: 5 March 2021")
    #expect(dates.published?.text == "2021-03-05" && dates.updated?.text == "2021-03-06")
    let change = Dateline.dates(in: "Mis à jour le 6 mars 2021")
    #expect(change.published == nil && change.updated?.text == "2021-03-06")
    #expect(
      Dateline.dates(in: "This page was last edited on 5 March 2021, at 10:15.").updated?.text == "2021-03-05T10:15")
  }

  @Test("in an address count only as year, month and day")
  func addresses() {
    #expect(PageMetadata.date(inPath: "https://a.example/2021/03/05/title")?.text == "2021-03-05")
    #expect(PageMetadata.date(inPath: "https://a.example/2021/03/title") == nil)
    #expect(PageMetadata.date(inPath: "https://a.example/1234/56/78/x") == nil)
    #expect(PageMetadata.date(inPath: "https://a.example/news/2021/mar/5/title")?.text == "2021-03-05")
    #expect(PageMetadata.date(inPath: "https://a.example/news/2021-03-05-title.html")?.text == "2021-03-05")
    #expect(PageMetadata.date(inPath: "https://a.example/20210305/title")?.text == "2021-03-05")
    #expect(PageMetadata.date(inPath: "https://a.example/20210305") == nil)
    #expect(PageMetadata.date(inPath: "https://a.example/2021-03-051/x?2021-03-05") == nil)
  }
}
