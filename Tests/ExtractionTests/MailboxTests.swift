import Articles
import Testing

@testable import Extraction

@Suite("Mailboxes")
struct MailboxTests {
  private static let text = """
    From ann@example.org Mon May  3 10:00:00 2021
    From: Ann <ann@example.org>
    Subject: First
    Message-ID: <1@example.org>

    A text.
    >From the hive.
    >>From far.

    From here on it is told, and not a new message.

    From bo@example.org Tue May  4 11:00:00 2021
    From: Bo <bo@example.org>
    Subject: Second
    X-Mozilla-Status: 0009

    Deleted.

    From cy@example.org Wed May  5 12:00:00 2021
    From: Cy <cy@example.org>
    Subject: Third

    Last text.
    """

  @Test("are cut where messages begin, and each has its line")
  func messages() throws {
    let results = try read(Self.text, name: "inbox")
    #expect(codes(results) == [nil, .notAnArticle, nil])
    let first = try results[0].get()
    #expect(first.id == "1@example.org" && first.line == 1)
    #expect(first.body == "A text.\nFrom the hive.\n>From far.\n\nFrom here on it is told, and not a new message.")
    #expect(first.published?.description == "2021-05-03T10:00:00")
    let third = try results[2].get()
    #expect(third.line == 19 && third.title == "Third" && third.body == "Last text.")
    guard case .failure(let failure) = results[1] else { return }
    #expect(failure.line == 12)
  }

  @Test("with other line ends, and broken off, give what there is")
  func forms() throws {
    let windows = Self.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(try read(windows, name: "a.mbox").count == 3)
    #expect(try read(String(Self.text.dropLast(40)), name: "a.mbox").count == 3)
    #expect(try codes(read("Nothing of the kind.\n", name: "a.mbox")) == [.empty])
    let cut = try read(Array(gzip(Array(Self.text.utf8)).dropLast(30)), name: "a.mbox.gz")
    #expect(codes(cut).prefix(2) == [nil, .notAnArticle] && codes(cut).last == .truncatedGzip)
  }

  @Test("of any length pass through without being held")
  func streaming() throws {
    let head = "\nFrom a@b.c Mon May  3 10:00:00 2021\nFrom: A <a@b.c>\nSubject: s\n\n"
    let message = Array((head + String(repeating: "Some words in a line of it.\n", count: 2000)).utf8)
    let source = RepeatingSource(line: message, count: 400)
    let (articles, growth) = try stream(source)
    #expect(articles == 400)
    #expect(growth < 12_000)
  }
}
