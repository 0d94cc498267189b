import Articles
import Extraction
import Foundation

/// Names articles: who an article is, is decided here and nowhere else.
///
/// The key is the article's own `id`, else its canonical URL but that of a front page, else the absolute path it was read
/// from, with member and line where the file holds several articles. Standard input has no path: there the content names the article.
public struct ArticleIdentity: Sendable {
  private let workingDirectory: String

  /// Names articles for a process.
  ///
  /// - Parameter workingDirectory: The directory that relative paths start from; the process's own when left out.
  public init(workingDirectory: String? = nil) {
    self.workingDirectory = workingDirectory ?? FileManager.default.currentDirectoryPath
  }

  /// The article that a reader found, named.
  func article(from found: ExtractedArticle, path: InputPath) -> Article {
    article(from: found, place: place(path))
  }

  /// The article that a reader found, named.
  ///
  /// - Parameters:
  ///   - found: What was found.
  ///   - place: The path it was read from, as ``place(_:)`` gives it.
  func article(from found: ExtractedArticle, place: String) -> Article {
    let source = found.source ?? ArticleSource(path: place, member: found.member, line: found.line)
    return Article(
      key: key(of: found, source: source), url: found.url, title: found.title, body: found.body, author: found.author,
      site: found.site, category: found.category, language: found.language,
      published: found.published, updated: found.updated, captured: found.captured, source: source)
  }

  private func key(of found: ExtractedArticle, source: ArticleSource) -> String {
    if let id = found.id, !id.isEmpty { return id }
    if let url = found.identifyingURL { return url }
    if source.path == "-" { return "stdin:" + Self.fingerprint(found.title, found.body) }
    var place = source
    place.path = absolute(source.path)
    return place.description
  }

  /// The path as an index keeps it: absolute, so that it means the same to whoever asks, and `-` for standard input.
  func place(_ path: InputPath) -> String {
    let text = path.description
    return text == "-" ? text : absolute(text)
  }

  /// The absolute form of a path, without `.`, `..` and doubled slashes.
  ///
  /// Links are left as they are: what is read through a link that moves on to the next release stays the same article.
  public func absolute(_ path: String) -> String {
    let whole = path.utf8.first == UInt8(ascii: "/") ? path : workingDirectory + "/" + path
    if Self.isNormal(whole) { return whole }
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Whether no part of an absolute path is empty or begins with a dot, as of nearly all.
  private static func isNormal(_ path: String) -> Bool {
    var last: UInt8 = 0
    for byte in path.utf8 {
      if last == UInt8(ascii: "/"), byte == last || byte == UInt8(ascii: ".") { return false }
      last = byte
    }
    return last != UInt8(ascii: "/")
  }

  /// 128 bits of FNV-1a (Fowler, Noll, Vo; RFC 9923) of a title and a text, as 32 hexadecimal digits.
  static func fingerprint(_ title: String, _ body: String) -> String {
    let prime = UInt128(1) << 88 + 0x13b
    var hash = UInt128(0x6c62_272e_07bb_0142) << 64 + UInt128(0x62b8_2175_6295_c58d)
    for text in [title, body] {
      for byte in text.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
      // No UTF-8 text holds this byte, so no other pair of texts gives the same bytes.
      hash = (hash ^ 0xff) &* prime
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
