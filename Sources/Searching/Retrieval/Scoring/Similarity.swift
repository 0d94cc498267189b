import Foundation

/// The parameters of the score: BM25F with Lucene's idf, and a boost for a title that is the query.
///
/// BM25F is Robertson & Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond” (2009), section 3.6: the
/// frequencies of a term in each field are normalised by that field's length, weighted and added up before one
/// saturation. The idf is `ln(1 + (N - df + 0.5) / (df + 0.5))`, which is never negative.
public struct Similarity: Sendable, Equatable {
  /// The parameters of one group of fields.
  public struct FieldGroup: Sendable, Equatable {
    /// What one occurrence here counts, relative to one in the body.
    public var weight: Double
    /// How strongly length is held against an article, 0 (not at all) to 1 (in proportion).
    public var lengthNormalization: Double

    /// Makes a group's parameters.
    public init(weight: Double, lengthNormalization: Double) {
      self.weight = weight
      self.lengthNormalization = lengthNormalization
    }
  }

  /// How fast repetition saturates; the weighted frequency at which a term reaches half of its idf.
  public var saturation: Double
  /// The headline.
  public var title: FieldGroup
  /// The text, compounds included.
  public var body: FieldGroup
  /// Author, site and category.
  public var rest: FieldGroup
  /// Whether title and body are one field of added length and ``title`` is unused.
  public var joinsTitleAndBody: Bool
  /// What an article gains whose title has the words of the query and no others, in units of their summed idf.
  public var titleMatchBoost: Double

  /// Makes a parameter set.
  public init(
    saturation: Double, title: FieldGroup, body: FieldGroup, rest: FieldGroup, joinsTitleAndBody: Bool = false,
    titleMatchBoost: Double = 0
  ) {
    self.saturation = saturation
    self.title = title
    self.body = body
    self.rest = rest
    self.joinsTitleAndBody = joinsTitleAndBody
    self.titleMatchBoost = titleMatchBoost
  }

  /// The parameters that searches use, chosen on fifteen judged collections (`docs/ranking.md`).
  public static let standard = Similarity(
    saturation: 1.2,
    title: FieldGroup(weight: 2.5, lengthNormalization: 0.5),
    body: FieldGroup(weight: 1, lengthNormalization: 0.75),
    rest: FieldGroup(weight: 0.4, lengthNormalization: 0.5),
    titleMatchBoost: 0.25)

  /// Plain BM25 over title and body as one field, as other engines compute it; for comparisons.
  public static func bm25(k1: Double = 1.2, b: Double = 0.75) -> Similarity {
    Similarity(
      saturation: k1, title: FieldGroup(weight: 1, lengthNormalization: b),
      body: FieldGroup(weight: 1, lengthNormalization: b), rest: FieldGroup(weight: 0, lengthNormalization: 0),
      joinsTitleAndBody: true)
  }

  /// How much a term says that `documentFrequency` of `documents` articles have.
  public static func inverseDocumentFrequency(documents: Int, documentFrequency: Int) -> Double {
    let having = Double(documentFrequency)
    return log1p((Double(documents) - having + 0.5) / (having + 0.5))
  }
}
