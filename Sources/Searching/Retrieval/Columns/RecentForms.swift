import Analysis
import Articles
import IndexStore
import Synchronization

/// Which stems may have got new forms by the latest commits, so that plans are kept over all commits that bring none.
struct RecentForms: Sendable {
  /// The stems by their fingerprints (``Analysis/TermLexicon/fingerprint(_:)``), in whatever language.
  private struct Change: Sendable {
    var generation: Int64
    var stems: Set<UInt64>
  }

  /// Everything that came after this generation is known.
  private var since: Int64
  private var changes: [Change] = []
  private let known: KnownForms

  /// How many commits with new forms are kept.
  private static let capacity = 64

  /// Knows what comes after a generation.
  init(since generation: Int64) {
    since = generation
    known = KnownForms()
  }

  /// Whether the forms of some stems are at the present generation what they were at an earlier one, as far as is known.
  func areSame(of stems: Set<UInt64>, since generation: Int64) -> Bool {
    guard generation >= since else { return false }
    return changes.reversed().prefix { $0.generation > generation }.allSatisfy { $0.stems.isDisjoint(with: stems) }
  }

  /// Forgets what came before a generation.
  mutating func forget(before generation: Int64) {
    since = generation
    changes = []
  }

  /// Adds the forms of new rows.
  ///
  /// - Parameters:
  ///   - rows: What they have of every term.
  ///   - columns: Of the generation that they came with.
  ///   - previous: The generation before.
  mutating func append(
    _ rows: RecentArticles.Run, of columns: SnapshotColumns, after previous: Int64, reader: IndexReader
  ) throws {
    let stems = try known.newStems(rows, of: columns, after: previous, reader: reader)
    if stems.isEmpty { return }
    changes.append(Change(generation: columns.generation, stems: stems))
    guard changes.count > Self.capacity else { return }
    since = changes[Self.capacity / 2 - 1].generation
    changes.removeFirst(Self.capacity / 2)
  }
}

/// Remembers which terms of a language have had their form in the index for a while, so that it is not taken for new.
private final class KnownForms: Sendable {
  /// The generation at which each was first seen, by term and language.
  private let generations = Mutex<[UInt64: Int64]>([:])

  /// How many are remembered, in some 2 MB.
  private static let capacity = 1 << 16

  /// The stems of the terms of new rows that have a form which was not seen at an earlier generation.
  func newStems(
    _ rows: RecentArticles.Run, of columns: SnapshotColumns, after previous: Int64, reader: IndexReader
  ) throws -> Set<UInt64> {
    let snapshot = ColumnSnapshot(columns)
    var languages: [UInt32: Language] = [:]
    for row in rows.first..<columns.rowCount { languages[columns.languages[row]] = snapshot.language(row) }
    generations.withLock { if $0.count > Self.capacity { $0 = [:] } }
    let stemmers = StemmerShelf()
    var stems: Set<UInt64> = []
    try rows.postings.forEachTerm { term, articles in
      let fingerprint = TermLexicon.fingerprint(term)
      for number in Set(articles.map { columns.languages[rows.first + $0] }) {
        guard let language = languages[number], let stemmer = stemmers[language] else { continue }
        let key = fingerprint ^ (UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        if let seen = generations.withLock({ $0[key] }), seen <= previous { continue }
        let text = String(decoding: term, as: UTF8.self)
        let stem = stemmer.stem(text)
        if stem != text {
          guard try reader.hasForm(text, ofStem: stem, language: language) else { continue }
          stems.insert(TermLexicon.fingerprint(stem))
        }
        generations.withLock { $0[key] = columns.generation }
      }
    }
    return stems
  }
}
