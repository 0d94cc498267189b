import Analysis

/// Gathers the terms of articles in memory and gives them back in order, each with the list of where it stands.
///
/// The articles of one lexicon are inverted together, while all that is known of them is in the caches near the processor: a
/// counting sort brings the occurrences of each term together, and their list is written down as FTS5 has it. These
/// *pieces* wait until the end, when those of each term are put one behind another. So each distinct term of a lexicon costs
/// one look into a table, and an occurrence two or three bytes.
///
/// It belongs to one thread.
final class TermInverter {
  /// The list of a term in the articles of one lexicon, without the number of the first of them.
  private struct Piece {
    /// Where its bytes are.
    var start: UInt32
    var end: UInt32
    /// The first and the last of the articles, counted from the first that is in here.
    var first: UInt32
    var last: UInt32
  }

  private let terms = TermTable()
  /// The term of each piece, and these.
  private let pieceTerms = Memory<UInt32>()
  private let pieces = Memory<Piece>()
  private let bytes = Memory<UInt8>()
  private let ids = Memory<Int64>()
  /// The last articles, which are not inverted yet.
  private var waiting: [TermColumns] = []
  /// Room for what is known of one lexicon: the number of each term here, where its occurrences end, and these, article,
  /// column and position.
  private let numbers = Memory<UInt32>()
  private let ends = Memory<Int>()
  private let occurrences = Memory<UInt64>()

  /// How many occurrences are in it, an article without any counted as one.
  private(set) var count = 0

  /// Adds an article.
  ///
  /// - Parameters:
  ///   - columns: Its terms by column.
  ///   - id: Its number, above those of all articles before.
  func add(_ columns: TermColumns, id: Int64) {
    if let lexicon = waiting.first?.lexicon, lexicon !== columns.lexicon { invert() }
    waiting.append(columns)
    ids.append(id)
    count += max(1, columns.numbers.count)
  }

  /// Forgets everything, and keeps the memory for what comes next.
  func removeAll() {
    terms.removeAll()
    pieceTerms.removeAll()
    pieces.removeAll()
    bytes.removeAll()
    waiting.removeAll(keepingCapacity: true)
    ids.removeAll()
    count = 0
  }

  // MARK: The articles of a lexicon

