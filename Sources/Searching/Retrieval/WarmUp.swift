public import IndexStore
import QueryLanguage

extension Searcher {
  /// How many of the most frequent words are read before anybody asks.
  private static let warmWords = 256

  /// Reads the vocabulary and the posting lists of the most frequent words, which take longest to read, into memory.
  ///
  /// The lists are those of plain words (`running`) and of exact ones (`=running`). Each word is a transaction of its own.
  /// Ends early when lists have filled half of their memory or the deadline is past.
  ///
  /// - Returns: How many words were read.
  @discardableResult
  public func warmUp(deadline: Deadline) throws(SearchError) -> Int {
    let words = try withSnapshot { snapshot in
      try index.vocabulary.vocabulary(generation: snapshot.generation, deadline: deadline)?
        .mostFrequent(limit: Self.warmWords).map(\.term) ?? []
    }
    var read = 0
    for word in words {
      if deadline.isPast || index.cache.isHalfFull { break }
      try withSnapshot { snapshot in
        for match in [WordMatch.forms, .exact] {
          let query = SearchQuery(text: "", limit: 0, snippets: 0, deadline: deadline)
          _ = try SearchRun(searcher: self, snapshot: snapshot, query: query).evaluate(.word(word, match))
        }
      }
      read += 1
    }
    return read
  }
}
