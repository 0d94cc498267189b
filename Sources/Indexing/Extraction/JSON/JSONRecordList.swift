/// Finds the records in an object that is no article itself, such as the answer of a web service.
enum JSONRecordList {
  /// How deep the list may be inside of objects.
  private static let maximumDepth = 3

  /// What lists of articles are called, and the objects around them.
  private static let names: Set<String> = [
    "articles", "posts", "items", "results", "data", "entries", "documents", "docs", "hits", "rows", "records",
    "stories", "news", "pages", "nodes", "children", "list", "values", "value", "response", "result", "feed", "export",
    "ordereditems", "statuses", "notes", "bookmarks",
  ]

  /// The records of the first list of records with a common name; `nil` when there is none.
  static func records(in members: [MetadataMember], depth: Int = 0) -> [[MetadataMember]]? {
    let candidates = members.filter { names.contains(ArticleProperty.fold($0.name)) }
    for candidate in candidates {
      guard case .list(let elements) = candidate.value else { continue }
      let records = elements.compactMap { if case .record(let inner) = $0 { inner } else { nil } }
      if !records.isEmpty { return records }
    }
    guard depth < maximumDepth else { return nil }
    for case .record(let inner) in candidates.map(\.value) {
      if let records = records(in: inner, depth: depth + 1) { return records }
    }
    return nil
  }
}
