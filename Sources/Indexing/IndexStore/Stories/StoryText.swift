public import Analysis

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

  /// Analyses an article; costs what indexing its text does.
  public init(title: String, body: String, analyzer: Analyzer) {
    self.init(title: title, body: body, by: TermNumberer(analyzer: analyzer))
  }

  /// Analyses an article by what served for others before.
  init(title: String, body: String, by numberer: TermNumberer) {
    let titleWords = numberer.add(title).words
    let bodyWords = numberer.add(body).words
    let numbers = numberer.takeArticle()
    let fingerprints = numberer.takeLexicon().fingerprints
    self.init(
      title: numbers[..<titleWords].map { fingerprints[Int($0)] },
      words: numbers[titleWords..<titleWords + bodyWords].map { fingerprints[Int($0)] })
  }

  /// - Parameters:
  ///   - title: The fingerprints of the terms of the headline.
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
  public func resemblance(to other: StoryText) -> Double {
    guard mayResemble(wordCount: other.words.count) else { return 0 }
    let (short, long) = words.count <= other.words.count ? (self, other) : (other, self)
    guard short.words.count >= Self.leastWords else { return self == other ? 1 : 0 }
    if short.words == long.words { return 1 }
    return Double(short.wordsInRuns(of: long)) / Double(short.words.count)
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
    var covered = 0
    var start = 0
    var end = 0
    TermRuns.forEach(in: words, length: Self.runLength) { run in
      if runs.contains(max(1, run)) {
        covered += start + Self.runLength - max(end, start)
        end = start + Self.runLength
      }
      start += 1
    }
    return covered
  }
}
