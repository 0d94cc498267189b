/// The number of edits between words: insertions, deletions, substitutions and swaps of neighbours, one each.
///
/// The restricted Damerau–Levenshtein distance (optimal string alignment): no part is edited twice. Computed row by row
/// as in Wagner & Fischer, “The String-to-String Correction Problem” (1974), with the swap of Damerau (1964).
struct EditDistance {
  private let word: [Unicode.Scalar]
  private let limit: Int
  private var rows: [[Int]]

  /// Measures from a word, up to a limit.
  init(from word: String, limit: Int) {
    self.word = Array(word.unicodeScalars)
    self.limit = limit
    rows = [[Int]](repeating: [Int](repeating: 0, count: self.word.count + 1), count: 3)
  }

  /// The distance to another word; `nil` when it is above the limit.
  mutating func distance(to other: String.UnicodeScalarView) -> Int? {
    for column in 0...word.count { rows[1][column] = column }
    var previous: Unicode.Scalar?
    var row = 0
    for scalar in other {
      row += 1
      rows[2][0] = row
      var smallest = row
      for column in 0..<word.count {
        var value = min(rows[1][column + 1], rows[2][column]) + 1
        value = min(value, rows[1][column] + (word[column] == scalar ? 0 : 1))
        if column > 0, word[column] == previous, word[column - 1] == scalar {
          value = min(value, rows[0][column - 1] + 1)
        }
        rows[2][column + 1] = value
        smallest = min(smallest, value)
      }
      if smallest > limit + 1 { return nil }
      rows.swapAt(0, 1)
      rows.swapAt(1, 2)
      previous = scalar
    }
    return rows[1][word.count] <= limit ? rows[1][word.count] : nil
  }
}
