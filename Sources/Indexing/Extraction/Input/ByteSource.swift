/// A stream of bytes (a file, standard input, a decompressor) read in bounded chunks.
public protocol ByteSource {
  /// Returns the next bytes: at most `count`, at least one unless the end is reached.
  ///
  /// - Throws: Whatever kept the bytes from being read; the reader reports it as `unreadable`.
  mutating func read(upTo count: Int) throws -> [UInt8]

  /// The number of all bytes of a source that ``seek(to:)`` can move in, `nil` of any other.
  var seekableSize: Int? { get }

  /// Goes to an offset from the beginning, at most ``seekableSize``.
  mutating func seek(to offset: Int) throws
}

extension ByteSource {
  /// Most sources only go on.
  public var seekableSize: Int? { nil }

  /// Does nothing: there is nowhere to go.
  public mutating func seek(to offset: Int) {}
}

/// A source that reads from another one.
protocol WrappingSource: ByteSource {
  var wrapped: any ByteSource { get }
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

  /// All bytes, when so many were read of them; nothing is copied.
  func whole(afterReading count: Int) -> [UInt8]? { offset == count ? bytes : nil }

  /// The number of bytes.
  public var seekableSize: Int? { bytes.count }

  /// Goes to an offset.
  public mutating func seek(to offset: Int) { self.offset = min(bytes.count, max(0, offset)) }
}
