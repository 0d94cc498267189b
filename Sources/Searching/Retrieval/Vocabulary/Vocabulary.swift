/// The terms of an index and how many articles have each, in memory.
///
/// Takes about 25 bytes a term beside the term itself.
struct Vocabulary: Sendable {
  /// A term and the number of articles that have it.
  struct Entry: Sendable, Equatable {
    var term: String
    var documents: Int
  }

  /// The generation it was read at.
  let generation: Int64
  private var bytes: [UInt8] = []
  /// Where each term ends in `bytes`.
  private var ends: [UInt32] = []
  private var documents: [UInt32] = []
  private var signatures: [UInt64] = []

  /// Makes an empty vocabulary.
  init(generation: Int64) { self.generation = generation }

  /// Takes over what ``write(to:)`` wrote; `nil` when it does not fit together.
  init?(generation: Int64, from reader: inout WordReader) {
    guard let bytes: [UInt8] = reader.array(), let ends: [UInt32] = reader.array(),
      let documents: [UInt32] = reader.array(), let signatures: [UInt64] = reader.array(),
      documents.count == ends.count, signatures.count == ends.count, Int(ends.last ?? 0) == bytes.count,
      zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    self.generation = generation
    (self.bytes, self.ends, self.documents, self.signatures) = (bytes, ends, documents, signatures)
  }

  func write(to writer: inout WordWriter) {
    bytes.withUnsafeBufferPointer { writer.append($0) }
    ends.withUnsafeBufferPointer { writer.append($0) }
    documents.withUnsafeBufferPointer { writer.append($0) }
    signatures.withUnsafeBufferPointer { writer.append($0) }
  }

  /// The number of terms.
  var count: Int { ends.count }

  /// Adds a term that is above all others in the order of UTF-8 bytes.
  mutating func append(_ term: String, documents count: Int) {
    bytes.append(contentsOf: term.utf8)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    documents.append(UInt32(clamping: count))
    signatures.append(Self.signature(term.unicodeScalars))
  }

  /// How many articles have a term.
  func documentFrequency(of term: String) -> Int {
    let index = lowerBound(of: Array(term.utf8))
    return index < count && slice(index).elementsEqual(term.utf8) ? Int(documents[index]) : 0
  }

  /// The term at an index below ``count``, in the order of UTF-8 bytes.
  func term(_ index: Int) -> String { String(decoding: slice(index), as: UTF8.self) }

  /// The terms that begin with a prefix, in the most articles first, then alphabetically.
  func completions(of prefix: String, limit: Int) -> [Entry] {
    let start = Array(prefix.utf8)
    var indices: [Int] = []
    var index = lowerBound(of: start)
    while index < count, slice(index).starts(with: start) {
      indices.append(index)
      index += 1
    }
    return mostFrequent(indices, limit: limit)
  }

  /// The terms within some edits of a word, the word itself included.
  ///
  /// - Returns: Each with its distance, nearest first, then in the most articles, then alphabetically.
  func neighbours(of word: String, edits: Int) -> [(entry: Entry, distance: Int)] {
    let own = Self.signature(word.unicodeScalars)
    let length = word.utf8.count
    var measure = EditDistance(from: word, limit: edits)
    var found: [(index: Int, distance: Int)] = []
    for index in 0..<count {
      guard (own ^ signatures[index]).nonzeroBitCount <= 2 * edits else { continue }
      let term = slice(index)
      // A scalar has at most four bytes, so words further apart in bytes are further apart in edits.
      guard abs(term.count - length) <= 4 * edits else { continue }
      if let distance = measure.distance(to: String(decoding: term, as: UTF8.self).unicodeScalars) {
        found.append((index, distance))
      }
    }
    found.sort { ($0.distance, documents[$1.index], $0.index) < ($1.distance, documents[$0.index], $1.index) }
    return found.map { (entry($0.index), $0.distance) }
  }

  /// The terms that the most articles have, the most frequent first, then alphabetically.
  func mostFrequent(limit: Int) -> [Entry] { mostFrequent(Array(0..<count), limit: limit) }

  private func mostFrequent(_ indices: [Int], limit: Int) -> [Entry] {
    let sorted = indices.sorted { (documents[$1], $0) < (documents[$0], $1) }
    return sorted.prefix(limit).map(entry)
  }

  private func entry(_ index: Int) -> Entry {
    Entry(term: term(index), documents: Int(documents[index]))
  }

  private func slice(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  private func lowerBound(of key: [UInt8]) -> Int {
    var lower = 0
    var upper = count
    while lower < upper {
      let middle = (lower + upper) / 2
      if slice(middle).lexicographicallyPrecedes(key) { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  /// The set of letters of a word, folded into 64 bits: every edit changes at most two of them.
  private static func signature(_ scalars: String.UnicodeScalarView) -> UInt64 {
    scalars.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
  }
}
