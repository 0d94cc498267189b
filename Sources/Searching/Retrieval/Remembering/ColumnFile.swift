/// A copy of a column snapshot beside its index, which spares a start the reading of every article's row.
///
/// The content of the ``StateFile``:
///
///     ids · lengths; those kept apart: rows, titles, texts, the rest
///     numbers of languages, sites, categories, authors · dates · live bits
///     copies as bits, the first rows of their stories · stories whose first article is gone: their numbers, their first rows
///     languages, sites, categories, authors as text: where each ends, then the bytes of all
///
/// Every array begins with its number of values and is filled up to a whole word; a column of several widths begins with
/// its width.
struct ColumnFile: Sendable {
  private let file: StateFile

  /// - Parameter index: The path of the index.
  init(index: String) {
    file = StateFile(path: index + "-columns", magic: UInt64(littleEndian: 0x336c_6f63_6872_6373))
  }

  /// The file's path.
  var path: String { file.path }

  /// The snapshot in the file, if it is of a state that the caller accepts.
  func snapshot(accepts: (_ generation: Int64, _ stamp: Int64) throws -> Bool) rethrows -> ColumnSnapshot? {
    guard var content = try file.content(accepts: accepts) else { return nil }
    return SnapshotColumns(generation: content.generation, stamp: content.stamp, from: &content.words)
      .map(ColumnSnapshot.init)
  }

  /// Writes a snapshot in place of the one before; some 20 bytes an article.
  ///
  /// - Returns: Whether it could be written; what is not, is read from the index at the next start.
  func write(_ snapshot: ColumnSnapshot) -> Bool {
    guard let stamp = snapshot.stamp else { return false }
    return file.write(generation: snapshot.generation, stamp: stamp) { snapshot.columns.write(to: &$0) }
  }
}

extension SnapshotColumns {
  fileprivate func write(to writer: inout WordWriter) {
    writer.append(ids)
    writer.append(lengths.packed)
    let others = lengths.others.sorted { $0.key < $1.key }
    for numbers in [others.map(\.key), others.map(\.value.title), others.map(\.value.body), others.map(\.value.rest)] {
      writer.append(Column(numbers))
    }
    for column in [languages, sites, categories, authors] { writer.append(column) }
    writer.append(published)
    writer.append(live)
    writer.append(stories.copies)
    writer.append(stories.firstsOfCopies)
    let orphans = stories.directory.orphans
    writer.append(Column(orphans.map(\.story)))
    writer.append(Column(orphans.map(\.first)))
    for dictionary in [dictionaries.languages, dictionaries.sites, dictionaries.categories, dictionaries.authors] {
      writer.append(dictionary.values)
    }
  }

  /// Takes over what ``write(to:)`` wrote; `nil` when it does not fit together.
  fileprivate init?(generation: Int64, stamp: Int64, from reader: inout WordReader) {
    guard let ids = reader.spanColumn(), ids.areIDs else { return nil }
    guard let lengths = reader.lengths(), lengths.count == ids.count else { return nil }
    var numbers: [NumberColumn] = []
    for _ in 0..<4 {
      guard let column = reader.numberColumn(), column.count == ids.count else { return nil }
      numbers.append(column)
    }
    guard let published = reader.spanColumn(), published.count == ids.count,
      let live = reader.bitmap(count: ids.count), let stories = reader.stories(rows: ids.count)
    else { return nil }
    var texts: [ValueDictionary] = []
    for column in numbers {
      guard let dictionary = reader.dictionary(), column.greatest < dictionary.values.count else { return nil }
      texts.append(dictionary)
    }
    self.init(
      generation: generation,
      dictionaries: ColumnDictionaries(languages: texts[0], sites: texts[1], categories: texts[2], authors: texts[3]))
    (self.stamp, self.ids, self.lengths, self.published) = (stamp, ids, lengths, published)
    (languages, sites, categories, authors) = (numbers[0], numbers[1], numbers[2], numbers[3])
    (self.stories, self.live) = (stories, live)
    countLive()
  }

  /// Counts the live rows and what they add up to.
  private mutating func countLive() {
    liveCount = live.population
    var counted = lengths
    var languageCounts = [Int](repeating: 0, count: dictionaries.languages.values.count)
    lengths.withValues { lengths in
      live.forEach { row in
        counted.include(lengths[row])
        languageCounts[Int(languages[row])] += 1
      }
    }
    (lengths, self.languageCounts) = (counted, languageCounts)
    means = means.renewed(for: lengths, articles: liveCount)
  }
}

extension SpanColumn {
  /// Whether these can be ids of articles: above 0 and strictly ascending.
  fileprivate var areIDs: Bool {
    guard count > 0 else { return true }
    switch self {
    case .near(let base, let column):
      // The greatest difference stands for the least number.
      guard self[0] > 0, column[count - 1] != .max, base <= .max - Int64(UInt32.max) else { return false }
      return column.withValues { values in zip(values, values.dropFirst()).allSatisfy { $0 < $1 } }
    case .far(let column):
      return self[0] > 0 && column.withValues { values in zip(values, values.dropFirst()).allSatisfy { $0 < $1 } }
    }
  }
}

extension WordReader {
  fileprivate mutating func lengths() -> FieldLengths? {
    guard let packed: Column<UInt32> = column(), let rows: [UInt32] = array(), let titles: [UInt32] = array(),
      let bodies: [UInt32] = array(), let rests: [UInt32] = array(), titles.count == rows.count,
      bodies.count == rows.count, rests.count == rows.count
    else { return nil }
    let others = rows.indices.map { place in
      (rows[place], FieldLengths.Row(title: titles[place], body: bodies[place], rest: rests[place]))
    }
    return FieldLengths(packed: packed, others: Dictionary(others) { first, _ in first })
  }

  fileprivate mutating func stories(rows: Int) -> StoryColumns? {
    guard let copies = bitmap(count: rows), let firsts: Column<UInt32> = column(), let stories: [Int64] = array(),
      let orphans: [UInt32] = array(), orphans.count == stories.count
    else { return nil }
    return StoryColumns(copies: copies, firsts: firsts, orphans: zip(stories, orphans).map { ($0, $1) })
  }
}
