import Articles
import Extraction
import Foundation
import Testing

@testable import Ingest

@Suite("Reports")
struct ReportingTests {
  private var progress: IngestProgress {
    var progress = IngestProgress()
    progress.added = 126_000
    progress.replaced = 32
    progress.skipped = 3
    progress.inputBytes = 50_000_000
    progress.totalBytes = 200_000_000
    progress.elapsed = .seconds(10)
    return progress
  }

  @Test(
    "write numbers as people read them",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (126_032, "126,032"), (1_000_000, "1,000,000"), (-1234, "-1,234"),
    ])
  func counts(value: Int, expected: String) {
    #expect(Quantities.count(value) == expected)
  }

  @Test(
    "write lengths of time as people read them",
    arguments: [(0.4, "0:00"), (7, "0:07"), (750, "12:30"), (3723, "1:02:03")])
  func clock(seconds: Double, expected: String) {
    #expect(Quantities.clock(.seconds(seconds)) == expected)
  }

  @Test("show articles, bytes, rate and the time left")
  func line() {
    #expect(progress.line() == "126,032 articles  3 skipped  50.0 MB of 200 MB  5.0 MB/s  0:30 left")
    var unknown = progress
    unknown.totalBytes = nil
    #expect(unknown.line() == "126,032 articles  3 skipped  50.0 MB  5.0 MB/s  0:10")
  }

  @Test("draw a bar where there is room, and never more than the width", arguments: [1, 20, 60, 80, 81, 100, 200])
  func bar(width: Int) {
    let line = progress.line(width: width)
    #expect(line.count < width)
    #expect(line.hasPrefix("[") == (width >= 81))
    if width == 200 { #expect(line.hasPrefix("[##########..............................] ")) }
  }

  @Test("tell scripts what happened, one object a line")
  func events() {
    let skipped = SkippedInput(
      reason: .content(.invalidJSON), source: ArticleSource(path: "a\"b", line: 17), detail: "line\nbreak\u{1b}")
    #expect(
      EventLine(.skipped(skipped)).description
        == #"{"event":"skipped","path":"a\"b","line":17,"code":"invalid-json","detail":"line\nbreak\u001b"}"#)
    #expect(
      EventLine(.noted(ArticleSource(path: "a"), .guessedEncoding("windows-1252"))).description
        == #"{"event":"note","path":"a","detail":"encoding guessed as windows-1252"}"#)
    var summary = IngestSummary()
    summary.progress = progress
    summary.skipped = [.content(.unreadable): 1, .unreadable: 1, .notFound: 1]
    summary.last = ArticleSource(path: "a", line: 9)
    summary.ending = .stopped(signal: 2)
    #expect(
      EventLine(summary).description
        == #"{"event":"summary","added":126000,"replaced":32,"unchanged":0,"skipped":3,"bytes":50000000,"#
        + #""total_bytes":200000000,"seconds":10.0,"skipped_by_code":{"not-found":1,"unreadable":2},"displaced":0,"last":"a:9","#
        + #""ending":"stopped","signal":2,"status":130}"#)
  }

  @Test("tell people where it stopped and what to do")
  func summary() {
    var summary = IngestSummary()
    summary.progress = progress
    summary.skipped = [.notFound: 3]
    summary.last = ArticleSource(path: "a", line: 9)
    summary.ending = .stopped(signal: 15)
    #expect(
      summary.text == """
        126,032 articles: 126,000 added, 32 replaced, 0 unchanged, 3 skipped; 50.0 MB in 10.0 s, 5.0 MB/s
          skipped as not-found: 3
        Stopped by signal 15 after a:9; run the same command again to go on.
        """)
  }
}

@Suite("Exported articles")
struct ArticleLineTests {
  private func readBack(_ article: Article) throws -> [Article] {
    var articles: [Article] = []
    var source = MemorySource(Array((ArticleLine(article).description + "\n").utf8))
    try Extractor().extract(name: "export.jsonl", format: nil, source: &source) { result in
      articles.append(ArticleIdentity().article(from: try result.get(), path: InputPath("export.jsonl")))
    }
    return articles
  }

  @Test("are read back as they were, however odd they are")
  func roundTrip() throws {
    let date = try #require(ArticleDate(iso: "2021-08"))
    let articles = [
      Article(key: "k", title: "", body: "b", source: ArticleSource(path: "-")),
      Article(
        key: "/a  b/\"c\".txt:3", url: "HTTP://Example.org/?a=b&c", title: "<b>A</b> &amp; B  |  Site",
        body: "<p>not a paragraph</p>\n\n  indented\u{0}\u{7f}\u{2028}\ttab\\", author: "von Neumann, John; A and B",
        site: "https://not-a-host/x", category: "a, b; c", language: Language(rawValue: "prs"), published: date,
        updated: ArticleDate(iso: "2021-08-31T10:00:05+04:30"), captured: ArticleDate(seconds: 0),
        source: ArticleSource(path: "x.warc", member: "m#1:2", line: 12)),
    ]
    for article in articles { #expect(try readBack(article) == [article]) }
  }

  @Test("are read back as they were for random texts")
  func random() throws {
    var generator = SeededGenerator(seed: 11)
    let alphabet = Array("ab \t\n\r\"\\/<>&;,{}[]:é\u{301}\u{feff}\u{200c}日😀\u{0}\u{1b}\u{fffd}".unicodeScalars)
    func text(_ length: Int) -> String {
      String(
        String.UnicodeScalarView(
          (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }))
    }
    for _ in 0..<500 {
      let article = Article(
        key: "k" + text(5), url: Bool.random(using: &generator) ? text(9) : nil, title: text(8), body: text(40),
        author: text(6), category: text(7), source: ArticleSource(path: text(4), member: text(3), line: 1))
      #expect(try readBack(article) == [article])
    }
  }
}
