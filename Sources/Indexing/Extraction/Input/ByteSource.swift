/// A stream of bytes (a file, standard input, a decompressor) read in bounded chunks.
public protocol ByteSource {
  /// Returns the next bytes: at most `count`, at least one unless the end is reached.
  ///
  /// - Throws: Whatever kept the bytes from being read; the reader reports it as `unreadable`.
  mutating func read(upTo count: Int) throws -> [UInt8]
}

/// Bytes that are already in memory.
public struct MemorySource: ByteSource, Sendable {
  private let bytes: [UInt8]
  private var offset = 0

  /// Wraps bytes.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Returns the next bytes, none at the end.
  public mutating func read(upTo count: Int) -> [UInt8] {
    let end = min(bytes.count, offset + max(0, count))
    defer { offset = end }
    return Array(bytes[offset..<end])
  }
}
