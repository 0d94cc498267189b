public import IndexStore
import QueryLanguage

extension Searcher {
  /// How many of the most frequent words are read before anybody asks.
  private static let warmWords = 256
  /// Of how many of these the positions are kept too, where there is room.
  private static let residentWords = 64

  /// Reads posting lists into memory: those in use before the last stop, then those of the most frequent words, which take
  /// longest to read.
  ///
  /// The lists of frequent words are those of plain words (`running`) and of exact ones (`=running`), and of the most frequent
  /// those with positions, for phrases. Each list is a transaction of its own. Ends early when lists have filled half of
  /// their memory or the deadline is past.
  ///
  /// - Returns: How many lists and words were read.
  @discardableResult
  public func warmUp(deadline: Deadline) throws(SearchError) -> Int {
    var read = 0
    for atom in index.rememberedAtoms where !isWarm(deadline) {
      try withSnapshot { snapshot in _ = try run(on: snapshot, deadline).source().postings(of: atom, deadline: deadline)
      }
      read += 1
    }
    let words = try frequentWords(deadline)
    for word in words where !isWarm(deadline) {
      try withSnapshot { snapshot in
        for match in [WordMatch.forms, .exact] { _ = try run(on: snapshot, deadline).evaluate(.word(word, match)) }
      }
      read += 1
    }
    for word in words.prefix(Self.residentWords) where !deadline.isPast {
      try withSnapshot { snapshot in
        guard let lists = index.residentLists(ofLineage: snapshot.lineage) else { return }
        try reader.keep(word, in: lists, deadline: deadline)
      }
    }
    return read
  }

  private func isWarm(_ deadline: Deadline) -> Bool { deadline.isPast || index.cache.isHalfFull }

  private func frequentWords(_ deadline: Deadline) throws(SearchError) -> [String] {
    try withSnapshot { snapshot in
      try index.vocabulary.vocabulary(generation: snapshot.generation, deadline: deadline)?
        .mostFrequent(limit: Self.warmWords).map(\.term) ?? []
    }
  }

  private func run(on snapshot: ColumnSnapshot, _ deadline: Deadline) -> SearchRun {
    let query = SearchQuery(text: "", limit: 0, snippets: 0, deadline: deadline)
    return SearchRun(searcher: self, snapshot: snapshot, query: query)
  }
}
