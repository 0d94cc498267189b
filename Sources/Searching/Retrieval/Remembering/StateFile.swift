/// A file beside an index that holds something derived from one state of it.
///
/// In 64-bit little-endian words:
///
///     magic · generation · stamp · content · checksum of everything before
///
/// It is a copy and no more: one that is missing, damaged, of another generation or of another copy of the index is passed
/// over.
struct StateFile: Sendable {
  /// The file's path.
  let path: String
  /// Tells what the content is, and in which form.
  let magic: UInt64

  /// The content for a state of the index, if the file has just that.
  func content(generation: Int64, stamp: Int64) -> WordReader? {
    guard let words = PlainFile.words(at: path) else { return nil }
    var reader = WordReader(words)
    guard reader.isIntact, reader.word() == magic, reader.word() == UInt64(bitPattern: generation),
      reader.word() == UInt64(bitPattern: stamp)
    else { return nil }
    return reader
  }

  /// Writes content in place of that before, wholly or not at all.
  ///
  /// - Returns: Whether it could be written.
  func write(generation: Int64, stamp: Int64, content: (inout WordWriter) -> Void) -> Bool {
    var writer = WordWriter()
    writer.append(magic)
    writer.append(UInt64(bitPattern: generation))
    writer.append(UInt64(bitPattern: stamp))
    content(&writer)
    writer.appendChecksum()
    return writer.words.withUnsafeBytes { PlainFile.replace(path, with: $0) }
  }
}
