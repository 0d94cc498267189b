/// What `/v1/search` answers.
///
/// Absent values are left out of the JSON. Fields may be added, so readers ignore what they do not know; none is renamed.
public struct SearchResponse: Sendable, Equatable, Codable {
  /// The query as it was understood.
  public var query: QueryReport
  /// How many articles match, copies included.
  public var total: Total
  /// The page of hits, in order.
  public var hits: [Hit]
  /// Counts by facet, the most frequent values first, for the facets that were asked for.
  public var facets: [String: [FacetCount]]?
  /// The cursor of the next page, when there is one.
  public var next: String?
  /// Whether the deadline cut the search short.
  public var partial: Bool
  /// Time spent by stage.
  public var took: Timings
  /// The work of the search, when asked for.
  public var profile: Profile?

  /// Makes an answer.
  public init(
    query: QueryReport, total: Total, hits: [Hit], facets: [String: [FacetCount]]? = nil, next: String? = nil,
    partial: Bool = false, took: Timings, profile: Profile? = nil
  ) {
    self.query = query
    self.total = total
    self.hits = hits
    self.facets = facets
    self.next = next
    self.partial = partial
    self.took = took
    self.profile = profile
  }

  private enum CodingKeys: String, CodingKey {
    case query, total, hits, facets, next, partial, profile
    case took = "took_us"
  }

  /// The query as it was understood.
  public struct QueryReport: Sendable, Equatable, Codable {
    /// The text as it came.
    public var text: String
    /// The text as it was read, in the query language.
    public var parsed: String
    /// Everything that was not taken literally.
    public var notes: [Note]

    /// Makes a report.
    public init(text: String, parsed: String, notes: [Note]) {
      self.text = text
      self.parsed = parsed
      self.notes = notes
    }
  }

  /// Something that was not taken literally.
  public struct Note: Sendable, Equatable, Codable {
    /// `relaxed`, `corrected`, `ignored`, `literal`, `completed` or `truncated`; more may come.
    public var kind: String
    /// The part of the query it was done to.
    public var term: String
    /// One sentence for the reader.
    public var detail: String

    /// Makes a note.
    public init(kind: String, term: String, detail: String) {
      self.kind = kind
      self.term = term
      self.detail = detail
    }
  }

  /// A number of articles.
  public struct Total: Sendable, Equatable, Codable {
    /// The number.
    public var value: Int
    /// Whether it is exact.
    public var relation: Relation

    /// Makes a total.
    public init(value: Int, relation: Relation) {
      self.value = value
      self.relation = relation
    }

    /// What the number means.
    public enum Relation: String, Sendable, Codable {
      /// So many.
      case exact
      /// So many or more.
      case atLeast = "at_least"
    }
  }

  /// One value of a facet and its number of matching articles.
  public struct FacetCount: Sendable, Equatable, Codable {
    /// The value.
    public var value: String
    /// How many matching articles have it.
    public var count: Int

    /// Makes a count.
    public init(value: String, count: Int) {
      self.value = value
      self.count = count
    }
  }

  /// How much of the posting lists a search by score looked at.
  public struct Profile: Sendable, Equatable, Codable {
    /// How many postings the lists of the query have.
    public var postings: Int
    /// How many of them were added up.
    public var postingsRead: Int
    /// How many blocks of the document space were looked into.
    public var blocksVisited: Int
    /// How many blocks were passed over, because nothing in them could enter the page.
    public var blocksSkipped: Int
    /// How many articles were scored exactly.
    public var articlesScored: Int

    /// Makes a record.
    public init(postings: Int, postingsRead: Int, blocksVisited: Int, blocksSkipped: Int, articlesScored: Int) {
      self.postings = postings
      self.postingsRead = postingsRead
      self.blocksVisited = blocksVisited
      self.blocksSkipped = blocksSkipped
      self.articlesScored = articlesScored
    }

    private enum CodingKeys: String, CodingKey {
      case postings
      case postingsRead = "postings_read"
      case blocksVisited = "blocks_visited"
      case blocksSkipped = "blocks_skipped"
      case articlesScored = "articles_scored"
    }
  }

