import Articles

/// The facts that ranking, filters and facets need, one row an article, while they are put together.
struct SnapshotColumns: Sendable {
  /// The generation of the index this is an image of.
  var generation: Int64
  /// What the index drew for that generation, where it did.
  var stamp: Int64?
  /// The article ids, strictly ascending.
  var ids = SpanColumn()
  /// Which rows are articles of this generation.
  var live = Bitmap(count: 0)
  /// The number of live rows.
  var liveCount = 0
  /// The rows that were removed since all rows were read, in the order of their removal.
  var removed = Column<UInt32>()
  /// Tells snapshots apart whose rows were numbered anew.
  var lineage = 0
  /// Word counts by field group.
  var lengths = FieldLengths()
  /// The mean word counts that scores are computed with.
  var means = FieldMeans()
  /// The number of each article's language in the language dictionary.
  var languages = NumberColumn()
  /// The number of each article's site.
  var sites = NumberColumn()
  /// The number of each article's categories as one value.
  var categories = NumberColumn()
  /// The number of each article's authors as one value.
  var authors = NumberColumn()
  /// When each article was published, in Unix seconds; ``unknownDate`` when it is not known.
  var published = SpanColumn()
  /// Which rows are copies of each other.
  var stories = StoryColumns()
  /// The terms of the latest rows.
  var recentArticles = RecentArticles()
  /// The stems that have got new forms of late.
  var recentForms = RecentForms(since: .min)
  /// How many live articles each language has, by number.
  var languageCounts: [Int] = []
  /// What the numbers stand for.
  let dictionaries: ColumnDictionaries

  /// The number of rows, live or not.
  var rowCount: Int { ids.count }
}

/// An immutable image of the facts that ranking, filters and facets need, one row an article, at one generation.
///
/// A row's number is its *ordinal*. Rows are in ascending order of id, so order by ordinal is order by id. Rows of
/// removed articles stay in place without being ``live`` until the snapshot is made anew. All parts of a search hold it;
/// handing it on costs one reference.
struct ColumnSnapshot: Sendable {
  private final class Box: Sendable {
    let columns: SnapshotColumns

    init(_ columns: SnapshotColumns) { self.columns = columns }
  }

  private let box: Box

  init(_ columns: SnapshotColumns) { box = Box(columns) }

  /// All of it, to make the next one from.
  var columns: SnapshotColumns { box.columns }

  /// The generation of the index this is an image of.
  var generation: Int64 { box.columns.generation }
  /// What the index drew for that generation, where it did.
  var stamp: Int64? { box.columns.stamp }
  /// The article ids, strictly ascending.
  var ids: SpanColumn { box.columns.ids }
  /// Which rows are articles of this generation.
  var live: Bitmap { box.columns.live }
  /// The number of live rows.
  var liveCount: Int { box.columns.liveCount }
  /// The rows that were removed since all rows were read, in the order of their removal.
  var removed: Column<UInt32> { box.columns.removed }
  /// Tells snapshots apart whose rows were numbered anew.
  var lineage: Int { box.columns.lineage }
  /// Word counts by field group.
  var lengths: FieldLengths { box.columns.lengths }
  /// The mean word counts that scores are computed with.
  var means: FieldMeans { box.columns.means }
  /// The number of each article's language in the language dictionary.
  var languages: NumberColumn { box.columns.languages }
  /// The number of each article's site.
  var sites: NumberColumn { box.columns.sites }
  /// The number of each article's categories as one value.
  var categories: NumberColumn { box.columns.categories }
  /// The number of each article's authors as one value.
  var authors: NumberColumn { box.columns.authors }
  /// When each article was published, in Unix seconds; ``unknownDate`` when it is not known.
  var published: SpanColumn { box.columns.published }
  /// Which rows are copies of each other.
  var stories: StoryColumns { box.columns.stories }
  /// The terms of the latest rows.
  var recentArticles: RecentArticles { box.columns.recentArticles }
  /// The stems that have got new forms of late.
  var recentForms: RecentForms { box.columns.recentForms }
  /// How many live articles each language has, by number.
  var languageCounts: [Int] { box.columns.languageCounts }
  /// What the numbers stand for.
  var dictionaries: ColumnDictionaries { box.columns.dictionaries }

  /// Stands for a date that is not known.
  static let unknownDate = Int64.min

  /// The number of rows, live or not; every ordinal is below it.
  var rowCount: Int { ids.count }

  /// The id of a row.
  func id(_ ordinal: Int) -> ArticleID { ArticleID(rawValue: ids[ordinal]) }

  /// The row of an article of this generation.
  func ordinal(of id: ArticleID) -> Int? {
    var cursor = OrdinalCursor(ids)
    guard let ordinal = cursor.ordinal(of: id.rawValue), live[ordinal] else { return nil }
    return ordinal
  }

  /// The last row whose article has an id of at most so much; the first row when none has.
  func lastOrdinal(upTo id: Int64) -> UInt32 {
    var lower = 0
    var upper = rowCount
    while lower < upper {
      let middle = (lower + upper) / 2
      if ids[middle] <= id { lower = middle + 1 } else { upper = middle }
    }
    return UInt32(truncatingIfNeeded: max(0, lower - 1))
  }

  /// How many other articles are copies of one.
  func copies(of row: UInt32) -> Int { stories.rows(with: row).count { $0 != row && live[Int($0)] } }

  /// The language of a row, when it is known.
  func language(_ ordinal: Int) -> Language? {
    let value = dictionaries.languages.values[Int(languages[ordinal])]
    return value.isEmpty ? nil : Language(rawValue: value)
  }

  /// The languages that live articles have, with their numbers.
  var presentLanguages: [(language: Language, number: UInt32)] {
    let values = dictionaries.languages.values
    return languageCounts.indices.dropFirst().filter { languageCounts[$0] > 0 }
      .map { (Language(rawValue: values[$0]), UInt32($0)) }
  }
}

/// What the numbers in the columns of a snapshot stand for.
struct ColumnDictionaries: Sendable {
  var languages = ValueDictionary()
  var sites = ValueDictionary()
  var categories = ValueDictionary()
  var authors = ValueDictionary()
}

/// Finds rows by id; fast when the ids asked for ascend, or none is missing between the first and the last.
struct OrdinalCursor {
  private let ids: SpanColumn
  private let count: Int
  private let first: Int64
  /// Whether no id is missing, so that no search is needed.
  private let isGapless: Bool
  private var position = 0

  init(_ ids: SpanColumn) {
    self.ids = ids
    count = ids.count
    first = count > 0 ? ids[0] : 0
    isGapless = count > 0 && ids[count - 1] &- first == Int64(count - 1)
  }

  /// The row of an id; `nil` when there is none.
  ///
  /// Ids are whole numbers in strictly ascending order, so a row `d` ids further is at most `d` rows further: where
  /// no id is missing in between the first look finds it.
  @inline(__always)
  mutating func ordinal(of id: Int64) -> Int? {
    if isGapless { return id >= first && id &- first < Int64(count) ? Int(id &- first) : nil }
    return search(id)
  }

  private mutating func search(_ id: Int64) -> Int? {
    if position >= count || ids[position] > id { position = 0 }
    guard count > 0, ids[position] <= id else { return nil }
    var upper = Int(min(Int64(count - 1), Int64(position) &+ (id &- ids[position])))
    if ids[upper] == id {
      position = upper
      return upper
    }
    var lower = position
    while lower < upper {
      let middle = lower + (upper - lower) / 2
      if ids[middle] < id { lower = middle + 1 } else { upper = middle }
    }
    position = lower
    return ids[lower] == id ? lower : nil
  }
}
