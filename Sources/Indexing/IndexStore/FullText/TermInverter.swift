import Analysis

/// Gathers the terms of articles in memory and gives them back in order, each with the list of where it stands.
///
/// Of each occurrence only the number of its term is noted, in the order in which they come; in the end a counting sort by
/// term brings them together, and where one stands follows from its place in that order. So nothing is kept in lists
/// that grow one by one, each distinct term of a lexicon costs one look into a table, and an occurrence 8 bytes.
///
/// It belongs to one thread.
final class TermInverter {
  /// The terms of one column of one article.
  private struct Run {
    /// The number of the first occurrence among all.
    var start: Int
    var id: Int64
    var column: UInt64
  }

  private let terms = TermTable()
  /// The lexicon of the latest article, and the number that each of its terms has here.
  private var latest: TermLexicon?
  private let numbers = Memory<UInt32>()
  /// The number of the term of each occurrence.
  private let occurrences = Memory<UInt32>()
  private let runs = Memory<Run>()
  /// For each ``block`` occurrences, the run of the first.
  private let runOfBlock = Memory<UInt32>()
  private static let block = 128

  /// How many occurrences are in it.
  var count: Int { occurrences.count }

  /// Adds an article.
  ///
  /// - Parameters:
  ///   - columns: Its terms by column.
  ///   - id: Its number, above those of all articles before.
  func add(_ columns: TermColumns, id: Int64) {
    if columns.lexicon !== latest { take(columns.lexicon) }
    for (number, column) in columns.parts.enumerated() where !column.isEmpty {
      runs.append(Run(start: count, id: id, column: UInt64(number)))
      // The block that begins within the column begins with an occurrence of it.
      let blocks = (count + Self.block - 1) / Self.block..<(count + column.count + Self.block - 1) / Self.block
      for _ in blocks { runOfBlock.append(UInt32(truncatingIfNeeded: runs.count - 1)) }
      for term in column { occurrences.append(numbers[Int(term)]) }
    }
  }

  /// Finds the numbers of the terms of other articles.
  private func take(_ lexicon: TermLexicon) {
    latest = lexicon
    numbers.removeAll()
    lexicon.forEachTerm { term, hash in numbers.append(terms.number(of: term, hash: hash)) }
  }

  /// Forgets everything, and keeps the memory for what comes next.
  func removeAll() {
    terms.removeAll()
    latest = nil
    occurrences.removeAll()
    runs.removeAll()
    runOfBlock.removeAll()
  }

  // MARK: Lists

  /// The lists of all terms.
  func run() -> SortedRun {
    // Behind the last run, so that every run has an end.
    runs.append(Run(start: count, id: 0, column: 0))
    defer { runs.removeLast() }
    let (sorted, starts) = occurrencesByTerm()
    let doclist = Memory<UInt8>()
    var result = SortedRun()
    for number in termsInOrder() where starts[number] < starts[number + 1] {
      let list = UnsafeBufferPointer(rebasing: sorted.all[starts[number]..<starts[number + 1]])
      doclist.reserve(list.count * Self.longestOccurrence)
      let (size, lastID) = encode(list, to: doclist.start)
      result.add(terms.term(number), doclist: UnsafeBufferPointer(start: doclist.start, count: size), lastID: lastID)
    }
    return result
  }

  /// The numbers of all occurrences, those of each term in their order, and where each term's begin.
  private func occurrencesByTerm() -> (numbers: Memory<UInt32>, starts: Memory<Int>) {
    let starts = Memory<Int>(repeating: 0, count: terms.count + 1)
    for term in occurrences.all { starts[Int(term)] += 1 }
    // First where each term's end; filling from behind makes it where they begin.
    var end = 0
    for number in 0..<terms.count {
      end += starts[number]
      starts[number] = end
    }
    starts[terms.count] = end
    let sorted = Memory<UInt32>(repeating: 0, count: count)
    for index in stride(from: count - 1, through: 0, by: -1) {
      let term = Int(occurrences[index])
      starts[term] -= 1
      sorted[starts[term]] = UInt32(truncatingIfNeeded: index)
    }
    return (sorted, starts)
  }

  private func termsInOrder() -> [Int] {
    // Most terms are told apart by their first eight bytes.
    let keys = (0..<terms.count).map { number -> (first: UInt64, number: Int) in
      let term = terms.term(number)
      var first: UInt64 = 0
      for offset in 0..<8 { first = first << 8 | (offset < term.count ? UInt64(term[offset]) : 0) }
      return (first, number)
    }
    return keys.sorted { left, right in
      left.first != right.first ? left.first < right.first : isOrdered(left.number, right.number)
    }.map(\.number)
  }

  private func isOrdered(_ left: Int, _ right: Int) -> Bool {
    terms.term(left).lexicographicallyPrecedes(terms.term(right))
  }

  /// The most bytes an occurrence takes: the article's number, the size of its list, the column and the position.
  private static let longestOccurrence = 2 * SQLiteNumber.longest + 3 + SQLiteNumber.longest

  /// Writes a doclist (SQLite, `fts5_index.c`, “doclist format”); answers its size and its last article.
  private func encode(
    _ list: UnsafeBufferPointer<UInt32>, to target: UnsafeMutablePointer<UInt8>
  ) -> (size: Int, lastID: Int64) {
    var end = 0
    var index = 0
    var lastID: Int64 = 0
    var run = 0
    while index < list.count {
      run = self.run(of: Int(list[index]))
      let id = runs[run].id
      end += SQLiteNumber.write(UInt64(bitPattern: id - lastID), to: target + end)
      lastID = id
      // Nearly all lists are short enough for a size of one byte; others are moved when their size is known.
      let size = end
      end += 1
      var column: UInt64 = 0
      while true {
        let (start, next) = (runs[run].start, runs[run + 1].start)
        if runs[run].column != column {
          column = runs[run].column
          target[end] = 1
          end += 1 + SQLiteNumber.write(column, to: target + end + 1)
        }
        var last = start
        while index < list.count, Int(list[index]) < next {
          end += SQLiteNumber.write(UInt64(Int(list[index]) - last + 2), to: target + end)
          last = Int(list[index])
          index += 1
        }
        // The next column in which the article has the term.
        guard index < list.count else { break }
        while runs[run + 1].id == id, Int(list[index]) >= runs[run + 1].start { run += 1 }
        guard Int(list[index]) < runs[run + 1].start else { break }
      }
      let length = end - size - 1
      if length < 64 {
        target[size] = UInt8(2 * length)
      } else {
        end += writeSize(length, at: target + size) - 1
      }
    }
    return (end, lastID)
  }

  /// The run that an occurrence is in.
  @inline(__always)
  private func run(of occurrence: Int) -> Int {
    var run = Int(runOfBlock[occurrence / Self.block])
    while runs[run + 1].start <= occurrence { run += 1 }
    return run
  }

  /// Puts the size of a list in front of it, which leaves one byte for it; answers how many it takes.
  private func writeSize(_ length: Int, at target: UnsafeMutablePointer<UInt8>) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SQLiteNumber.longest) { number in
      guard let start = number.baseAddress else { return 1 }
      let count = SQLiteNumber.write(UInt64(2 * length), to: start)
      (target + count).update(from: target + 1, count: length)
      target.update(from: start, count: count)
      return count
    }
  }
}
