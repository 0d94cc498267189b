/// Lowered and raised characters, as Pandoc and others write them: `H~2~O`, `x^2^`.
enum MarkdownScripts {
  private static let maximumLength = 8

  /// The place of the mark that ends what one mark begins; `nil` when it stands for itself.
  ///
  /// Single marks mean many things; these stand right behind a letter or a number and hold nothing else.
  static func end(in source: [Character], from start: Int) -> Int? {
    let mark = source[start]
    guard start > 0, source[start - 1].isLetter || source[start - 1].isNumber || source[start - 1] == ")" else {
      return nil
    }
    let rest = source[(start + 1)...].prefix(maximumLength + 1)
    guard let end = rest.firstIndex(of: mark), end > start + 1, end + 1 == source.count || source[end + 1] != mark,
      source[(start + 1)..<end].allSatisfy({ $0.isLetter || $0.isNumber || "+-−".contains($0) })
    else { return nil }
    return end
  }
}
