/// Tags of template languages in a text: `{{ … }}`, `{% … %}`, `<% … %>`.
///
/// They are those of Liquid, Jinja, Go's templates, Handlebars, ERB and their like.
struct TemplateTags {
  /// How many there are.
  private(set) var count = 0
  /// How many of them are the place of a whole text, or name another template to take one from.
  private(set) var placesOfText = 0
  /// How many of them repeat what is between them and their end.
  private(set) var loops = 0
  /// The words besides.
  private(set) var words = 0

  /// The longest tag, in bytes; what opens like one and goes on longer is text.
  private static let maximumLength = 2000

  /// Whether a text is what a template has for one: a tag among few words, the place of a text weighing five times.
  func isTemplate(wordsToATag: Int) -> Bool { count > 0 && words < wordsToATag * (count + 4 * placesOfText) }

  /// Counts those in another piece of the text.
  mutating func add(_ text: ArraySlice<UInt8>) {
    var position = text.startIndex
    for tag in Self.tags(in: text) {
      words += Self.words(in: text[position..<tag.lowerBound])
      note(text[tag])
      position = tag.upperBound
    }
    words += Self.words(in: text[position...])
  }

  private mutating func note(_ tag: ArraySlice<UInt8>) {
    count += 1
    let inner = tag.dropFirst(2).drop { "{<%-=~ \n\t".utf8.contains($0) }
    let name = String(decoding: inner.prefix { $0.isASCIILetter || "._#".utf8.contains($0) }, as: UTF8.self)
    switch name {
    case "content", ".Content", "body", "yield", "block", "define", "template", "extends", "partial": placesOfText += 1
    case "for", "range", "each", "#each", "foreach", "tablerow": loops += 1
    default: break
    }
  }

  private static func words(in text: ArraySlice<UInt8>) -> Int {
    text.split { $0 <= 0x20 }.count { $0.contains { $0.isASCIILetter || $0.isASCIIDigit || $0 >= 0x80 } }
  }

  /// The caption that a tag gives a picture: `{{< figure src="…" caption="…" >}}`.
  static func caption(in tag: String) -> String? {
    guard tag.containsByte(UInt8(ascii: "=")),
      let match = tag.firstMatch(of: /\bcaption\s*=\s*(?:"([^"]+)"|'([^']+)')/)
    else { return nil }
    return String(match.1 ?? match.2 ?? "")
  }

  // MARK: Where they are

  /// The places of all, in order.
  ///
  /// The time is linear in the length of the text.
  static func tags(in text: ArraySlice<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var closers = Closers(text)
    var position = text.startIndex
    while let start = text[position...].firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "<") }) {
      position = start + 1
      guard position < text.endIndex, let closer = closer(of: text[start], text[position]),
        let end = closers.end(of: closer, after: start + 2), end - start <= maximumLength
      else { continue }
      found.append(start..<end)
      position = end
    }
    return found
  }

  /// Whether there is one.
  static func isIn(_ text: String) -> Bool { !tags(in: Array(text.utf8)[...]).isEmpty }

  /// Whether a text is nothing but tags.
  static func isWhole(_ text: String) -> Bool {
    var tags = TemplateTags()
    tags.add(Array(text.utf8)[...])
    return tags.count > 0 && tags.words == 0
  }

  /// The first byte of what closes a tag, by its first two.
  private static func closer(of first: UInt8, _ second: UInt8) -> UInt8? {
    switch (first, second) {
    case (UInt8(ascii: "{"), UInt8(ascii: "{")): UInt8(ascii: "}")
    case (UInt8(ascii: "{"), UInt8(ascii: "%")), (UInt8(ascii: "<"), UInt8(ascii: "%")): UInt8(ascii: "%")
    default: nil
    }
  }

  /// Finds the ends of tags; each place of the text is gone over once for each kind.
  private struct Closers {
    let text: ArraySlice<UInt8>
    /// The next end of each kind that was found, by the first byte of what closes it.
    private var next: [UInt8: Int] = [:]

    init(_ text: ArraySlice<UInt8>) { self.text = text }

    /// The place after the first closer behind a place, `nil` when there is none.
    mutating func end(of closer: UInt8, after start: Int) -> Int? {
      if let known = next[closer], known >= start + 2 { return known <= text.endIndex ? known : nil }
      var position = start
      while position + 1 < text.endIndex {
        let second = text[position + 1]
        if text[position] == closer, second == UInt8(ascii: "}") || closer == UInt8(ascii: "%") && second == 0x3e {
          // A third brace belongs to it.
          let isThird = closer == second && position + 2 < text.endIndex && text[position + 2] == second
          next[closer] = position + (isThird ? 3 : 2)
          return next[closer]
        }
        position += 1
      }
      next[closer] = Int.max
      return nil
    }
  }
}
