import Analysis

/// Tells where sentences end, from the marks between words.
///
/// A sentence ends at `.`, `!`, `?` or `…` before white space, at the full stops of other scripts, and at a blank line.
/// A full stop ends none behind an initial, an abbreviation or a word with inner stops (“U.S.”), nor before a small
/// letter. These are rules of thumb: a wrong bound costs a passage some neatness and nothing else.
struct SentenceBreaks {
  private let text: ByteText
  private let words: [WordRange]

  private static let otherStops: Set<Unicode.Scalar> = [
    "。", "｡", "！", "？", "．", "؟", "۔", "।", "॥", "።", "።", "։", "။", "។",
  ]
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt", "sgt", "rev", "hon", "sen", "rep", "gov", "vs", "no",
    "fig", "vol", "jr", "sr", "inc", "ltd", "co", "corp", "ca", "bzw", "mme", "mlle",
  ]
  /// No abbreviation is longer.
  private static let longestAbbreviation = 4

  init(_ part: TextPart) {
    text = part.text
    words = part.words
  }

  /// Whether a sentence begins with the word at an index; its first word is for the caller to know.
  @inline(__always)
  func isBreak(before index: Int) -> Bool {
    let (start, end) = (words[index - 1].upperBound, words[index].lowerBound)
    // One byte can be no mark with a space behind it, nor a blank line.
    return end &- start > 1 && isBreak(in: start..<end, before: index)
  }

  /// Whether there is a break in what stands before a word.
  private func isBreak(in gap: Range<Int>, before index: Int) -> Bool {
    var newlines = 0
    var stop: UInt32?
    var offset = gap.lowerBound
    while offset < gap.upperBound {
      let (scalar, next) = text.scalar(at: offset)
      offset = next
      if scalar == 0x0A {
        newlines += 1
        if newlines == 2 { return true }
      }
      if let stop, scalar.isWhitespace { return endsSentence(stop, index) }
      switch scalar {
      case 0x2E, 0x21, 0x3F, 0x2026: stop = scalar
      case 0..<0x80: break
      default: if Unicode.Scalar(scalar).map(Self.otherStops.contains) ?? false { return true }
      }
    }
    return false
  }

  private func endsSentence(_ stop: UInt32, _ index: Int) -> Bool {
    if text.scalar(at: words[index].lowerBound).value.isLowercase { return false }
    guard stop == 0x2E else { return true }
    let typed = words[index - 1]
    let (first, end) = text.scalar(at: typed.lowerBound)
    let isInitial = end == typed.upperBound && Unicode.Scalar(first)?.properties.isAlphabetic == true
    return !isInitial && !isAbbreviation(typed)
  }

  /// Whether a word has inner stops or is one of the known abbreviations.
  private func isAbbreviation(_ word: WordRange) -> Bool {
    let bytes = text.bytes[word.lowerBound..<word.upperBound]
    if bytes.contains(0x2E) { return true }
    guard bytes.count <= Self.longestAbbreviation else { return false }
    return Self.abbreviations.contains(String(decoding: bytes, as: UTF8.self).lowercased())
  }
}

extension UInt32 {
  /// Whether it is a scalar with the property Lowercase.
  fileprivate var isLowercase: Bool {
    if self < 0x80 { return (0x61...0x7A).contains(self) }
    return Unicode.Scalar(self)?.properties.isLowercase ?? false
  }

  /// Whether it is a scalar with the property White_Space.
  var isWhitespace: Bool {
    if self < 0x80 { return self == 0x20 || (0x09...0x0D).contains(self) }
    return Unicode.Scalar(self)?.properties.isWhitespace ?? false
  }
}
