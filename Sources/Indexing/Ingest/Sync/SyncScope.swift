import Articles
import IndexStore

/// The part of an index that a run makes equal to the file system.
struct SyncScope: Sendable {
  /// Files and folders, absolute; none of them need exist.
  let paths: [String]
  /// Whether the run reads everything that was ever named, so that an article it does not find is nowhere.
  let isComplete: Bool

  /// Calls `body` once with each article of the index that was read from one of the paths.
  func forEachArticle(in target: IngestTarget, _ body: (StoredPlace) throws -> Void) throws {
    let all = Set(paths)
    for path in all where !all.containsFolder(of: path) { try target.scanPlaces(under: path, body) }
  }

  /// Whether an article that was not found may be at a place that was not looked at: its name does not say where it is.
  func mayBeElsewhere(_ place: StoredPlace) -> Bool { !isComplete && place.key != place.source.description }
}

extension Set<String> {
  /// Whether a folder that an absolute path is in, at any depth, is a member.
  func containsFolder(of path: String) -> Bool {
    guard !isEmpty, path != "/" else { return false }
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      if contains(rest.isEmpty ? "/" : String(rest)) { return true }
    }
    return false
  }
}
