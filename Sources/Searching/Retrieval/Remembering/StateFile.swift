/// A file beside an index that holds something derived from one state of it.
///
/// In 64-bit little-endian words:
///
///     magic · generation · stamp · content · checksum of everything before
///
/// It is a copy and no more: one that is missing, damaged, or of a state that the index was never in is passed over.
struct StateFile: Sendable {
  /// The file's path.
  let path: String
  /// Tells what the content is, and in which form.
  let magic: UInt64

  /// What a file has.
  struct Content {
    var generation: Int64
    var stamp: Int64
    var words: WordReader
  }

  /// The content, if it is whole and of a state that the caller accepts.
  ///
  /// - Parameter accepts: Told generation and stamp.
  func content(accepts: (_ generation: Int64, _ stamp: Int64) throws -> Bool) rethrows -> Content? {
    guard let words = PlainFile.words(at: path) else { return nil }
    var reader = WordReader(words)
    guard reader.word() == magic, let generation = reader.word().map(Int64.init(bitPattern:)),
      let stamp = reader.word().map(Int64.init(bitPattern:)), try accepts(generation, stamp), reader.isIntact
    else { return nil }
    return Content(generation: generation, stamp: stamp, words: reader)
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
