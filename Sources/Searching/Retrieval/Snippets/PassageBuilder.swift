import Analysis
import Articles

/// Cuts passages out of a text at the bounds of sentences where these are near.
struct PassageBuilder {
  private let text: String
  private let part: AnalyzedPart
  private let breaks: SentenceBreaks

  /// The most words of a passage made of whole sentences.
  private static let greatestLength = 40
  /// Below this many words the neighbouring sentences are taken in, as long as there is room.
  private static let sufficientLength = 22

  init(_ text: String, part: AnalyzedPart) {
    self.text = text
    self.part = part
    breaks = SentenceBreaks(text, words: part.words)
  }

  /// A passage as the words it has, by index.
  struct Extent: Equatable {
    var words: Range<Int>
    var isCutBefore: Bool
    var isCutAfter: Bool
  }

  /// The passage around some words.
  ///
  /// - Parameters:
  ///   - core: Indexes of words that must be in it; not empty.
  ///   - allowed: The words it may take, the core among them.
  func extent(around core: Range<Int>, within allowed: Range<Int>) -> Extent {
    let start = sentenceStart(core.lowerBound, allowed)
    let end = sentenceEnd(core.upperBound, allowed)
    let words =
      length(start..<end) <= Self.greatestLength
      ? widened(start..<end, allowed) : cut(core, sentence: start..<end)
    let firstIsStart = words.lowerBound == 0 ? part.isStart : breaks.isBreak(before: words.lowerBound)
    let lastIsEnd = words.upperBound == part.words.count ? part.isEnd : breaks.isBreak(before: words.upperBound)
    return Extent(words: words, isCutBefore: !firstIsStart, isCutAfter: !lastIsEnd)
  }

  private func sentenceStart(_ index: Int, _ allowed: Range<Int>) -> Int {
    var start = index
    while start > allowed.lowerBound, index - start < 2 * Self.greatestLength, !breaks.isBreak(before: start) {
      start -= 1
    }
    return start
  }

  private func sentenceEnd(_ index: Int, _ allowed: Range<Int>) -> Int {
    var end = index
    while end < allowed.upperBound, end - index < 2 * Self.greatestLength, !breaks.isBreak(before: end) { end += 1 }
    return end
  }

  /// Takes in following, then preceding sentences while the passage is short.
  private func widened(_ words: Range<Int>, _ allowed: Range<Int>) -> Range<Int> {
    var words = words
    while length(words) < Self.sufficientLength, words.upperBound < allowed.upperBound {
      let longer = words.lowerBound..<sentenceEnd(words.upperBound + 1, allowed)
      guard length(longer) <= Self.greatestLength else { break }
      words = longer
    }
    while length(words) < Self.sufficientLength, words.lowerBound > allowed.lowerBound {
      let longer = sentenceStart(words.lowerBound - 1, allowed)..<words.upperBound
      guard length(longer) <= Self.greatestLength else { break }
      words = longer
    }
    return words
  }

  /// A part of a long sentence, with some words before the core.
  private func cut(_ core: Range<Int>, sentence: Range<Int>) -> Range<Int> {
    var start = sentence.lowerBound
    if length(start..<core.upperBound) > PassagePicker.length - 5 {
      let room = (PassagePicker.length - length(core)) / 3
      start = core.lowerBound
      while start > sentence.lowerBound, length(start - 1..<core.lowerBound) <= room { start -= 1 }
    }
    var end = core.upperBound
    while end < sentence.upperBound, length(start..<end + 1) <= PassagePicker.length { end += 1 }
    while start > sentence.lowerBound, length(start - 1..<end) <= PassagePicker.length { start -= 1 }
    while start > sentence.lowerBound, !isSpaced(before: start) { start -= 1 }
    while end < sentence.upperBound, !isSpaced(before: end) { end += 1 }
    return start..<end
  }

  /// Whether the word at an index may be parted from the one before: not inside “Mi-17”, but anywhere in a run of
  /// overlapping pairs.
  private func isSpaced(before index: Int) -> Bool {
    let previous = part.words[index - 1].range
    let next = part.words[index].range
    if previous.upperBound >= next.lowerBound { return true }
    return breaks.scalars(previous.upperBound..<next.lowerBound).contains { $0.properties.isWhitespace }
  }

