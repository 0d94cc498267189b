public import IndexStore
public import QueryLanguage

/// Why a search has no answer.
public enum SearchError: Error, Sendable, Equatable {
  /// The query has a mistake, and mistakes were to be refused; or it is too long.
  case syntax(QuerySyntaxError)
  /// The cursor is not one this program made, or belongs to another question.
  case badCursor(String)
  /// The index could not be read.
  case index(IndexError)

  /// Puts an error from below into its case.
  init(wrapping error: any Error, path: String) {
    switch error {
    case let error as SearchError: self = error
    case let error as QuerySyntaxError: self = .syntax(error)
    case let error as IndexError: self = .index(error)
    default: self = .index(.failed(path: path, code: -1, detail: String(describing: error)))
    }
  }
}

extension SearchError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .syntax(let error): error.description
    case .badCursor(let text):
      "The cursor “\(text.prefix(80))” does not continue this search. Use the “next” of an answer to the same query with "
        + "the same sort, match and filters, or leave it out to begin anew."
    case .index(let error): error.description
    }
  }
}
