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

  /// The terms that are not known yet.
  func unknown(of terms: [NewTerms.Term]) -> [NewTerms.Term] {
    known.withLock { known in terms.filter { !known.contains($0.hash) } }
  }

  /// Marks terms as known.
  func confirm(_ hashes: some Sequence<UInt64>) {
    known.withLock { known in
      if known.count >= capacity { known = HashSet() }
      for hash in hashes { known.insert(hash) }
    }
  }

  /// Forgets all.
  func forget() {
    known.withLock { $0 = HashSet() }
  }
}

/// A term and the stem under which it is found, when the two differ.
struct WordForm: Sendable, Hashable {
  var stem: String
  var term: String
}

/// The terms of some articles of one language that were new when these were prepared.
struct NewTerms: Sendable {
  /// A number of the lexicon, and a hash of language and term.
  struct Term: Sendable {
    var number: UInt32
    var hash: UInt64
  }

  let language: Language
  let lexicon: TermLexicon
  let terms: [Term]

  /// Finds the distinct terms that `known` does not know; none for a language without a stemmer.
  ///
  /// Costs about a nanosecond a word, and some ten a distinct term.
  ///
  /// - Parameters:
  ///   - articles: Articles of one lexicon, and their languages.
  ///   - known: What is known.
  static func find(in articles: [(columns: TermColumns, language: Language?)], known: WordForms) -> [NewTerms] {
    guard let lexicon = articles.first?.columns.lexicon else { return [] }
    var found: [Language: DistinctNumbers] = [:]
    for (columns, language) in articles {
      guard let language, Stemmer.languages.contains(language) else { continue }
      found[language, default: DistinctNumbers(limit: lexicon.count)].insert(columns.numbers)
    }
    return found.compactMap { language, distinct in
      // The hashes of the terms are as good as drawn at random, so another such number for the language will do.
      let seed = UInt64(bitPattern: Int64(language.hashValue))
      let terms = known.unknown(
        of: distinct.numbers.map { Term(number: $0, hash: max(1, lexicon.hashes[Int($0)] ^ seed)) })
      return terms.isEmpty ? nil : NewTerms(language: language, lexicon: lexicon, terms: terms)
    }
  }
}

/// Numbers below a limit, each once, in the order in which they come.
private struct DistinctNumbers {
  private var isThere: [Bool]
  private(set) var numbers: [UInt32] = []

  init(limit: Int) {
    isThere = [Bool](repeating: false, count: limit)
  }

  mutating func insert(_ more: [UInt32]) {
    isThere.withUnsafeMutableBufferPointer { isThere in
      more.withUnsafeBufferPointer { more in
        for number in more where !isThere[Int(number)] {
          isThere[Int(number)] = true
          numbers.append(number)
        }
      }
    }
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
  /// The terms that were added last, of articles that were prepared together.
  private var latest: TermLexicon?
  private var stemmers: [Language: Stemmer] = [:]

  /// - Parameters:
  ///   - table: Where forms are kept.
  ///   - known: What was committed.
  init(table: String, known: WordForms) {
    self.table = table
    self.known = known
  }

  /// Adds the forms of the new terms of articles that were prepared together, once; the caller holds the transaction.
  ///
  /// An article of these that is not written after all leaves forms of terms that no article has, as one does that is
  /// removed.
  func add(_ new: [NewTerms], in database: Database) throws {
    guard let lexicon = new.first?.lexicon, lexicon !== latest else { return }
    latest = lexicon
    let rows = RowInserter(database, "INSERT OR IGNORE INTO \(table)", columns: ["language", "stem", "term"])
    for part in new {
      var added: [WordForm] = []
      // Most were seen in this transaction; so those are left out first.
      let fresh = part.terms.filter { isPending.insert($0.hash) }
      for term in known.unknown(of: fresh) {
        pending.append(term.hash)
        if let form = form(of: term.number, in: lexicon, language: part.language) { added.append(form) }
      }
      try rows.insert(added) { form, row in
        try row.bind(1, part.language.rawValue)
        try row.bind(2, form.stem)
        try row.bind(3, form.term)
      }
    }
  }

  /// The form of a term; `nil` for one that is its own stem.
  func form(of number: UInt32, in lexicon: TermLexicon, language: Language) -> WordForm? {
    guard let stemmer = stemmer(of: language) else { return nil }
    let term = String(decoding: lexicon.term(number), as: UTF8.self)
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
    latest = nil
  }

  private func stemmer(of language: Language) -> Stemmer? {
    if let stemmer = stemmers[language] { return stemmer }
    let stemmer = Stemmer(language: language)
    stemmers[language] = stemmer
    return stemmer
  }
}
