/// What the scanner tells of a text, in order.
///
/// All offsets are UTF-8 bytes of the scanned text; terms are never empty, hold no space, quote or control character and
/// are valid only during the call.
protocol TokenSink {
  /// A word at the next position.
  ///
  /// - Parameter startsChunk: Whether scanning may begin at `start` and find the same tokens from there.
  mutating func word(_ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, startsChunk: Bool)
  /// The joined form of the last `span` words, which were written as one.
  mutating func compound(_ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, span: Int)
  /// The last `span` words stand for one run of a script without spaces.
  mutating func run(start: Int, end: Int, span: Int)
}

/// The longest term in bytes; what is longer is cut at a scalar boundary.
let maximumTermBytes = 64
