import Analysis

/// Tells where sentences end, from the marks between words.
///
/// A sentence ends at `.`, `!`, `?` or `…` before white space, at the full stops of other scripts, and at a blank line.
/// A full stop ends none behind an initial, an abbreviation or a word with inner stops (“U.S.”), nor before a small
/// letter. These are rules of thumb: a wrong bound costs a passage some neatness and nothing else.
struct SentenceBreaks {
  private let text: String.UTF8View
  private let words: [Token]

  private static let stops: Set<Unicode.Scalar> = [".", "!", "?", "…"]
  private static let otherStops: Set<Unicode.Scalar> = [
    "。", "｡", "！", "？", "．", "؟", "۔", "।", "॥", "።", "።", "։", "။", "។",
  ]
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt", "sgt", "rev", "hon", "sen", "rep", "gov", "vs", "no",
    "fig", "vol", "jr", "sr", "inc", "ltd", "co", "corp", "ca", "bzw", "mme", "mlle",
  ]

  init(_ text: String, words: [Token]) {
    self.text = text.utf8
    self.words = words
  }

  /// Whether a sentence begins with the word at an index; its first word is for the caller to know.
  func isBreak(before index: Int) -> Bool {
    let previous = words[index - 1]
    let next = words[index]
    guard previous.range.upperBound < next.range.lowerBound else { return false }
    let gap = scalars(previous.range.upperBound..<next.range.lowerBound)
    var newlines = 0
    var stop: Unicode.Scalar?
    for scalar in gap {
      if scalar == "\n" {
        newlines += 1
        if newlines == 2 { return true }
      }
      if Self.otherStops.contains(scalar) { return true }
      if let stop, scalar.properties.isWhitespace { return endsSentence(stop, previous, next) }
      if Self.stops.contains(scalar) { stop = scalar }
    }
    return false
  }

  private func endsSentence(_ stop: Unicode.Scalar, _ previous: Token, _ next: Token) -> Bool {
    if scalars(next.range).first?.properties.isLowercase == true { return false }
    guard stop == "." else { return true }
    let typed = scalars(previous.range)
    let isInitial = typed.count == 1 && typed.first?.properties.isAlphabetic == true
    return !isInitial && !typed.contains(".") && !Self.abbreviations.contains(previous.term)
  }

  /// The scalars of a range of bytes on scalar boundaries.
  func scalars(_ range: Range<Int>) -> String.UnicodeScalarView {
    let start = text.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.index(start, offsetBy: range.count)
    return String(decoding: text[start..<end], as: UTF8.self).unicodeScalars
  }
}