  private func invert() {
    guard let lexicon = waiting.first?.lexicon else { return }
    // The places of the table are fetched from memory together, with nothing to do between them.
    numbers.removeAll()
    lexicon.forEachTerm { term, hash in numbers.append(terms.number(of: term, hash: hash)) }
    sortOccurrences(of: lexicon)
    var start = 0
    for number in 0..<lexicon.count {
      let end = ends[number]
      if start < end { addPiece(of: numbers[number], start..<end) }
      start = end
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private func sortOccurrences(of lexicon: TermLexicon) {
    ends.resize(repeating: 0, count: lexicon.count)
    for columns in waiting {
      columns.numbers.withUnsafeBufferPointer { for number in $0 { ends[Int(number)] += 1 } }
    }
    var total = 0
    for number in 0..<lexicon.count {
      total += ends[number]
      ends[number] = total - ends[number]
    }
    // First where each term's begin; filling makes it where they end.
    occurrences.resize(repeating: 0, count: total)
    let first = ids.count - waiting.count
    for (article, columns) in zip(first..., waiting) {
      for column in columns.ends.indices {
        var occurrence = UInt64(article) << 40 | UInt64(column) << 32
        columns[column].withUnsafeBufferPointer { numbers in
          for number in numbers {
            let place = ends[Int(number)]
            occurrences[place] = occurrence
            ends[Int(number)] = place + 1
            occurrence += 1
          }
        }
      }
    }
  }

  private func addPiece(of term: UInt32, _ range: Range<Int>) {
    let start = bytes.count
    bytes.makeRoom(for: range.count * Self.longestOccurrence)
    let list = UnsafeBufferPointer(rebasing: occurrences.all[range])
    bytes.grow(by: encode(list, to: bytes.start + start))
    pieceTerms.append(term)
    pieces.append(
      Piece(
        start: UInt32(start), end: UInt32(bytes.count), first: UInt32(list[0] >> 40),
        last: UInt32(list[list.count - 1] >> 40)))
  }

  /// The most bytes an occurrence takes: the article's number, the size of its list, the column and the position.
  private static let longestOccurrence = 2 * SQLiteNumber.longest + 3 + SQLiteNumber.longest

  /// Writes a doclist but for its first number (SQLite, `fts5_index.c`, “doclist format”); answers its size.
  private func encode(_ list: UnsafeBufferPointer<UInt64>, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var end = 0
    // Where the size of the list of the present article stands.
    var size = 0
    var place = UInt64.max
    var last: UInt64 = 0
    for occurrence in list {
      if occurrence >> 32 != place {
        let isFirst = place == .max
        if isFirst || occurrence >> 40 != place >> 8 {
          if !isFirst {
            end = finishList(at: size, end: end, target)
            let distance = ids[Int(occurrence >> 40)] - ids[Int(place >> 8)]
            end += SQLiteNumber.write(UInt64(bitPattern: distance), to: target + end)
          }
          size = end
          end += 1
          place = (occurrence >> 40) << 8
        }
        if occurrence >> 32 != place {
          place = occurrence >> 32
          target[end] = 1
          end += 1 + SQLiteNumber.write(place & 0xFF, to: target + end + 1)
        }
        last = 0
      }
      let position = occurrence & 0xFFFF_FFFF
      end += SQLiteNumber.write(position - last + 2, to: target + end)
      last = position
    }
    return finishList(at: size, end: end, target)
  }

  /// Puts the size of an article's list in front of it, which leaves one byte for it; answers where it ends then.
  ///
  /// Nearly all lists are short enough for that; others are moved.
  @inline(__always)
  private func finishList(at size: Int, end: Int, _ target: UnsafeMutablePointer<UInt8>) -> Int {
    let length = end - size - 1
    if length < 64 {
      target[size] = UInt8(truncatingIfNeeded: 2 * length)
      return end
    }
    return end + writeSize(length, at: target + size) - 1
  }

  private func writeSize(_ length: Int, at target: UnsafeMutablePointer<UInt8>) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SQLiteNumber.longest) { number in
      guard let start = number.baseAddress else { return 1 }
      let count = SQLiteNumber.write(UInt64(2 * length), to: start)
      (target + count).update(from: target + 1, count: length)
      target.update(from: start, count: count)
      return count
    }
  }

  // MARK: All articles

  /// The lists of all terms.
  func run() -> SortedRun {
    invert()
    let (sorted, starts) = piecesByTerm()
    let result = SortedRun()
    // A piece takes its bytes and the number of its first article.
    result.reserve(bytes: bytes.count + 3 * pieces.count)
    for number in TermOrder.numbers(of: terms) {
      let parts = UnsafeBufferPointer(rebasing: sorted.all[starts[number]..<starts[number + 1]])
      guard !parts.isEmpty else { continue }
      result.add(terms.term(number)) { join(parts, into: $0) }
    }
    return result
  }

  /// All pieces, those of each term in their order, and where each term's begin.
  private func piecesByTerm() -> (pieces: Memory<Piece>, starts: Memory<Int>) {
    let starts = Memory<Int>(repeating: 0, count: terms.count + 1)
    for term in pieceTerms.all { starts[Int(term)] += 1 }
    // First where each term's end; filling from behind makes it where they begin.
    var end = 0
    for number in 0..<terms.count {
      end += starts[number]
      starts[number] = end
    }
    starts[terms.count] = end
    let sorted = Memory<Piece>(repeating: Piece(start: 0, end: 0, first: 0, last: 0), count: pieces.count)
    for index in stride(from: pieces.count - 1, through: 0, by: -1) {
      let term = Int(pieceTerms[index])
      starts[term] -= 1
      sorted[starts[term]] = pieces[index]
    }
    return (sorted, starts)
  }

  /// Puts the pieces of a term behind one another; answers the last article.
  private func join(_ parts: UnsafeBufferPointer<Piece>, into list: Memory<UInt8>) -> Int64 {
    var last: Int64 = 0
    for piece in parts {
      list.makeRoom(for: SQLiteNumber.longest)
      let distance = UInt64(bitPattern: ids[Int(piece.first)] - last)
      list.grow(by: SQLiteNumber.write(distance, to: list.start + list.count))
      list.append(contentsOf: UnsafeBufferPointer(rebasing: bytes.all[Int(piece.start)..<Int(piece.end)]))
      last = ids[Int(piece.last)]
    }
    return last
  }
}
