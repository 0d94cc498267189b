import Articles
import Testing

@testable import IndexStore

@Suite("Content hash")
struct ContentHashTests {
  /// From `vectors.h` of the authors' reference implementation: key 00 … 0f, message 00 … n-1.
  @Test(
    "follows the reference vectors of SipHash-2-4-128",
    arguments: [
      (0, "a3817f04ba25a8e66df67214c7550293"), (1, "da87c1d86b99af44347659119b22fc45"),
      (2, "8177228da4a45dc7fca38bdef60affe4"),
    ])
  func vectors(length: Int, expected: String) {
    let hash = hash(Array(0..<UInt8(length)), pieces: [length])
    #expect(hash == expected)
  }

  @Test("does not depend on how the bytes are cut into pieces")
  func pieces() {
    let bytes = (0..<100).map { UInt8($0) }
    let whole = hash(bytes, pieces: [100])
    for cut in 0...100 { #expect(hash(bytes, pieces: [cut, 100 - cut]) == whole) }
    #expect(hash(bytes, pieces: [3, 5, 8, 1, 60, 23]) == whole)
  }

  private func hash(_ bytes: [UInt8], pieces: [Int]) -> String {
    var hash = SipHash128(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
    var start = 0
    for piece in pieces {
      bytes[start..<start + piece].withUnsafeBytes { hash.combine($0) }
      start += piece
    }
    let (low, high) = hash.finalize()
    return [low, high].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test("changes with every fact about the article")
  func facts() {
    let base = Article.sample("k", title: "ab", body: "c", author: "d", site: "e", category: "f")
    var variants: [Article] = [base]
    func vary(_ change: (inout Article) -> Void) {
      var article = base
      change(&article)
      variants.append(article)
    }
    vary { $0.title = "a" }
    vary { ($0.title, $0.body) = ("a", "bc") }
    vary { $0.url = "https://example.org/" }
    vary { $0.author = nil }
    vary { $0.author = "" }
    vary { ($0.author, $0.site) = ("e", "d") }
    vary { $0.category = "g" }
    vary { $0.language = nil }
    vary { $0.published = ArticleDate(iso: "2021") }
    vary { $0.updated = ArticleDate(iso: "2021") }
    #expect(Set(variants.map { ContentHash(of: $0) }).count == variants.count)
  }

  @Test("stays the same when only the copy or the place it was read from differs")
  func copies() {
    let base = Article.sample("k", title: "a", body: "b")
    var copy = base
    copy.key = "other"
    copy.source = ArticleSource(path: "elsewhere", line: 7)
    copy.captured = ArticleDate(iso: "2022-01-01")
    #expect(ContentHash(of: copy) == ContentHash(of: base))
  }
}
