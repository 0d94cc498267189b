import Analysis
import Articles

/// Cuts passages out of a text at the bounds of sentences where these are near.
struct PassageBuilder {
  private let part: TextPart
  private let breaks: SentenceBreaks

  /// The most words of a passage made of whole sentences.
  private static let greatestLength = 40
  /// Below this many words the neighbouring sentences are taken in, as long as there is room.
  private static let sufficientLength = 22

  init(_ part: TextPart) {
    self.part = part
    breaks = SentenceBreaks(part)
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
    var run = WordRun(sentence.lowerBound..<core.upperBound, of: part.words)
    if run.length > PassagePicker.length - 5 {
      let room = (PassagePicker.length - length(core)) / 3
      var lead = WordRun(core.lowerBound..<core.lowerBound, of: part.words)
      while lead.start > sentence.lowerBound {
        let longer = lead.lengthened(atStart: part.words)
        guard longer.length <= room else { break }
        lead = longer
      }
      run = WordRun(lead.start..<core.upperBound, of: part.words)
    }
    while run.end < sentence.upperBound {
      let longer = run.lengthened(atEnd: part.words)
      guard longer.length <= PassagePicker.length else { break }
      run = longer
    }
    while run.start > sentence.lowerBound {
      let longer = run.lengthened(atStart: part.words)
      guard longer.length <= PassagePicker.length else { break }
      run = longer
    }
    var (start, end) = (run.start, run.end)
    while start > sentence.lowerBound, !isSpaced(before: start) { start -= 1 }
    while end < sentence.upperBound, !isSpaced(before: end) { end += 1 }
    return start..<end
  }

  /// Whether the word at an index may be parted from the one before: not inside “Mi-17”, but anywhere in a run of
  /// overlapping pairs.
  private func isSpaced(before index: Int) -> Bool {
    let end = part.words[index - 1].upperBound
    let start = part.words[index].lowerBound
    if end >= start { return true }
    var offset = end
    while offset < start {
      let (scalar, next) = part.text.scalar(at: offset)
      if scalar.isWhitespace { return true }
      offset = next
    }
    return false
  }

  private func length(_ range: Range<Int>) -> Int { WordRun(range, of: part.words).length }
}

/// Neighbouring words whose length is known while they become more.
private struct WordRun {
  private(set) var start: Int
  private(set) var end: Int
  /// How many words begin before the one in front of them ends.
  private var overlapping = 0

  init(_ range: Range<Int>, of words: [WordRange]) {
    (start, end) = (range.lowerBound, range.upperBound)
    for index in range.dropFirst() where Self.overlaps(index, words) { overlapping += 1 }
  }

  /// The length in words; each of two overlapping pairs of a script without spaces is half a word.
  var length: Int { end - start - overlapping / 2 }

  /// The same with the word before it.
  func lengthened(atStart words: [WordRange]) -> WordRun {
    var longer = self
    longer.start -= 1
    if start < end, Self.overlaps(start, words) { longer.overlapping += 1 }
    return longer
  }

  /// The same with the word behind it.
  func lengthened(atEnd words: [WordRange]) -> WordRun {
    var longer = self
    longer.end += 1
    if start < end, Self.overlaps(end, words) { longer.overlapping += 1 }
    return longer
  }

  @inline(__always)
  private static func overlaps(_ index: Int, _ words: [WordRange]) -> Bool {
    words[index].lowerBound < words[index - 1].upperBound
  }
}

// MARK: - Text

extension PassageBuilder {
  /// The passage as text: white space made single, `…` where a sentence is cut, matches as highlights.
  func snippet(_ extent: Extent, matches: [TargetMatch]) -> Snippet {
    var writer = SnippetWriter(part.text, highlights: highlights(of: matches, in: extent))
    return writer.snippet(of: byteRange(extent), isCutBefore: extent.isCutBefore, isCutAfter: extent.isCutAfter)
  }

  /// The bytes of a passage: its words, the marks that open before the first, those that close behind the last.
  private func byteRange(_ extent: Extent) -> Range<Int> {
    let words = part.words
    let start = words[extent.words.lowerBound].lowerBound
    let end = words[extent.words.upperBound - 1].upperBound
    let isFirst = extent.words.lowerBound == 0
    let isLast = extent.words.upperBound == words.count
    let before = isFirst ? (part.isStart ? 0 : start) : words[extent.words.lowerBound - 1].upperBound
    let after = isLast ? (part.isEnd ? part.text.end : end) : words[extent.words.upperBound].lowerBound
    let opening = before < start ? openingMarks(in: before..<start) : start
    let closing = extent.isCutAfter || end >= after ? end : closingMarks(in: end..<after)
    return opening..<max(opening, closing)
  }

  /// Where the marks begin that belong to the word behind a gap.
  private func openingMarks(in gap: Range<Int>) -> Int {
    var start = gap.upperBound
    var offset = gap.lowerBound
    while offset < gap.upperBound {
      let (scalar, next) = part.text.scalar(at: offset)
      if scalar.isWhitespace || !Self.opens(scalar) { start = gap.upperBound } else { start = min(start, offset) }
      offset = next
    }
    return start
  }

  /// Where the marks end that belong to the word before a gap.
  private func closingMarks(in gap: Range<Int>) -> Int {
    var offset = gap.lowerBound
    while offset < gap.upperBound {
      let (scalar, next) = part.text.scalar(at: offset)
      if scalar.isWhitespace || Self.opens(scalar) && scalar != 0x22 && scalar != 0x27 { break }
      offset = next
    }
    return min(offset, gap.upperBound)
  }

  private static func opens(_ scalar: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    switch scalar.properties.generalCategory {
    case .openPunctuation, .initialPunctuation, .currencySymbol: return true
    default: return openingSigns.contains(scalar)
    }
  }

  private static let openingSigns: Set<Unicode.Scalar> = ["\"", "'", "#", "@", "¿", "¡", "+", "-", "−"]

  /// The bytes of the matches within a passage, as ascending ranges that neither overlap nor touch.
  private func highlights(of matches: [TargetMatch], in extent: Extent) -> [Range<Int>] {
    var highlights: [Range<Int>] = []
    highlights.reserveCapacity(min(matches.count, extent.words.count))
    for match in matches {
      let first = match.positions.lowerBound - part.firstPosition
      let last = match.positions.upperBound - 1 - part.firstPosition
      // They ascend.
      if first >= extent.words.upperBound { break }
      guard first >= extent.words.lowerBound, last < extent.words.upperBound else { continue }
      let (start, end) = (part.words[first].lowerBound, part.words[last].upperBound)
      if let previous = highlights.last, start <= previous.upperBound {
        highlights[highlights.count - 1] = previous.lowerBound..<max(previous.upperBound, end)
      } else {
        highlights.append(start..<end)
      }
    }
    return highlights
  }
}
