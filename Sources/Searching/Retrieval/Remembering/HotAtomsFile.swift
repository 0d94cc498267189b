import Foundation

/// The names of posting lists in use, kept beside the index from one start to the next.
///
/// A file of JSON, for the owner's eyes only, since it has words that were searched for. One that cannot be read is passed
/// over.
struct HotAtomsFile: Sendable {
  /// The file's path.
  let path: String

  /// How many atoms are kept at most.
  static let limit = 1000

  /// - Parameter index: The path of the index.
  init(index: String) {
    path = index + "-hot"
  }

  /// The atoms, those used last first.
  func read() -> [Atom] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return Array(((try? JSONDecoder().decode([Atom].self, from: data)) ?? []).prefix(Self.limit))
  }

  /// Writes atoms in place of those before; what cannot be written is not.
  func write(_ atoms: [Atom]) {
    guard let data = try? JSONEncoder().encode(atoms) else { return }
    _ = data.withUnsafeBytes { PlainFile.replace(path, with: $0) }
  }
}
