/// A copy of a large vocabulary beside its index: FTS5 counts the articles of every term by reading all posting lists, which
/// takes some 30 s for a million articles.
///
/// It is a copy and no more, used for the very state of the index that it was read in. In 64-bit little-endian words:
///
///     magic · generation · stamp
///     bytes of all terms · where each ends · numbers of articles · signatures
///     checksum of everything before
struct VocabularyFile: Sendable {
  /// The file's path.
  let path: String

  private static let magic = UInt64(littleEndian: 0x3172_6f76_6872_6373)

  /// - Parameter index: The path of the index.
  init(index: String) {
    path = index + "-vocabulary"
  }

  /// The vocabulary of a generation, if the file has just that.
  func vocabulary(generation: Int64, stamp: Int64) -> Vocabulary? {
    guard let words = PlainFile.words(at: path) else { return nil }
    var reader = WordReader(words)
    guard reader.isIntact, reader.word() == Self.magic, reader.word() == UInt64(bitPattern: generation),
      reader.word() == UInt64(bitPattern: stamp)
    else { return nil }
    return Vocabulary(generation: generation, from: &reader)
  }

  /// Writes a vocabulary in place of the one before, wholly or not at all; what cannot be written is not.
  func write(_ vocabulary: Vocabulary, stamp: Int64) {
    var writer = WordWriter()
    writer.append(Self.magic)
    writer.append(UInt64(bitPattern: vocabulary.generation))
    writer.append(UInt64(bitPattern: stamp))
    vocabulary.write(to: &writer)
    writer.appendChecksum()
    _ = writer.words.withUnsafeBytes { PlainFile.replace(path, with: $0) }
  }
}
