/// Tells of most keys that an index does not have that it does not, without looking into it.
///
/// It knows the hashes of all keys that the index was given since it was empty. Removed ones stay, which does no harm.
struct KeyFilter {
  /// The most keys that are kept, in 4 MB; an index that grows beyond needs its memory for other things.
  private static let limit = 390_000

  /// `nil` when there are keys that are not in it.
  private var hashes: HashSet?

  /// Begins with an index that is empty, or knows nothing.
  init(isEmpty: Bool) {
    hashes = isEmpty ? HashSet() : nil
  }

  /// Whether the index may have a key.
  func mayHave(_ key: String) -> Bool { hashes?.contains(Self.hash(key)) ?? true }

  /// Takes note of a key that the index is given.
  mutating func insert(_ key: String) {
    guard let count = hashes?.count else { return }
    if count >= Self.limit { hashes = nil } else { hashes?.insert(Self.hash(key)) }
  }

  private static func hash(_ key: String) -> UInt64 { max(1, UInt64(bitPattern: Int64(key.hashValue))) }
}
