import Articles
import IndexStore

/// What the latest rows have of every term, so that lists follow small commits without reading the index.
///
/// After each of many small commits every list in use would ask the index for the few new articles, which takes many times
/// longer than going through their terms once.
struct RecentArticles: Sendable {
  /// The rows of a commit.
  struct Run: Sendable {
    /// The first of them.
    var first: Int
    var postings: ArticlePostings
  }

  /// All rows from the first one of these on, commit by commit.
  private var runs: [Run] = []
  private var size = 0

  /// How many commits are kept.
  private static let capacity = 64
  /// The most articles and words of one commit.
  private static let (greatestCount, greatestLength) = (256, 1 << 16)
  /// The most words of all commits, which take some 5 MB.
  private static let greatestSize = 1 << 18

  /// Adds the rows of a commit, and forgets all others when these cannot be added.
  ///
  /// - Parameters:
  ///   - first: The first new row.
  ///   - ids: The ids of all rows.
  mutating func append(first: Int, ids: SpanColumn, reader: IndexReader) throws {
    let count = ids.count - first
    if count == 0 { return }
    let new = (first..<ids.count).prefix(Self.greatestCount).map { ids[$0] }
    let after = first > 0 ? ArticleID(rawValue: ids[first - 1]) : nil
    guard count <= Self.greatestCount,
      let postings = try reader.articlePostings(after: after, ids: new, limit: Self.greatestLength)
    else {
      self = RecentArticles()
      return
    }
    runs.append(Run(first: first, postings: postings))
    size += postings.size
    if runs.count > Self.capacity || size > Self.greatestSize { forgetOlderHalf() }
  }

  private mutating func forgetOlderHalf() {
    runs.removeFirst(runs.count / 2)
    size = runs.reduce(0) { $0 + $1.postings.size }
  }

  /// The commits that the rows from one on came with; `nil` where they are not known.
  func runs(from row: Int) -> ArraySlice<Run>? { runs.lastIndex { $0.first == row }.map { runs[$0...] } }
}
