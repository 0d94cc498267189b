public import Articles

/// The articles that contain something, in ascending order of id, and how often.
public struct PostingList: Sendable, Equatable {
  /// The article ids, strictly ascending.
  public var ids: [Int64] = []
  /// The number of occurrences for each of ``ids``.
  public var frequencies: [FieldFrequencies] = []

  /// Makes an empty list.
  public init() {}

  /// The number of articles.
  public var count: Int { ids.count }
}

/// How often something occurs in each field of one article, packed into 64 bits.
///
/// Counts saturate: at 1,023 for title and category, 65,535 for the body, 255 for author and site, 4,095 for compounds.
public struct FieldFrequencies: Sendable, Hashable {
  private var packed: UInt64

  /// No occurrences.
  public init() { packed = 0 }

  /// Packs counts; negative ones become zero.
  public init(title: Int = 0, body: Int = 0, author: Int = 0, site: Int = 0, category: Int = 0, compound: Int = 0) {
    packed = 0
    for (column, count) in [title, body, author, site, category, compound].enumerated() {
      set(UInt64(max(0, count)), column: column)
    }
  }

  /// Sets the count of a column that has none yet.
  @inline(__always)
  mutating func set(_ count: UInt64, column: Int) {
    let (shift, maximum) = Self.layout(ofColumn: column)
    packed |= min(count, maximum) << shift
  }

  @inline(__always)
  private func count(_ column: Int) -> Int {
    let (shift, maximum) = Self.layout(ofColumn: column)
    return Int(truncatingIfNeeded: packed >> shift & maximum)
  }

  /// Where a column's count lies: 16 bits body, 12 compound, 10 title, 10 category, 8 author, 8 site.
  @inline(__always)
  private static func layout(ofColumn column: Int) -> (shift: UInt64, maximum: UInt64) {
    switch column {
    case 0: (28, 0x3FF)
    case 1: (0, 0xFFFF)
    case 2: (48, 0xFF)
    case 3: (56, 0xFF)
    case 4: (38, 0x3FF)
    default: (16, 0xFFF)
    }
  }

  /// Occurrences in the headline.
  public var title: Int { count(0) }
  /// Occurrences in the text.
  public var body: Int { count(1) }
  /// Occurrences in the authors' names.
  public var author: Int { count(2) }
  /// Occurrences in the publication's name.
  public var site: Int { count(3) }
  /// Occurrences in section and tags.
  public var category: Int { count(4) }
  /// Occurrences as the joined form of a written compound, in whatever field.
  public var compound: Int { count(5) }
  /// Occurrences in author, site and category together.
  public var rest: Int { author + site + category }
  /// Whether there is no occurrence at all.
  public var isEmpty: Bool { packed == 0 }

  /// Whether all occurrences are in the text.
  public var isOfBodyOnly: Bool { packed <= 0xFFFF }

  /// The occurrences in one field.
  public subscript(field: Field) -> Int { count(field.column) }

  /// Adds counts, field by field, saturating.
  @inline(__always)
  mutating func add(_ other: FieldFrequencies) {
    // Nearly all are of the text alone.
    let sum = packed &+ other.packed
    if isOfBodyOnly, other.isOfBodyOnly, sum <= 0xFFFF { packed = sum } else { self = self + other }
  }

  /// The sum of both counts, field by field, saturating; for the union of two lists.
  public static func + (left: FieldFrequencies, right: FieldFrequencies) -> FieldFrequencies {
    var sum = FieldFrequencies()
    for column in 0..<Field.allCases.count {
      sum.set(UInt64(left.count(column) + right.count(column)), column: column)
    }
    return sum
  }
}

/// The places where something occurs, article by article in ascending order of id.
public struct OccurrenceList: Sendable, Equatable {
  /// The article ids, strictly ascending.
  public var ids: [Int64] = []
  /// For each of ``ids`` where its places end in ``places``; they begin where those of the id before end.
  public var ends: [Int] = []
  /// The places of all articles, one article after another, each in ascending order of field and position.
  public var places: [Occurrence] = []

  /// Makes an empty list.
  public init() {}

  /// The number of articles.
  public var count: Int { ids.count }

  /// The places in the article at an index of ``ids``.
  public subscript(index: Int) -> ArraySlice<Occurrence> {
    places[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }
}

/// One place in an article: a field and a word position in it.
public struct Occurrence: Sendable, Hashable, Comparable {
  private let packed: UInt64
  /// `allCases` makes a new array each time.
  private static let fields = Field.allCases

  /// Names a place.
  public init(field: Field, position: Int) { self.init(column: field.column, position: position) }

  @inline(__always)
  init(column: Int, position: Int) {
    packed = UInt64(truncatingIfNeeded: column) << 32 | UInt64(UInt32(truncatingIfNeeded: position))
  }

  /// The field.
  public var field: Field { Self.fields[Int(packed >> 32)] }
  /// The position of the first word, counted from 0 in each field; in ``Field/compound`` it says nothing about the text.
  public var position: Int { Int(packed & 0xFFFF_FFFF) }

  /// Orders by field, then by position.
  public static func < (left: Occurrence, right: Occurrence) -> Bool { left.packed < right.packed }
}

extension Field {
  /// The number of the field's column in the full-text table.
  var column: Int {
    switch self {
    case .title: 0
    case .body: 1
    case .author: 2
    case .site: 3
    case .category: 4
    case .compound: 5
    }
  }
}
