import Analysis
import Articles
import GRDB
import Synchronization

/// What one writer already knows about the word forms of its index, shared by the threads that prepare articles.
///
/// Each distinct term of a language is stemmed once: a term is only marked as known after the transaction that holds its
/// form was committed, so a batch that fails loses nothing. The memory is bounded; what it forgets is stemmed again.
public final class WordForms: Sendable {
  private let known = Mutex<HashSet>(HashSet())
  private let capacity: Int

  /// Makes an empty memory of at most `capacity` terms, at 11 to 23 bytes each.
  public init(capacity: Int = 2_000_000) {
    self.capacity = capacity
  }

  /// The terms that are not known yet, each once.
  func unknown(of terms: [TermPlace]) -> [TermPlace] {
    var unknown = known.withLock { known in terms.filter { !known.contains($0.hash) } }
    guard unknown.count > 1 else { return unknown }
    var seen = HashSet(capacity: unknown.count)
    unknown.removeAll { !seen.insert($0.hash) }
    return unknown
  }

  /// Marks terms as known.
  func confirm(_ hashes: some Sequence<UInt64>) {
    known.withLock { known in
      if known.count >= capacity { known = HashSet() }
      for hash in hashes { known.insert(hash) }
    }
  }
}

/// A term and the stem under which it is found, when the two differ.
struct WordForm: Sendable, Hashable {
  var stem: String
  var term: String
}

/// Where a term stands in the full-text columns of an article, and a hash of language and term.
struct TermPlace: Sendable {
  var hash: UInt64
  var start: UInt32
  var length: UInt16
  var column: UInt16
}

/// The terms of one article that were new when it was prepared.
struct NewTerms: Sendable {
  let language: Language?
  let places: [TermPlace]

  /// Finds the distinct terms that `known` does not know; none for a language without a stemmer.
  ///
  /// Costs some ten nanoseconds a word.
  init(columns: [String], language: Language?, known: WordForms) {
    self.language = language
    guard let language, Stemmer.languages.contains(language) else {
      places = []
      return
    }
    let hasher = TermHasher(language: language)
    var places: [TermPlace] = []
    places.reserveCapacity(columns.reduce(0) { $0 + $1.utf8.count } / 5)
    for (number, var column) in columns.enumerated() {
      column.withUTF8 { bytes in
        TermScanner.forEachTerm(in: bytes) { range in
          guard let start = UInt32(exactly: range.lowerBound), let length = UInt16(exactly: range.count) else { return }
          places.append(
            TermPlace(hash: hasher.hash(bytes, range), start: start, length: length, column: UInt16(number)))
        }
      }
    }
    self.places = known.unknown(of: places)
  }
}

/// Stems what is new to an index, each term of a language once, and writes down what differs from its stem.
///
/// It belongs to the thread that writes.
final class FormWriter {
  private let table: String
  private let known: WordForms
  /// What was written in the running transaction.
  private var pending: [UInt64] = []
  private var isPending = HashSet()
  private var stemmers: [Language: Stemmer] = [:]

  /// - Parameters:
  ///   - table: Where forms are kept.
  ///   - known: What was committed.
  init(table: String, known: WordForms) {
    self.table = table
    self.known = known
  }

  /// Adds the forms of an article's new terms; the caller holds the transaction.
  func add(_ terms: NewTerms, of columns: [String], in database: Database) throws {
    guard let language = terms.language, !terms.places.isEmpty else { return }
    let statement = try SQLStatement(
      database, "INSERT OR IGNORE INTO \(table) (language, stem, term) VALUES (?1, ?2, ?3)")
    for place in known.unknown(of: terms.places) where isPending.insert(place.hash) {
      pending.append(place.hash)
      guard let form = form(at: place, of: columns, language: language) else { continue }
      try statement.bind(1, language.rawValue)
      try statement.bind(2, form.stem)
      try statement.bind(3, form.term)
      try statement.run()
    }
  }

  /// The form at a place; `nil` for a term that is its own stem.
  func form(at place: TermPlace, of columns: [String], language: Language) -> WordForm? {
    guard let stemmer = stemmer(of: language) else { return nil }
    let column = columns[Int(place.column)].utf8
    let start = column.index(column.startIndex, offsetBy: Int(place.start))
    let term = String(decoding: column[start...].prefix(Int(place.length)), as: UTF8.self)
    let stem = stemmer.stem(term)
    return stem == term ? nil : WordForm(stem: stem, term: term)
  }

  /// Tells that the transaction was committed.
  func confirm() {
    known.confirm(pending)
    forget()
  }

  /// Tells that the transaction came to nothing.
  func forget() {
    pending = []
    isPending = HashSet()
  }

  private func stemmer(of language: Language) -> Stemmer? {
    if let stemmer = stemmers[language] { return stemmer }
    let stemmer = Stemmer(language: language)
    stemmers[language] = stemmer
    return stemmer
  }
}
