import Foundation
import Testing

@Suite("Mail through searchctl")
struct MailCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  private func message(_ number: Int, id: Bool = true) -> String {
    let fields = "From: Ann Lee <ann@example.org>\nTo: bo@example.org\nSubject: Letter \(number)\n"
    return fields + (id ? "Message-ID: <\(number)@example.org>\n" : "") + "\nWords of letter \(number).\n"
  }

  @Test("a mailbox becomes one article a message, and its deleted messages no fault")
  func mailbox() async throws {
    let marks = ["", "X-Mozilla-Status: 0008\n", ""]
    let box = marks.enumerated().map { "From ann@example.org Mon May  3 10:00:00 2021\n\($1)\(message($0))\n" }.joined()
    let path = try place.folder.write(box, to: "in/inbox")
    let result = try await place.ingest(path)
    #expect(result.status == 0)
    #expect(result.errors.contains("2 added, 0 replaced, 0 unchanged, 1 skipped"))
    let articles = try await place.searchctl.run("extract", path).objects()
    #expect(articles.map { $0["id"] as? String } == ["0@example.org", "2@example.org"])
    #expect((articles.last?["source"] as? [String: Any])?["line"] as? Int == 18)
    #expect(try await place.isSound())
  }

  @Test("messages of a Maildir folder stay the same articles when their flags change")
  func maildir() async throws {
    for name in ["tmp/.keep", "cur/.keep", "dovecot-uidlist"] { try place.folder.write("x", to: "mail/" + name) }
    try place.folder.write(message(1), to: "mail/new/1620.M1P1.host")
    try place.folder.write(message(2, id: false), to: "mail/new/1620.M2P1.host")
    let first = try await place.run("sync", place.folder.path("mail"))
    #expect(first.status == 0)
    #expect(first.errors.contains("2 added, 0 replaced, 0 unchanged, 0 skipped, 0 removed"))
    for name in ["1620.M1P1.host", "1620.M2P1.host"] {
      try FileManager.default.moveItem(
        atPath: place.folder.path("mail/new/" + name), toPath: place.folder.path("mail/cur/\(name):2,S"))
    }
    let second = try await place.run("sync", place.folder.path("mail"))
    #expect(second.errors.contains("0 added, 0 replaced, 2 unchanged, 0 skipped, 0 removed"))
    #expect(try await place.isSound())
  }

  @Test("a crawler's archive becomes one article a page")
  func crawl() async throws {
    let page = "<html><head><title>Bees</title></head><body><p>They tremble.</p></body></html>"
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\(page)"
    let record =
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2021-05-03T10:00:00Z\r\n"
      + "Content-Type: application/http\r\nContent-Length: \(answer.utf8.count)\r\n\r\n\(answer)\r\n\r\n"
    let path = try place.folder.write(record, to: "in/crawl.warc")
    #expect(try await place.ingest(path).status == 0)
    let found = try #require(try await place.searchctl.run("extract", path).objects().first)
    #expect(found["url"] as? String == "https://example.org/a")
    #expect(found["captured"] as? String == "2021-05-03T10:00:00Z")
    #expect((found["source"] as? [String: Any])?["member"] as? String == "record 1")
    #expect(try await place.isSound())
  }
}
