import Articles
import IndexStore

/// Makes column snapshots from an index, the whole of it once and then only what changed.
///
/// Every call runs inside the read transaction whose generation the snapshot is to show.
struct SnapshotBuilder {
  let reader: IndexReader

  /// Reads all rows.
  func load() throws -> ColumnSnapshot {
    let empty = SnapshotColumns(generation: 0, dictionaries: ColumnDictionaries())
    var first = try extended(empty, generation: reader.generation())
    first.recentForms.forget(before: first.generation)
    first.means = first.means.renewed(for: first.lengths, articles: first.liveCount)
    return ColumnSnapshot(first)
  }

  /// Reads all rows in place of an older snapshot, whose numbers of rows are over.
  private func replaced(_ snapshot: ColumnSnapshot) throws -> ColumnSnapshot {
    var next = try load().columns
    next.lineage = snapshot.lineage + 1
    return ColumnSnapshot(next)
  }

  /// Brings a snapshot from an earlier run of the program to the present, with the mean lengths of the present.
  ///
  /// The index must have been in the state that it shows (``IndexStore/IndexReader/hasBeen(generation:stamp:)``).
  func resumed(_ snapshot: ColumnSnapshot) throws -> ColumnSnapshot {
    guard try snapshot.generation != reader.generation() else { return snapshot }
    var next = try refreshed(snapshot).columns
    next.means = FieldMeans().renewed(for: next.lengths, articles: next.liveCount)
    return ColumnSnapshot(next)
  }

  /// Brings an older snapshot to the present: appends the new rows and marks the removed ones.
  ///
  /// Costs time in proportion to the changes, apart from one bit a row. When more than a quarter of the rows are dead,
  /// or the changes are no longer known, all rows are read anew.
  func refreshed(_ snapshot: ColumnSnapshot) throws -> ColumnSnapshot {
    let removed: [ArticleID]
    do {
      removed = try reader.removals(since: snapshot.generation)
    } catch IndexError.historyUnavailable {
      return try replaced(snapshot)
    }
    var next = try extended(snapshot.columns, generation: reader.generation())
    var cursor = OrdinalCursor(next.ids)
    let ordinals = removed.compactMap { cursor.ordinal(of: $0.rawValue) }.filter { next.live[$0] }
    for ordinal in ordinals { next.remove(ordinal) }
    try next.recentArticles.append(first: snapshot.rowCount, ids: next.ids, reader: reader)
    try noteForms(of: &next, since: snapshot)
    next.removed = next.removed.appending(ordinals.map { UInt32(truncatingIfNeeded: $0) })
    let dead = next.rowCount - next.liveCount
    if dead > 1000 && dead * 4 > next.rowCount { return try replaced(snapshot) }
    next.means = next.means.renewed(for: next.lengths, articles: next.liveCount)
    return ColumnSnapshot(next)
  }

  /// Notes which forms of words have come with the new rows.
  private func noteForms(of next: inout SnapshotColumns, since snapshot: ColumnSnapshot) throws {
    // Words are looked for in the forms of every language that articles have.
    guard ColumnSnapshot(next).presentLanguages.map(\.number) == snapshot.presentLanguages.map(\.number) else {
      return next.recentForms.forget(before: next.generation)
    }
    guard next.rowCount > snapshot.rowCount else { return }
    guard let rows = next.recentArticles.runs(from: snapshot.rowCount)?.first else {
      return next.recentForms.forget(before: next.generation)
    }
    try next.recentForms.append(rows, of: next, after: snapshot.generation, reader: reader)
  }

  private func extended(_ columns: SnapshotColumns, generation: Int64) throws -> SnapshotColumns {
    var rows = NewRows(dictionaries: columns.dictionaries)
    let last = columns.rowCount > 0 ? ArticleID(rawValue: columns.ids[columns.rowCount - 1]) : nil
    if last == nil, let newest = try reader.lastArticle() { rows.reserve(newest.rawValue) }
    try reader.scanRows(after: last) { rows.append($0) }
    try reader.scanCopies(after: last) { rows.copies.append(($0.rawValue, $1.rawValue)) }
    var next = columns
    next.generation = generation
    next.stamp = try reader.stamp()
    next.append(rows)
    return next
  }
}

/// Rows on their way into a snapshot.
private struct NewRows {
  let dictionaries: ColumnDictionaries
  var ids: [Int64] = []
  var lengths: [FieldLengths.Row] = []
  var languages: [UInt32] = []
  var sites: [UInt32] = []
  var categories: [UInt32] = []
  var authors: [UInt32] = []
  var published: [Int64] = []
  /// Those that are copies of an earlier article.
  var copies: [(id: Int64, story: Int64)] = []

  /// The most rows that room is made for before they are seen, since numbers may be missing.
  private static let greatestReserve: Int64 = 1 << 22

  init(dictionaries: ColumnDictionaries) { self.dictionaries = dictionaries }

  /// Makes room for rows, so that these need not be copied while they grow.
  mutating func reserve(_ wanted: Int64) {
    let count = Int(min(max(0, wanted), Self.greatestReserve))
    ids.reserveCapacity(count)
    lengths.reserveCapacity(count)
    languages.reserveCapacity(count)
    sites.reserveCapacity(count)
    categories.reserveCapacity(count)
    authors.reserveCapacity(count)
    published.reserveCapacity(count)
  }

  mutating func append(_ row: ArticleRow) {
    ids.append(row.id)
    lengths.append(FieldLengths.Row(title: row.titleTerms, body: row.bodyTerms, rest: row.restTerms))
    languages.append(dictionaries.languages.number(of: row.language))
    sites.append(dictionaries.sites.number(of: row.site))
    categories.append(dictionaries.categories.number(of: row.category))
    authors.append(dictionaries.authors.number(of: row.author))
    published.append(row.publishedSeconds ?? ColumnSnapshot.unknownDate)
  }
}

extension SnapshotColumns {
  fileprivate mutating func append(_ rows: NewRows) {
    ids = ids.appending(rows.ids)
    lengths.append(rows.lengths)
    languages = languages.appending(rows.languages)
    sites = sites.appending(rows.sites)
    categories = categories.appending(rows.categories)
    authors = authors.appending(rows.authors)
    published = published.appending(rows.published)
    stories.append(ids: ids, copies: rows.copies)
    live.grow(to: ids.count, full: true)
    liveCount += rows.ids.count
    for language in rows.languages { count(language: language, change: 1) }
  }

  fileprivate mutating func remove(_ ordinal: Int) {
    guard live[ordinal] else { return }
    live[ordinal] = false
    liveCount -= 1
    lengths.exclude(lengths[ordinal])
    count(language: languages[ordinal], change: -1)
  }

  private mutating func count(language: UInt32, change: Int) {
    let number = Int(language)
    if number >= languageCounts.count {
      languageCounts.append(contentsOf: repeatElement(0, count: number + 1 - languageCounts.count))
    }
    languageCounts[number] += change
  }
}
