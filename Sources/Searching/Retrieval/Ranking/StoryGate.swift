import Articles

/// Lets the best article of each story onto a page and keeps its copies off.
///
/// An article is on some page when no other article of its story that matches comes before it in the order of hits. The rows
/// of a page are offered in that order, so the first of a story is the best one, unless one was on an earlier page already.
struct StoryGate {
  private let snapshot: ColumnSnapshot
  private let isOpen: Bool
  private let isBehind: (UInt32) throws -> Bool
  /// The first rows of the stories that are on the page or on an earlier one.
  private var shown: Set<UInt32> = []

  /// - Parameters:
  ///   - snapshot: The rows.
  ///   - mode: Whether copies are kept off at all.
  ///   - isBehind: Tells whether a row does not match, or comes behind the earlier pages in the order of hits.
  init(_ snapshot: ColumnSnapshot, mode: CollapseMode, isBehind: @escaping (UInt32) throws -> Bool) {
    self.snapshot = snapshot
    isOpen = mode == .none
    self.isBehind = isBehind
  }

  /// Whether a row goes onto the page; next to nothing where it has no copies.
  mutating func admits(_ row: UInt32) throws -> Bool {
    guard !isOpen, snapshot.stories.shared[Int(row)] else { return true }
    guard shown.insert(snapshot.stories.first(of: row)).inserted else { return false }
    return try snapshot.stories.rows(with: row).allSatisfy { other in
      try other == row || !snapshot.live[Int(other)] || isBehind(other)
    }
  }
}
