/// What FTS5 is asked for: consecutive terms, the last of which may be a prefix.
struct PhraseQuery {
  let terms: [String]
  let prefix: Bool

  /// The FTS5 query, or `nil` for what no index can contain: FTS5 sees quoted terms and nothing else.
  var match: String? {
    guard !terms.isEmpty, terms.allSatisfy({ Self.isTerm($0) }) else { return nil }
    let phrase = "\"" + terms.joined(separator: " ").replacing("\"", with: "\"\"") + "\""
    return prefix ? phrase + " *" : phrase
  }

  /// Positions in the column of joined forms do not follow from the text, so several words never match there.
  var skipsCompounds: Bool { terms.count > 1 }

  /// Whether FTS5's tokenizer leaves the text in one piece: it splits at spaces and control characters.
  private static func isTerm(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}
