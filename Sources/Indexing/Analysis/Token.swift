/// A term in a text.
public struct Token: Sendable, Equatable {
  /// What a token is.
  public enum Kind: Sendable, Equatable {
    /// A word at a position of its own.
    case word
    /// The joined form of words written as one, or the last character of a run that is indexed in pairs.
    ///
    /// It takes no position.
    case compound
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
  /// Words and compounds in the order in which they begin; a compound stands before the words it begins with.
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
  ///
  /// It is found as a term of its own as well: `mi17` for `Mi-17`.
  public var compound: String?
  /// The word as typed.
  public var text: String
  /// Whether every term that begins with the last of `terms` is meant: a lone character of a script that is indexed in
  /// pairs.
  public var isPrefix: Bool
  /// Whether a sign makes the compound another word than its parts: `@name`, `#tag`, `.NET`, `Notepad++`.
  ///
  /// Outside a phrase only `compound` is meant then; in a phrase `terms` are, since compounds have no position.
  public var isSigned: Bool

  /// Makes a word.
  public init(terms: [String], compound: String? = nil, text: String, isPrefix: Bool = false, isSigned: Bool = false) {
    self.terms = terms
    self.compound = compound
    self.text = text
    self.isPrefix = isPrefix
    self.isSigned = isSigned
  }
}
