import Analysis
import Articles
import Synchronization

/// What one writer already knows about the word forms of its index, shared by the threads that prepare articles.
///
/// Each distinct term of a language is stemmed once: a term is only marked as known after the transaction that holds its
/// form was committed, so a batch that fails loses nothing. The memory is bounded; what it forgets is stemmed again.
public final class WordForms: Sendable {
  private let known = Mutex<Set<UInt64>>([])
  private let capacity: Int

  /// Makes an empty memory of at most `capacity` terms, at 8 to 16 bytes each.
  public init(capacity: Int = 2_000_000) {
    self.capacity = capacity
  }

  /// The entries whose keys are not known yet.
  func unknown(of terms: [UInt64: Range<Int>]) -> [UInt64: Range<Int>] {
    known.withLock { known in terms.filter { !known.contains($0.key) } }
  }

  /// Marks terms as known.
  func confirm(_ hashes: some Sequence<UInt64>) {
    known.withLock { known in
      if known.count >= capacity { known.removeAll(keepingCapacity: true) }
      known.formUnion(hashes)
    }
  }
}

/// A term and the stem under which it is found, when the two differ.
struct WordForm: Sendable, Hashable {
  var stem: String
  var term: String
}

/// The terms of one article that were stemmed for it.
struct NewForms: Sendable {
  /// The terms that differ from their stem.
  var forms: [WordForm] = []
  /// Every term that was stemmed, as hashes of language and term.
  var hashes: [UInt64] = []

  /// Stems the distinct terms that `known` does not know; nothing for a language without a stemmer.
  init(columns: [String], language: Language?, known: WordForms?) {
    guard let language, let stemmer = Stemmer(language: language) else { return }
    var joined = columns.joined(separator: " ")
    joined.withUTF8 { bytes in
      var terms: [UInt64: Range<Int>] = [:]
      TermScanner.forEachTerm(in: bytes) { range in
        terms[
          TermScanner.hash(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range])), language: language)] =
          range
      }
      for (hash, range) in known?.unknown(of: terms) ?? terms {
        let term = String(decoding: bytes[range], as: UTF8.self)
        let stem = stemmer.stem(term)
        hashes.append(hash)
        if stem != term { forms.append(WordForm(stem: stem, term: term)) }
      }
    }
  }
}

/// Splits the text of a full-text column as FTS5 does.
enum TermScanner {
  /// Calls `body` with the byte range of each term.
  @inline(__always)
  static func forEachTerm(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    var start = 0
    for index in 0..<bytes.count where bytes[index] == 0x20 {
      if start < index { body(start..<index) }
      start = index + 1
    }
    if start < bytes.count { body(start..<bytes.count) }
  }

  /// A hash that holds for this process only.
  static func hash(_ term: UnsafeRawBufferPointer, language: Language) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(language.rawValue)
    hasher.combine(bytes: term)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
