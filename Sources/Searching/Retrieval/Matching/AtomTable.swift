import IndexStore

/// The posting lists of a plan's atoms, loaded when first asked for.
///
/// Past the deadline nothing more is loaded: atoms that came too late are *missing*.
final class AtomTable {
  /// The number of ordinals.
  let rowCount: Int
  private let atoms: [Atom]
  private let source: BlockSource
  private let deadline: Deadline
  private var lists: [BlockPostings?]
  private var bitmaps: [Int: Bitmap] = [:]
  /// Whether the deadline came before an atom was loaded.
  private(set) var isPartial = false

  init(atoms: [Atom], source: BlockSource, rowCount: Int, deadline: Deadline) {
    self.atoms = atoms
    lists = [BlockPostings?](repeating: nil, count: atoms.count)
    self.source = source
    self.rowCount = rowCount
    self.deadline = deadline
  }

  /// The postings of an atom; `nil` when they are missing.
  func postings(_ atom: Int) throws -> BlockPostings? {
    if let loaded = lists[atom] { return loaded }
    if isPartial { return nil }
    do {
      let loaded = try source.postings(of: atoms[atom], deadline: deadline)
      lists[atom] = loaded
      return loaded
    } catch IndexError.deadline {
      isPartial = true
      return nil
    }
  }

  /// The rows that have an atom; `nil` when they are missing.
  func bitmap(_ atom: Int) throws -> Bitmap? {
    if let made = bitmaps[atom] { return made }
    guard let list = try postings(atom) else { return nil }
    let made = list.bitmap(rowCount: rowCount)
    bitmaps[atom] = made
    return made
  }

  /// How many words an occurrence of an atom covers at least.
  func span(_ atom: Int) -> Int {
    guard case .phrase(let phrase) = atoms[atom].parts.first else { return 1 }
    return phrase.terms.count
  }
}
