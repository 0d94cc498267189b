/// Where a word stands, in UTF-8 bytes of its text, on scalar boundaries.
public struct WordRange: Sendable, Equatable {
  private let start: UInt32
  private let end: UInt32

  /// The first byte.
  public var lowerBound: Int { Int(start) }
  /// The byte behind the last one.
  public var upperBound: Int { Int(end) }

  init(_ range: Range<Int>) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
  }
}

/// The words of a text by their places, and those that were looked for.
public struct SpottedText: Sendable, Equatable {
  /// The position of the first word.
  public let firstPosition: Int
  /// The words, at consecutive positions.
  public let words: [WordRange]
  /// What was looked for and found, in the order in which the tokens end.
  public let occurrences: [Occurrence]

  /// One word or compound that was looked for.
  public struct Occurrence: Sendable, Equatable {
    /// The number of the term in its ``TermSet``.
    public var term: Int
    /// The position of its first word.
    public var position: Int
    /// How many positions it covers.
    public var span: Int
    /// Whether it is the joined form of its words, see ``Token/Kind/compound``.
    public var isCompound: Bool
  }
}
