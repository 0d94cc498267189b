/// Keeps records of an input apart that begin on the same line and do not say who they are: else they would be one article.
///
/// An array of JSON without line breaks is the common case.
struct RecordPlaces {
  private var line: Int?
  /// The records so far that begin on the line.
  private var count = 0

  /// A record whose place differs from those before: from the second on a line on, it is a numbered member.
  mutating func distinct(
    _ record: Result<ExtractedArticle, ExtractionFailure>
  ) -> Result<ExtractedArticle, ExtractionFailure> {
    guard case .success(var article) = record, let line = article.line else { return record }
    count = line == self.line ? count + 1 : 1
    self.line = line
    guard count > 1, article.member == nil, article.id?.isEmpty ?? true, article.identifyingURL == nil else {
      return record
    }
    article.member = "item \(count)"
    return .success(article)
  }
}