  /// Microseconds spent by stage.
  public struct Timings: Sendable, Equatable, Codable {
    /// Reading the query and planning.
    public var parse: Int
    /// Reading postings and finding what matches.
    public var match: Int
    /// Scoring and selecting.
    public var rank: Int
    /// Counting matches and facets.
    public var count: Int
    /// Fetching the hits and building passages.
    public var snippets: Int
    /// All of it, and a first attempt that was given up after a few milliseconds.
    public var total: Int

    /// Makes a record.
    public init(parse: Int, match: Int, rank: Int, count: Int = 0, snippets: Int, total: Int) {
      self.parse = parse
      self.match = match
      self.rank = rank
      self.count = count
      self.snippets = snippets
      self.total = total
    }
  }
}

/// One article found.
public struct Hit: Sendable, Equatable, Codable {
  /// The article's number in this index.
  public var id: Int64
  /// The article's identity.
  public var key: String
  /// Its address.
  public var url: String?
  /// Its headline.
  public var title: String
  /// Its authors, joined by `"; "`.
  public var author: String?
  /// Its publication.
  public var site: String?
  /// Its categories, joined by `"; "`.
  public var category: String?
  /// The subtag of its language.
  public var language: String?
  /// When it was published, ISO 8601.
  public var published: String?
  /// How well it matches; comparable within one answer only.
  public var score: Double
  /// How many other articles of the index are copies of it, where copies are collapsed and there are any.
  public var copies: Int?
  /// The passages that say why.
  public var snippets: [Passage]
  /// The score by part, when asked for.
  public var explanation: Explanation?

  /// Makes a hit.
  public init(
    id: Int64, key: String, url: String? = nil, title: String, author: String? = nil, site: String? = nil,
    category: String? = nil, language: String? = nil, published: String? = nil, score: Double,
    copies: Int? = nil, snippets: [Passage] = [], explanation: Explanation? = nil
  ) {
    self.id = id
    self.key = key
    self.url = url
    self.title = title
    self.author = author
    self.site = site
    self.category = category
    self.language = language
    self.published = published
    self.score = score
    self.copies = copies
    self.snippets = snippets
    self.explanation = explanation
  }

  /// A passage of the text.
  public struct Passage: Sendable, Equatable, Codable {
    /// Plain text, or escaped HTML with `<mark>` when `highlight=html`.
    public var text: String
    /// `[start, end)` pairs counted in Unicode scalars of `text`; left out unless `highlight=ranges`.
    public var highlights: [[Int]]? { ranges?.map { [$0.lowerBound, $0.upperBound] } }
    /// The same as ranges, which take no memory each.
    let ranges: [Range<Int>]?

    /// Makes a passage; of `highlights` what is no pair of a start and a later end is left out.
    public init(text: String, highlights: [[Int]]? = nil) {
      let ranges = highlights?.compactMap { $0.count == 2 && $0[0] <= $0[1] ? $0[0]..<$0[1] : nil }
      self.init(text: text, ranges: ranges)
    }

    init(text: String, ranges: [Range<Int>]?) {
      self.text = text
      self.ranges = ranges
    }

    private enum CodingKeys: String, CodingKey {
      case text, highlights
    }

    /// Reads a passage.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        text: try values.decode(String.self, forKey: .text),
        highlights: try values.decodeIfPresent([[Int]].self, forKey: .highlights))
    }

    /// Writes the passage.
    public func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(text, forKey: .text)
      try values.encodeIfPresent(highlights, forKey: .highlights)
    }
  }

  /// A score taken apart.
  public struct Explanation: Sendable, Equatable, Codable {
    /// The parts; their values add up to the score.
    public var parts: [Part]

    /// Makes an explanation.
    public init(parts: [Part]) { self.parts = parts }

    /// One summand.
    public struct Part: Sendable, Equatable, Codable {
      /// The word, phrase or boost.
      public var term: String
      /// What it adds.
      public var value: Double
      /// How many articles have the term.
      public var documentFrequency: Int?
      /// How often it stands in each field, by field name.
      public var frequencies: [String: Int]?

      /// Makes a part.
      public init(term: String, value: Double, documentFrequency: Int? = nil, frequencies: [String: Int]? = nil) {
        self.term = term
        self.value = value
        self.documentFrequency = documentFrequency
        self.frequencies = frequencies
      }

      private enum CodingKeys: String, CodingKey {
        case term, value, frequencies
        case documentFrequency = "document_frequency"
      }
    }
  }
}