  /// The length in words; each of two overlapping pairs of a script without spaces is half a word.
  private func length(_ range: Range<Int>) -> Int {
    var overlapping = 0
    for index in range.dropFirst() where part.words[index].range.lowerBound < part.words[index - 1].range.upperBound {
      overlapping += 1
    }
    return range.count - overlapping / 2
  }
}

// MARK: - Text

extension PassageBuilder {
  /// The passage as text: white space made single, `…` where a sentence is cut, matches as highlights.
  func snippet(_ extent: Extent, matches: [TargetMatch]) -> Snippet {
    let bytes = byteRange(extent)
    var ranges: [Range<Int>] = []
    for match in matches {
      let first = match.positions.lowerBound - part.firstPosition
      let last = match.positions.upperBound - 1 - part.firstPosition
      guard first >= extent.words.lowerBound, last < extent.words.upperBound else { continue }
      ranges.append(part.words[first].range.lowerBound..<part.words[last].range.upperBound)
    }
    var writer = SnippetWriter(highlights: Self.merged(ranges), isCutBefore: extent.isCutBefore)
    var offset = bytes.lowerBound
    for scalar in breaks.scalars(bytes) {
      writer.write(scalar, at: offset)
      offset += UTF8.width(scalar)
    }
    return writer.finish(at: offset, isCutAfter: extent.isCutAfter)
  }

  /// The bytes of a passage: its words, the marks that open before the first, those that close behind the last.
  private func byteRange(_ extent: Extent) -> Range<Int> {
    let words = part.words
    var start = words[extent.words.lowerBound].range.lowerBound
    let before =
      extent.words.lowerBound == 0 ? (part.isStart ? 0 : start) : words[extent.words.lowerBound - 1].range.upperBound
    if before < start {
      var opening = 0
      for scalar in breaks.scalars(before..<start) {
        opening = scalar.properties.isWhitespace || !Self.opens(scalar) ? 0 : opening + UTF8.width(scalar)
      }
      start -= opening
    }
    var end = words[extent.words.upperBound - 1].range.upperBound
    let after =
      extent.words.upperBound == words.count
      ? (part.isEnd ? text.utf8.count : end) : words[extent.words.upperBound].range.lowerBound
    if !extent.isCutAfter, end < after {
      for scalar in breaks.scalars(end..<after) {
        if scalar.properties.isWhitespace || Self.opens(scalar) && scalar != "\"" && scalar != "'" { break }
        end += UTF8.width(scalar)
      }
    }
    return start..<end
  }

  private static func opens(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .openPunctuation, .initialPunctuation, .currencySymbol: true
    default: "\"'#@¿¡+-−".unicodeScalars.contains(scalar)
    }
  }

  /// Ascending ranges that neither overlap nor touch.
  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

/// Writes a passage scalar by scalar and translates highlights from bytes of the article to scalars of the passage.
private struct SnippetWriter {
  private let pending: [Range<Int>]
  private var next = 0
  private var openedAt: Int?
  private var highlights: [Range<Int>] = []
  private var text = String.UnicodeScalarView()
  private var count = 0
  private var endsInSpace = false

  init(highlights: [Range<Int>], isCutBefore: Bool) {
    pending = highlights
    if isCutBefore { append("…") }
  }

  mutating func write(_ scalar: Unicode.Scalar, at offset: Int) {
    closeHighlight(at: offset)
    if scalar.properties.isWhitespace {
      if !endsInSpace { append(" ") }
      endsInSpace = true
      return
    }
    if next < pending.count, openedAt == nil, offset >= pending[next].lowerBound { openedAt = count }
    append(scalar)
    endsInSpace = false
  }

  mutating func finish(at offset: Int, isCutAfter: Bool) -> Snippet {
    closeHighlight(at: offset)
    if isCutAfter { append("…") }
    return Snippet(text: String(text), highlights: highlights)
  }

  private mutating func closeHighlight(at offset: Int) {
    guard let start = openedAt, offset >= pending[next].upperBound else { return }
    highlights.append(start..<count)
    openedAt = nil
    next += 1
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    text.append(scalar)
    count += 1
  }
}
