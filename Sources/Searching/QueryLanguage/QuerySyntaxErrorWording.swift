extension QuerySyntaxError.Kind: CustomStringConvertible {
  /// What is wrong and what to write instead.
  public var description: String {
    switch self {
    case .tooLong(let bytes, let limit): "the query has \(bytes) bytes; at most \(limit) are allowed"
    case .tooManyTerms(let limit): "the query has more than \(limit) words"
    case .tooDeep(let limit): "parentheses or negations are nested more than \(limit) deep"
    case .controlCharacter(let name): "the control character \(name) cannot be part of a query"
    case .unmatchedQuote: "this quotation mark is never closed"
    case .unmatchedOpening: "this parenthesis is never closed"
    case .unmatchedClosing: "this parenthesis was never opened"
    case .emptyGroup: "there is nothing between the parentheses"
    case .emptyPhrase: "there is nothing between the quotation marks"
    case .loneOperator(let text): "\(text) needs a word directly beside it"
    case .missingLeft(let name): "\(name) needs something to its left"
    case .missingRight(let name): "\(name) needs something to its right"
    case .nearOperand: "NEAR joins only words and phrases"
    case .nearDistance(let text, let limit): "the distance \(text) is not between 1 and \(limit)"
    case .mixedDistances: "all NEAR in one chain must have the same distance"
    case .innerWildcard(let word):
      "\(word): * is only understood at the end of a word; quote it to search for it as text"
    case .fuzziness(let word): "\(word): the number of edits after ~ is 1 or 2"
    case .conflictingModifiers(let word): "\(word): = cannot be combined with * or ~"
    case .missingValue(let field):
      "\(field): needs a value directly behind the colon, such as \(field):\(Self.exampleValue(of: field))"
    case .nestedField(let field): "\(field): cannot stand inside the parentheses of another field"
    case .modifiedValue(let value): "\(value): =, * and ~ have no meaning in this field; quote the value"
    case .invalidLanguage(let text): "\(text) is not a language code such as en or pt-BR"
    case .invalidDate(let text):
      "\(text) is not a date such as 2021-08, 2021..2022, yesterday, last-week or 30d"
    case .reversedDates(let text): "\(text) ends before it begins"
    }
  }

  private static func exampleValue(of field: String) -> String {
    switch field {
    case "after", "before", "date": "2021-08"
    case "lang": "en"
    case "site", "url": "example.org"
    default: "word"
    }
  }

  /// What the lenient reading does about the mistake, and the sentence that says so.
  var note: (kind: QueryNote.Kind, detail: String) {
    switch self {
    case .tooLong: (.truncated, "\(self)")
    case .tooManyTerms(let limit): (.truncated, "only the first \(limit) words are searched for")
    case .tooDeep(let limit): (.ignored, "nesting deeper than \(limit) is ignored")
    case .controlCharacter(let name): (.ignored, "the control character \(name) is read as a space")
    case .unmatchedQuote: (.completed, "the closing quotation mark was added at the end")
    case .unmatchedOpening: (.completed, "the closing parenthesis was added at the end")
    case .unmatchedClosing, .emptyGroup, .emptyPhrase, .loneOperator, .missingLeft, .missingRight, .missingValue:
      (.ignored, "\(self)")
    case .nearOperand: (.ignored, "NEAR joins only words and phrases, so it was left out")
    case .nearDistance(_, let limit): (.corrected, "the distance is taken as the nearest of 1 to \(limit)")
    case .mixedDistances: (.corrected, "the largest distance is used for the whole chain")
    case .innerWildcard: (.literal, "* is only understood at the end of a word; this is searched for as a phrase")
    case .fuzziness: (.corrected, "the number of edits is 1 or 2; the nearest is used")
    case .conflictingModifiers: (.ignored, "= cannot be combined with * or ~ and was left out")
    case .nestedField: (.ignored, "a field inside the parentheses of another is left out")
    case .modifiedValue: (.literal, "=, * and ~ have no meaning in this field and are read as text")
    case .invalidLanguage, .invalidDate: (.literal, "\(self); this is searched for as a phrase")
    case .reversedDates: (.corrected, "the range ends before it begins; its ends were exchanged")
    }
  }
}
