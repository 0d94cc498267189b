/// How much of a document may come from names that stand for texts; belongs to the thread that reads the document.
final class ExpansionBudget {
  private var left = 1 << 20

  /// Counts a text that takes the place of its name; `false` when it is to be left as it is.
  func take(_ text: String) -> Bool {
    left -= text.utf8.count
    return left >= 0
  }
}
