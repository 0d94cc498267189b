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

  /// The terms as the segments have them, or `nil` for what no index can contain and for what is longer than words are.
  var storedTerms: [[UInt8]]? {
    guard !terms.isEmpty, terms.allSatisfy({ Self.isTerm($0) && $0.utf8.count <= Self.longestTerm }) else { return nil }
    return terms.map { SegmentPages.stored($0.utf8.map(Self.folded)) }
  }

  /// In bytes.
  static let longestTerm = 1000

  /// FTS5's tokenizer folds the letters of ASCII.
  static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  /// Positions in the column of joined forms do not follow from the text, so several words never match there.
  var skipsCompounds: Bool { terms.count > 1 }

  /// Whether FTS5's tokenizer leaves the text in one piece: it splits at spaces and control characters.
  private static func isTerm(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}
