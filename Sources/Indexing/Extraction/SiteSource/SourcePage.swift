/// A web page as the program that makes a site from sources finds it: what it says of itself above HTML, and tags of a
/// template language within.
struct SourcePage {
  let frontMatter: FrontMatter
  /// The HTML without the tags.
  let content: [UInt8]
  private let tags: TemplateTags

  /// The largest beginning that front matter is looked for in, in bytes.
  private static let maximumHead = 256 << 10

  /// Takes a page apart; `nil` when it does not begin with front matter.
  init?(_ page: [UInt8]) {
    guard let first = page.first, "-+;".utf8.contains(first) else { return nil }
    let head = page.prefix(Self.maximumHead)
    let lines = String(decoding: head, as: UTF8.self).split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r\n"
    }
    frontMatter = FrontMatter(lines)
    guard !frontMatter.isAbsent else { return nil }
    var rest = page[...]
    for _ in 0..<frontMatter.body.startIndex { rest = rest.drop { $0 != 0x0a }.dropFirst() }
    var tags = TemplateTags()
    tags.add(rest)
    self.tags = tags
    content = Self.withoutTags(rest)
  }

  /// Whether pages, or lists of them, are made with it.
  var isTemplate: Bool { (tags.placesOfText > 0 || tags.loops > 0) && tags.isTemplate(wordsToATag: 10) }

  /// What is wrong with what the page says of itself.
  var notes: [ExtractionNote] { frontMatter.problem.map { [.unreadableFrontMatter(detail: $0)] } ?? [] }

  private static func withoutTags(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var position = text.startIndex
    for tag in TemplateTags.tags(in: text) {
      kept += text[position..<tag.lowerBound]
      position = tag.upperBound
    }
    return kept + text[position...]
  }
}
