import Foundation
import Glibc
import IndexStore
import Testing

@testable import Ingest

@Suite("A large file")
struct FileMemoryTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  /// Writes 300 articles of about a kilobyte and dates the file back, so that it counts as settled.
  private func writeArticles(_ name: String, word: String = "word", secondsAgo: Int = 100) throws {
    let lines = (0..<300).map { number in
      #"{"id":"\#(number)","title":"T","body":"\#(String(repeating: word + " ", count: 250))"}"#
    }
    try folder.write(lines.joined(separator: "\n"), to: name)
    var times = [timespec(), timespec()]
    times[0].tv_sec = time(nil) - secondsAgo
    times[1].tv_sec = time(nil) - secondsAgo
    #expect(utimensat(AT_FDCWD, folder.path(name), times, 0) == 0)
  }

  private func ingest(_ name: String) throws -> (counts: [Int], remembered: Int) {
    let writer = try IndexWriter(path: folder.path("index"), createIfMissing: true)
    let summary = Ingester(options: IngestOptions()).run([folder.path(name)], into: writer) { _ in }
    let remembered = try writer.readFiles().count
    try writer.close()
    return ([summary.progress.added, summary.progress.replaced, summary.progress.unchanged], remembered)
  }

  @Test("that is as it was is not read again")
  func unchanged() throws {
    try writeArticles("a.jsonl")
    #expect(try ingest("a.jsonl") == ([300, 0, 0], 1))
    #expect(try ingest("a.jsonl") == ([0, 0, 300], 1))
  }

  @Test("that changed is read again")
  func changed() throws {
    try writeArticles("a.jsonl")
    _ = try ingest("a.jsonl")
    try writeArticles("a.jsonl", word: "ward", secondsAgo: 50)
    #expect(try ingest("a.jsonl") == ([0, 300, 0], 1))
  }

  @Test("that was written a moment ago is not trusted")
  func unsettled() throws {
    try writeArticles("a.jsonl", secondsAgo: 0)
    #expect(try ingest("a.jsonl") == ([300, 0, 0], 0))
  }

  @Test("is read again when one of its articles was removed")
  func removed() throws {
    try writeArticles("a.jsonl")
    _ = try ingest("a.jsonl")
    let writer = try IndexWriter(path: folder.path("index"), createIfMissing: false)
    #expect(try writer.remove(keys: ["7"]) == 1)
    try writer.close()
    #expect(try ingest("a.jsonl") == ([1, 0, 299], 1))
  }

  @Test("is read again when another file replaced its articles")
  func replaced() throws {
    try writeArticles("a.jsonl")
    try writeArticles("b.jsonl", word: "other")
    _ = try ingest("a.jsonl")
    #expect(try ingest("b.jsonl") == ([0, 300, 0], 1))
    #expect(try ingest("a.jsonl") == ([0, 300, 0], 1))
  }
}
