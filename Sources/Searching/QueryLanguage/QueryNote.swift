/// A reinterpretation, said out loud: something the reader typed that was not taken literally.
public struct QueryNote: Sendable, Equatable {
  /// What was done.
  public enum Kind: String, Sendable, CaseIterable {
    /// The word was not required because too few articles have every word.
    case relaxed
    /// Another spelling was searched for.
    case corrected
    /// Something had no meaning and was left out.
    case ignored
    /// An operator or field was read as plain text.
    case literal
    /// Something unfinished was completed, such as a missing quote.
    case completed
    /// Only part of what the word stands for was searched.
    case truncated
  }

  /// What was done.
  public var kind: Kind
  /// The part of the query it was done to, as typed.
  public var term: String
  /// One sentence for the reader.
  public var detail: String

  /// Makes a note.
  public init(kind: Kind, term: String, detail: String) {
    self.kind = kind
    self.term = term
    self.detail = detail
  }
}
