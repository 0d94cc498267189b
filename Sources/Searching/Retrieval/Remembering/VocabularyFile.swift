/// A copy of a large vocabulary beside its index: FTS5 counts the articles of every term by reading all posting lists, which
/// takes tens of seconds for a million articles.
///
/// The content of the ``StateFile``: milliseconds that reading it took, bytes of all terms, where each ends, numbers of
/// articles, signatures.
struct VocabularyFile: Sendable {
  private let file: StateFile

  /// - Parameter index: The path of the index.
  init(index: String) {
    file = StateFile(path: index + "-vocabulary", magic: UInt64(littleEndian: 0x3272_6f76_6872_6373))
  }

  /// The file's path.
  var path: String { file.path }

  /// The vocabulary in the file, if it is of a state that the caller accepts, and how long it took to read from the index.
  func vocabulary(
    accepts: (_ generation: Int64, _ stamp: Int64) throws -> Bool
  ) rethrows -> (vocabulary: Vocabulary, cost: Duration)? {
    guard var content = try file.content(accepts: accepts), let cost = content.words.word(),
      let vocabulary = Vocabulary(generation: content.generation, from: &content.words)
    else { return nil }
    return (vocabulary, .milliseconds(Int64(truncatingIfNeeded: min(cost, Self.greatestCost))))
  }

  /// Writes a vocabulary in place of the one before; what cannot be written is not.
  ///
  /// - Parameter cost: How long it took to read from the index.
  func write(_ vocabulary: Vocabulary, stamp: Int64, cost: Duration) {
    _ = file.write(generation: vocabulary.generation, stamp: stamp) { writer in
      writer.append(min(Self.greatestCost, UInt64(max(0, cost / .milliseconds(1)))))
      vocabulary.write(to: &writer)
    }
  }

  /// An hour.
  private static let greatestCost: UInt64 = 3_600_000
}
