import Articles
import IndexStore

/// What a run does its work on.
enum IngestTarget {
  /// An index that is written.
  case index(IndexWriter)
  /// An index that is only compared with, or none: everything is new then.
  case trial(IndexReader?)

  var isTrial: Bool {
    if case .trial = self { true } else { false }
  }

  /// What the threads that prepare articles share.
  var wordForms: WordForms {
    switch self {
    case .index(let writer): writer.wordForms
    case .trial: WordForms()
    }
  }

  func readFiles() throws -> [String: ReadFile] {
    switch self {
    case .index(let writer): try writer.readFiles()
    case .trial(let reader): try reader?.readFiles() ?? [:]
    }
  }

  func storedVersions(forKeys keys: [String]) throws -> [String: StoredVersion] {
    guard !keys.isEmpty else { return [:] }
    switch self {
    case .index(let writer): return try writer.storedVersions(forKeys: keys)
    case .trial(let reader): return try reader?.storedVersions(forKeys: keys) ?? [:]
    }
  }

  func scanPlaces(under path: String, _ body: (StoredPlace) throws -> Void) throws {
    switch self {
    case .index(let writer): try writer.scanPlaces(under: path, body)
    case .trial(let reader): try reader?.scanPlaces(under: path, body)
    }
  }

  /// Writes articles in a transaction that is ended by ``commit()``.
  func append(_ articles: [PreparedArticle]) throws -> [IndexWriter.Outcome] {
    guard case .index(let writer) = self, !articles.isEmpty else { return [] }
    return try writer.append(articles)
  }

  func commit() throws {
    if case .index(let writer) = self { try writer.commit() }
  }

  func remember(_ file: ReadFile) throws {
    if case .index(let writer) = self { try writer.remember(file) }
  }

  /// Removes articles and notes that others are at another place now.
  func settle(removing gone: [StoredPlace], moved: [String: ArticleSource], check: () throws -> Void) throws {
    if case .index(let writer) = self { try writer.settle(removing: gone.map(\.id), moved: moved, check: check) }
  }

  /// Merges a slice of the index; `false` when nothing is left to merge.
  func mergeStep() throws -> Bool {
    guard case .index(let writer) = self else { return false }
    return try writer.mergeStep()
  }
}
