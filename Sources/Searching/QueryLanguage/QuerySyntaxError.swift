/// A mistake in a query, and the place it was made.
public struct QuerySyntaxError: Error, Sendable, Equatable {
  /// What is wrong.
  public var kind: Kind
  /// Where, in Unicode scalars of the query from 1; always a scalar that exists.
  public var column: Int
  /// The query as typed.
  public var query: String

  /// Makes an error.
  public init(kind: Kind, column: Int, query: String) {
    self.kind = kind
    self.column = column
    self.query = query
  }

  /// What can be wrong with a query.
  public enum Kind: Sendable, Equatable {
    /// The text has more UTF-8 bytes than allowed.
    case tooLong(bytes: Int, limit: Int)
    /// There are more words than allowed.
    case tooManyTerms(limit: Int)
    /// Parentheses, or `NOT`, `+` and `-`, are nested deeper than allowed.
    case tooDeep(limit: Int)
    /// A control character, named as `U+0000`.
    case controlCharacter(String)
    /// A quotation mark without a partner.
    case unmatchedQuote
    /// A `(` without `)`.
    case unmatchedOpening
    /// A `)` without `(`.
    case unmatchedClosing
    /// `()`.
    case emptyGroup
    /// `""`.
    case emptyPhrase
    /// `-`, `+`, `*`, `~`, `=` standing alone.
    case loneOperator(String)
    /// Nothing before an operator that joins two parts.
    case missingLeft(String)
    /// Nothing after an operator.
    case missingRight(String)
    /// `NEAR` beside something that is neither a word nor a phrase.
    case nearOperand
    /// A distance outside of the allowed range, as typed.
    case nearDistance(String, limit: Int)
    /// Different distances in one chain: `a NEAR/2 b NEAR/5 c`.
    case mixedDistances
    /// `a*b`, `*a`.
    case innerWildcard(String)
    /// `word~7`.
    case fuzziness(String)
    /// `=word*`, `=word~`.
    case conflictingModifiers(String)
    /// `title:` with nothing behind it.
    case missingValue(field: String)
    /// `title:(site:x)`.
    case nestedField(field: String)
    /// `site:bbc*`: the value of a condition is plain text.
    case modifiedValue(String)
    /// `lang:` with something else than a language code.
    case invalidLanguage(String)
    /// `date:` with something that is not a date.
    case invalidDate(String)
    /// `date:2022..2021`.
    case reversedDates(String)
  }
}

extension QuerySyntaxError: CustomStringConvertible {
  /// The place and the mistake in one line.
  public var description: String { "column \(column): \(kind)" }

  /// The query with `^` below the mistake: two lines for a terminal with a fixed-width font.
  ///
  /// Control characters are shown as pictures, a long query is cut around the mistake, and characters two columns wide
  /// are counted as such.
  public var caret: String { CaretDrawing(query: query, column: column).text }
}
