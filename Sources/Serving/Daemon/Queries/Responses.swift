import Articles
import IndexStore
import QueryLanguage
import Retrieval
import Wire

extension SearchResponse {
  /// Puts a result into the form that goes over the wire.
  init(_ result: SearchResult, to request: SearchRequest) {
    let notes = result.notes.map { Note(kind: $0.kind.rawValue, term: $0.term, detail: $0.detail) }
    let facets = request.facets.map { name in
      (name.rawValue, (result.facets[name] ?? []).map { FacetCount(value: $0.value, count: $0.count) })
    }
    let took = result.timings
    self.init(
      query: QueryReport(text: request.query, parsed: result.parsed, notes: notes),
      total: Total(value: result.total.value, relation: result.total.isExact ? .exact : .atLeast),
      hits: result.hits.map { Hit($0, style: request.highlight) },
      facets: facets.isEmpty ? nil : Dictionary(facets) { first, _ in first }, next: result.next,
      partial: result.partial,
      took: Timings(
        parse: took.parse, match: took.match, rank: took.rank, count: took.count, snippets: took.snippets,
        total: took.total), profile: request.profile ? Profile(result.work) : nil)
  }
}

extension SearchResponse.Profile {
  /// Puts a record into the form that goes over the wire.
  init(_ work: SearchWork) {
    self.init(
      postings: work.postings, postingsRead: work.postingsRead, blocksVisited: work.blocksVisited,
      blocksSkipped: work.blocksSkipped, articlesScored: work.articlesScored)
  }
}

extension Hit {
  /// Puts a hit into the form that goes over the wire.
  init(_ hit: RankedHit, style: HighlightStyle) {
    let article = hit.article
    let explanation = hit.explanation.map { parts in
      Explanation(
        parts: parts.map { part in
          Explanation.Part(
            term: part.term, value: part.value, documentFrequency: part.documentFrequency,
            frequencies: part.frequencies)
        })
    }
    self.init(
      id: hit.id.rawValue, key: article.key, url: article.url, title: article.title, author: article.author,
      site: article.site, category: article.category, language: article.language?.rawValue,
      published: article.published, score: hit.score, copies: hit.copies > 0 ? hit.copies : nil,
      snippets: hit.snippets.map { Passage($0, style: style) }, explanation: explanation)
  }
}

extension ArticleResponse {
  /// Puts an article into the form that goes over the wire.
  init(_ article: StoredArticle, body: String) {
    self.init(
      id: article.id.rawValue, key: article.key, url: article.url, title: article.title, body: body,
      author: article.author, site: article.site, category: article.category, language: article.language?.rawValue,
      published: article.published?.text, updated: article.updated?.text, captured: article.captured?.text,
      source: Source(path: article.source.path, member: article.source.member, line: article.source.line))
  }
}

extension StatsResponse {
  /// Puts figures into the form that goes over the wire.
  init(_ stats: IndexStats) {
    var languages = Dictionary(uniqueKeysWithValues: stats.languages.map { ($0.key.rawValue, $0.value) })
    let unknown = stats.articles - stats.languages.values.reduce(0, +)
    if unknown > 0 { languages["und"] = unknown }
    self.init(
      articles: stats.articles, terms: stats.words, bytes: stats.fileBytes + stats.logBytes,
      generation: stats.generation, schemaVersion: stats.schemaVersion, languages: languages,
      version: Software.version)
  }
}
