/// A copy of a column snapshot beside its index, which spares a start the reading of every article's row.
///
/// The content of the ``StateFile``:
///
///     ids · title, body and rest lengths · languages · sites · categories · authors · dates · live bits
///     first rows of stories · stories whose first article is gone: their numbers, their first rows
///     languages, sites, categories, authors as text: where each ends, then the bytes of all
///
/// Every array begins with its number of values and is filled up to a whole word.
struct ColumnFile: Sendable {
  private let file: StateFile

  /// - Parameter index: The path of the index.
  init(index: String) {
    file = StateFile(path: index + "-columns", magic: UInt64(littleEndian: 0x326c_6f63_6872_6373))
  }

  /// The file's path.
  var path: String { file.path }

  /// The snapshot in the file, if it is of a state that the caller accepts.
  func snapshot(accepts: (_ generation: Int64, _ stamp: Int64) throws -> Bool) rethrows -> ColumnSnapshot? {
    guard var content = try file.content(accepts: accepts) else { return nil }
    return SnapshotColumns(generation: content.generation, stamp: content.stamp, from: &content.words)
      .map(ColumnSnapshot.init)
  }

  /// Writes a snapshot in place of the one before; some 50 bytes an article.
  ///
  /// - Returns: Whether it could be written; what is not, is read from the index at the next start.
  func write(_ snapshot: ColumnSnapshot) -> Bool {
    guard let stamp = snapshot.stamp else { return false }
    return file.write(generation: snapshot.generation, stamp: stamp) { snapshot.columns.write(to: &$0) }
  }
}

extension StoryColumns {
  /// Takes over what ``SnapshotColumns/write(to:)`` wrote; `nil` when it does not fit together.
  fileprivate init?(rows: Int, from reader: inout WordReader) {
    guard let firsts: Column<UInt32> = reader.column(), firsts.count == rows,
      let stories: Column<Int64> = reader.column(), let orphans: Column<UInt32> = reader.column(),
      orphans.count == stories.count
    else { return nil }
    self.init(firsts: firsts, orphans: (0..<stories.count).map { (stories[$0], orphans[$0]) })
  }
}

extension SnapshotColumns {
  fileprivate func write(to writer: inout WordWriter) {
    writer.append(ids)
    for column in [lengths.title, lengths.body, lengths.rest, languages, sites, categories, authors] {
      writer.append(column)
    }
    writer.append(published)
    live.words.withUnsafeBufferPointer { writer.append($0) }
    writer.append(stories.firsts)
    let orphans = stories.directory.orphans
    writer.append(Column(orphans.map(\.story)))
    writer.append(Column(orphans.map(\.first)))
    for dictionary in [dictionaries.languages, dictionaries.sites, dictionaries.categories, dictionaries.authors] {
      writer.append(dictionary.values)
    }
  }

  /// Takes over what ``write(to:)`` wrote; `nil` when it does not fit together.
  fileprivate init?(generation: Int64, stamp: Int64, from reader: inout WordReader) {
    guard let ids: Column<Int64> = reader.column() else { return nil }
    var numbers: [Column<UInt32>] = []
    for _ in 0..<7 {
      guard let column: Column<UInt32> = reader.column(), column.count == ids.count else { return nil }
      numbers.append(column)
    }
    guard let published: Column<Int64> = reader.column(), published.count == ids.count,
      let live: Column<UInt64> = reader.column(), live.count == (ids.count + 63) / 64,
      ids.count % 64 == 0 || live[live.count - 1] >> UInt64(ids.count % 64) == 0,
      ids.withValues({ ids in zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 } }),
      let stories = StoryColumns(rows: ids.count, from: &reader)
    else { return nil }
    var texts: [ValueDictionary] = []
    for column in numbers[3...] {
      guard let values = reader.dictionary(), column.withValues({ ($0.max() ?? 0) < values.values.count }) else {
        return nil
      }
      texts.append(values)
    }
    self.init(
      generation: generation,
      dictionaries: ColumnDictionaries(languages: texts[0], sites: texts[1], categories: texts[2], authors: texts[3]))
    self.stamp = stamp
    self.ids = ids
    (lengths.title, lengths.body, lengths.rest) = (numbers[0], numbers[1], numbers[2])
    (languages, sites, categories, authors) = (numbers[3], numbers[4], numbers[5], numbers[6])
    self.published = published
    self.stories = stories
    self.live = Bitmap(count: ids.count, words: live.withValues(Array.init))
    countLive()
  }

  /// Counts the live rows and what they add up to.
  private mutating func countLive() {
    liveCount = live.population
    languageCounts = [Int](repeating: 0, count: dictionaries.languages.values.count)
    lengths.withValues { lengths in
      for row in 0..<rowCount where live[row] {
        self.lengths.titleTotal += Int64(lengths.title[row])
        self.lengths.bodyTotal += Int64(lengths.body[row])
        self.lengths.restTotal += Int64(lengths.rest[row])
        languageCounts[Int(languages[row])] += 1
      }
    }
    means = means.renewed(for: lengths, articles: liveCount)
  }
}
