/// Computes BM25F on one snapshot.
struct TermScorer: Sendable {
  /// What normalises one field group: the frequency is multiplied by `weight / (base + slope × length)`.
  private struct Group: Sendable {
    var weight: Double
    var base: Double
    var slope: Double

    init(_ parameters: Similarity.FieldGroup, mean: Double) {
      weight = parameters.weight
      base = mean > 0 ? 1 - parameters.lengthNormalization : 1
      slope = mean > 0 ? parameters.lengthNormalization / mean : 0
    }

    @inline(__always)
    func weigh(_ frequency: Int, length: Int) -> Double {
      weight * Double(frequency) / (base + slope * Double(length))
    }
  }

  private let saturation: Double
  private let title: Group
  private let body: Group
  private let rest: Group
  private let joinsTitleAndBody: Bool
  private let documents: Int

  /// Prepares the parameters for the mean lengths of a snapshot.
  init(_ similarity: Similarity, snapshot: ColumnSnapshot) {
    let means = snapshot.means
    documents = snapshot.liveCount
    saturation = similarity.saturation
    joinsTitleAndBody = similarity.joinsTitleAndBody
    title = Group(similarity.title, mean: means.title)
    body = Group(similarity.body, mean: joinsTitleAndBody ? means.title + means.body : means.body)
    rest = Group(similarity.rest, mean: means.rest)
  }

  /// The idf of a term that so many articles have.
  func inverseDocumentFrequency(_ documentFrequency: Int) -> Double {
    Similarity.inverseDocumentFrequency(documents: documents, documentFrequency: documentFrequency)
  }

  /// The saturated weight of a term in one article, below 1; times the idf it is the term's part of the score.
  @inline(__always)
  func weight(_ frequencies: GroupFrequencies, of lengths: FieldLengths.Row) -> Double {
    var weighted = 0.0
    if joinsTitleAndBody {
      weighted = body.weigh(
        Int(frequencies.title) + Int(frequencies.body), length: Int(lengths.title) + Int(lengths.body))
    } else {
      if frequencies.body > 0 { weighted = body.weigh(Int(frequencies.body), length: Int(lengths.body)) }
      if frequencies.title > 0 { weighted += title.weigh(Int(frequencies.title), length: Int(lengths.title)) }
    }
    if frequencies.rest > 0 { weighted += rest.weigh(Int(frequencies.rest), length: Int(lengths.rest)) }
    return weighted > 0 ? weighted / (saturation + weighted) : 0
  }
}
