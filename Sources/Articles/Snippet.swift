/// A passage of an article, shown to say why it was found.
public struct Snippet: Sendable, Equatable {
  /// Plain text; `…` at an end that was cut inside a sentence.
  public var text: String
  /// The parts that match, in ascending order and disjoint, as ranges of Unicode scalars of `text`.
  public var highlights: [Range<Int>]

  /// Makes a passage.
  public init(text: String, highlights: [Range<Int>]) {
    self.text = text
    self.highlights = highlights
  }
}
