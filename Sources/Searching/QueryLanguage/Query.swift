/// A question, as the query language expresses it; text is still as typed, analysis comes later.
///
/// ``QueryParser`` makes only well-formed trees: `words`, `and` and `or` have two parts or more, `near` has two operands
/// or more, `everything` stands alone, and what a `field` applies to holds neither fields nor filters.
public indirect enum Query: Sendable, Equatable {
  /// One word as typed, matched in a way.
  case word(String, WordMatch)
  /// `"words in order"`: consecutive, in exactly these forms.
  case phrase(String)
  /// `a NEAR/5 b`: all operands within `distance` words of each other, in any order. Operands are words or phrases.
  case near([Query], distance: Int)
  /// `title:x`, `author:x`: the operand, looked for in one field only.
  case field(QueryField, Query)
  /// A condition on an article's facts that takes no part in the score.
  case filter(Filter)
  /// `a b`: juxtaposed parts; how many must match is for ``Retrieval`` to decide.
  ///
  /// Filters, negations and required parts among them hold always and do not count as words.
  case words([Query])
  /// `a AND b`.
  case and([Query])
  /// `a OR b`, `a | b`.
  case or([Query])
  /// `NOT a`, `-a`.
  case not(Query)
  /// `+a`: the operand must match even where other juxtaposed words are relaxed.
  case required(Query)
  /// Every article: the empty query.
  case everything
}

/// How a word is matched.
public enum WordMatch: Sendable, Equatable {
  /// Every form of the word: `running` finds “run”.
  case forms
  /// `=running`: this form only.
  case exact
  /// `run*`: every word that begins so.
  case prefix
  /// `word~`, `word~2`: every word within so many edits (1 or 2).
  case fuzzy(edits: Int)
}

/// A field that words can be looked for in by name.
public enum QueryField: String, Codable, Sendable, CaseIterable {
  /// `title:`
  case title
  /// `author:`
  case author
}

/// A condition on an article's facts.
public enum Filter: Sendable, Equatable {
  /// `site:x`: the name or host is `x`, ends in `.x`, or has the words of `x` in order.
  case site(String)
  /// `category:x`: one of the categories is `x` or has the words of `x` in order.
  case category(String)
  /// `author:"x"` given as an option rather than in the query: the words of `x` in order within one name.
  case author(String)
  /// `lang:x`: the language's subtag.
  case language(String)
  /// `url:x`: the address begins with `x`, with or without scheme and `www.`.
  case url(String)
  /// `after: before: date:`: published within the range, `from` inclusive and `to` exclusive, in Unix seconds.
  ///
  /// `text` is the canonical spelling (`2021-08-01..2021-09-15`, both ends included) and is what is printed.
  case published(from: Int64?, to: Int64?, text: String)
}
