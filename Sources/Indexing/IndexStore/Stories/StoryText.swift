import Analysis

/// The words of an article, as far as telling copies from other articles takes them.
public struct StoryText: Sendable, Equatable {
  private let title: [UInt64]
  private let words: [UInt64]

  /// The fewest words of a text that is compared by parts; of shorter ones only equal ones are copies.
  static let leastWords = 60
  /// The fewest words of a text that is a copy of an equal one.
  static let leastWordsOfEqual = 10
  /// How many words in a row must be the same to count.
  static let runLength = 10
  /// How many times as long as the shorter text the longer one may be.
  static let greatestRatio = 4
  /// What part of the shorter text must be in the longer one, to be a copy.
  public static let threshold = 0.75

  /// Analyses an article.
  public init(title: String, body: String) {
    let hasher = WordHasher()
    func hashes(_ text: String) -> [UInt64] {
      var text = text
      return text.withUTF8 { Array(hasher.hashes(of: $0)) }
    }
    self.init(title: hashes(title), words: hashes(body))
  }

  /// - Parameters:
  ///   - title: The hashes of the terms of the headline, as a lexicon of this process has them.
  ///   - words: Those of the text.
  init(title: [UInt64], words: [UInt64]) {
    self.title = title
    self.words = words
  }

  /// What part of the shorter text's words stand in the longer one in runs of ten words or more, 0 to 1.
  ///
  /// Short texts resemble each other wholly or not at all, and only under the same headline: stubs and notices say the same of
  /// different things. So do texts of very different length, since a digest is no copy of what it quotes. Costs some tens
  /// of nanoseconds a word.
  public func resemblance(to other: StoryText) -> Double { resemblance(to: other, from: 0) ?? 0 }

  /// What ``resemblance(to:)`` gives, or `nil` for less than `least`, which is mostly found out sooner.
  func resemblance(to other: StoryText, from least: Double) -> Double? {
    guard mayResemble(wordCount: other.words.count) else { return least > 0 ? nil : 0 }
    let (short, long) = words.count <= other.words.count ? (self, other) : (other, self)
    var result: Double
    if short.words.count < Self.leastWords {
      result = self == other ? 1 : 0
    } else if short.words == long.words {
      result = 1
    } else {
      if least > 0, !short.mayStand(in: long, from: least) { return nil }
      result = Double(short.wordsInRuns(of: long)) / Double(short.words.count)
    }
    return result >= least ? result : nil
  }

  /// Whether so large a part of the words may stand in runs that another text has too, by a bit for each of those.
  ///
  /// A bit in 32 or fewer are set, so that a run that the other text does not have is rarely taken for one.
  private func mayStand(in other: StoryText, from least: Double) -> Bool {
    let shift = UInt64((32 * other.words.count).leadingZeroBitCount)
    var bits = [UInt64](repeating: 0, count: 1 << max(0, 64 - Int(shift) - 6))
    bits.withUnsafeMutableBufferPointer { bits in
      TermRuns.forEach(in: other.words, length: Self.runLength) { run in
        bits[Int((run >> shift) >> 6)] |= 1 << (run >> shift & 63)
      }
    }
    return bits.withUnsafeBufferPointer { bits in
      let covered = covered { run in bits[Int((run >> shift) >> 6)] >> (run >> shift & 63) & 1 == 1 }
      return Double(covered) / Double(words.count) >= least
    }
  }

  /// How many words it has.
  var wordCount: Int { words.count }

  /// Whether a text of so many words can resemble this one at all.
  func mayResemble(wordCount: Int) -> Bool {
    let (short, long) = (min(wordCount, words.count), max(wordCount, words.count))
    return short >= Self.leastWords
      ? short * Self.greatestRatio >= long : short >= Self.leastWordsOfEqual && short == long
  }

  /// How many words stand in runs that another text has too.
  private func wordsInRuns(of other: StoryText) -> Int {
    // The numbers are spread evenly; 0, which the set cannot hold, is as rare as any other.
    var runs = HashSet(capacity: other.words.count)
    TermRuns.forEach(in: other.words, length: Self.runLength) { runs.insert(max(1, $0)) }
    return covered { runs.contains(max(1, $0)) }
  }

  /// How many words stand in runs that another text has.
  @inline(__always)
  private func covered(by isThere: (UInt64) -> Bool) -> Int {
    var covered = 0
    var start = 0
    var end = 0
    TermRuns.forEach(in: words, length: Self.runLength) { run in
      if isThere(run) {
        covered += start + Self.runLength - max(end, start)
        end = start + Self.runLength
      }
      start += 1
    }
    return covered
  }
}
