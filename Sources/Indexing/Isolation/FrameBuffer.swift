import Extraction
import Glibc

/// What keeps two processes from going on with each other.
enum ChannelError: Error {
  /// The other one closed its end.
  case closed
  /// It sent something that is no message.
  case garbled
  /// Nothing came within the time.
  case timedOut
}

/// Cuts what comes over a socket into messages.
struct FrameBuffer {
  private static let usualSize = 256 << 10

  private var bytes = [UInt8](repeating: 0, count: usualSize)
  private var start = 0
  private var end = 0
  /// The longest message, in bytes.
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  /// The next message.
  ///
  /// - Parameter fill: Reads what is there into the room, waiting for it, and returns how much.
  mutating func next<Next: Message>(
    _ type: Next.Type = Next.self, fill: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> Next {
    try ensure(4, fill)
    let length = (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    guard length <= limit else { throw ChannelError.garbled }
    try ensure(4 + length, fill)
    let range = start + 4..<start + 4 + length
    start = range.upperBound
    var reader = TransferReader(bytes, range)
    guard let message = try? Next(from: &reader) else { throw ChannelError.garbled }
    return message
  }

  /// Waits until so many bytes are here.
  private mutating func ensure(_ count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Int) throws {
    if end - start >= count { return }
    makeRoom(for: count)
    while end - start < count {
      let got = try bytes.withUnsafeMutableBytes { try fill(UnsafeMutableRawBufferPointer(rebasing: $0[end...])) }
      guard got > 0 else { throw ChannelError.closed }
      end += got
    }
  }

  private mutating func makeRoom(for count: Int) {
    let size = max(count, end - start, Self.usualSize)
    if bytes.count < size || bytes.count > 8 * size {
      let waiting = bytes[start..<end]
      var larger = [UInt8](repeating: 0, count: size)
      larger.replaceSubrange(0..<waiting.count, with: waiting)
      bytes = larger
    } else if bytes.count - start < count {
      bytes.withUnsafeMutableBytes { all in
        guard let base = all.baseAddress else { return }
        memmove(base, base + start, end - start)
      }
    } else {
      return
    }
    (start, end) = (0, end - start)
  }
}
