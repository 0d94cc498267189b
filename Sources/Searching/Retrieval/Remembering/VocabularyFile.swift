/// A copy of a large vocabulary beside its index: FTS5 counts the articles of every term by reading all posting lists, which
/// takes tens of seconds for a million articles.
///
/// The content of the ``StateFile``: bytes of all terms, where each ends, numbers of articles, signatures.
struct VocabularyFile: Sendable {
  private let file: StateFile

  /// - Parameter index: The path of the index.
  init(index: String) {
    file = StateFile(path: index + "-vocabulary", magic: UInt64(littleEndian: 0x3172_6f76_6872_6373))
  }

  /// The file's path.
  var path: String { file.path }

  /// The vocabulary of a generation, if the file has just that.
  func vocabulary(generation: Int64, stamp: Int64) -> Vocabulary? {
    guard var content = file.content(generation: generation, stamp: stamp) else { return nil }
    return Vocabulary(generation: generation, from: &content)
  }

  /// Writes a vocabulary in place of the one before; what cannot be written is not.
  func write(_ vocabulary: Vocabulary, stamp: Int64) {
    _ = file.write(generation: vocabulary.generation, stamp: stamp) { vocabulary.write(to: &$0) }
  }
}
