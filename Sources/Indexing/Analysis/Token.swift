/// A term in a text.
public struct Token: Sendable, Equatable {
  /// What a token is.
  public enum Kind: Sendable, Equatable {
    /// A word at a position of its own.
    case word
    /// The joined form of words written as one; it takes no position.
    case compound
    /// The words from `position` on are one run of a script without spaces; `term` is empty.
    case run
  }

  /// The folded form.
  public var term: String
  /// The position among the words, from 0; of a compound, that of its first word.
  public var position: Int
  /// Where it stands, in UTF-8 bytes of the text, on scalar boundaries.
  public var range: Range<Int>
  /// What it is.
  public var kind: Kind
  /// How many positions it covers.
  public var span: Int

  /// Makes a token.
  public init(term: String, position: Int, range: Range<Int>, kind: Kind = .word, span: Int = 1) {
    self.term = term
    self.position = position
    self.range = range
    self.kind = kind
    self.span = span
  }
}

/// A text taken apart.
public struct AnalyzedText: Sendable, Equatable {
  /// Words in order, each compound or run behind its words.
  public var tokens: [Token]
  /// How many positions the words take.
  public var wordCount: Int
}

/// A text in the form the index takes.
public struct IndexedText: Sendable, Equatable {
  /// The terms of the words, joined by single spaces.
  public var terms: String
  /// The joined forms of compounds, joined by single spaces.
  public var compounds: String
  /// How many words there are.
  public var wordCount: Int
  /// Places in the text from where scanning may begin.
  public var checkpoints: [Checkpoint]
}

/// What one typed word stands for.
public struct QueryWord: Sendable, Equatable {
  /// The terms that must stand one after another; one for a plain word.
  public var terms: [String]
  /// The joined form, when the word is a written compound.
  public var compound: String?
  /// The word as typed.
  public var text: String
  /// Whether every term that begins with the last of `terms` is meant: a lone character of a script that is indexed in
  /// pairs.
  public var isPrefix: Bool

  /// Makes a word.
  public init(terms: [String], compound: String? = nil, text: String, isPrefix: Bool = false) {
    self.terms = terms
    self.compound = compound
    self.text = text
    self.isPrefix = isPrefix
  }
}
