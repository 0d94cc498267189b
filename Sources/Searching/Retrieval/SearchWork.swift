/// How much of the posting lists a search by score looked at.
public struct SearchWork: Sendable, Equatable {
  /// How many postings the lists of the query have.
  public var postings = 0
  /// How many of them were added up.
  public var postingsRead = 0
  /// How many blocks of the document space were looked into.
  public var blocksVisited = 0
  /// How many blocks were passed over, because nothing in them could enter the page.
  public var blocksSkipped = 0
  /// How many articles were scored exactly.
  public var articlesScored = 0

  /// No work.
  public init() {}

  /// The work of one search.
  init(_ profile: BlockTopK.Profile, of task: BlockTopK.Task) {
    postings = task.terms.reduce(0) { $0 + $1.postings.count }
    postingsRead = profile.postingsRead
    blocksVisited = profile.blocksVisited
    blocksSkipped = profile.blocksSkipped
    articlesScored = profile.documentsScored
  }

  /// Adds the work of another search for the same query.
  mutating func add(_ other: SearchWork) {
    postings = max(postings, other.postings)
    postingsRead += other.postingsRead
    blocksVisited += other.blocksVisited
    blocksSkipped += other.blocksSkipped
    articlesScored += other.articlesScored
  }
}
