/// A text of any encoding and any size as UTF-8, in chunks.
///
/// An input that fits into the look-ahead is decoded as a whole, with everything ``TextDecoder`` knows. Of a larger one
/// the beginning decides the encoding and the rest is converted as it comes.
struct DecodedInput {
  /// What was assumed about the encoding.
  let notes: [ExtractionNote]
  private var ready: [UInt8] = []
  private var transcoder: StreamTranscoder?

  /// The number of bytes that are looked at to find the encoding.
  private static let lookAhead = 1 << 20

  /// Finds the encoding.
  ///
  /// - Parameters:
  ///   - input: The bytes; the beginning of them is taken.
  ///   - label: The label that the beginning of the text declares.
  init(_ input: inout InputStream, label: ([UInt8]) -> String?) throws(ExtractionFailure) {
    let head = try input.peek(Self.lookAhead)
    guard head.count >= Self.lookAhead else {
      _ = try input.read()
      let decoded = try TextDecoder.decode(head, declared: label(head))
      notes = decoded.notes
      ready = Array(decoded.text.utf8)
      return
    }
    let found = try TextDecoder.encoding(ofHead: head, declared: label(head))
    notes = found.notes
    ready = Array(try input.read().dropFirst(found.markLength))
    guard found.name != "UTF-8" else { return }
    guard let transcoder = StreamTranscoder(from: found.name) else { throw TextDecoder.unsupported(found.name) }
    ready = transcoder.convert(ready[...])
    self.transcoder = transcoder
  }

  /// The next bytes of UTF-8, none at the end; a character may be cut.
  mutating func read(from input: inout InputStream) throws(ExtractionFailure) -> [UInt8] {
    if !ready.isEmpty {
      defer { ready = [] }
      return ready
    }
    guard let transcoder else { return try input.read() }
    while true {
      let bytes = try input.read()
      let text = bytes.isEmpty ? transcoder.finish() : transcoder.convert(bytes[...])
      if bytes.isEmpty || !text.isEmpty { return text }
    }
  }
}
