import CBrotli

/// Undoes the compression that HTTP calls `br`.
enum Brotli {
  /// The bytes that brotli data (RFC 7932) stands for; of data that ends too early, those before its end.
  ///
  /// - Returns: `nil` when the bytes are no such data.
  /// - Throws: A failure with the code `too-large`.
  static func decompressed(_ bytes: [UInt8], limits: Extractor.Limits) throws(ExtractionFailure) -> [UInt8]? {
    guard let decoder = cbrotli_create() else { return nil }
    defer { cbrotli_destroy(decoder) }
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 64 << 10)
    var offset = 0
    while true {
      var (used, made) = (bytes.count - offset, room.count)
      let status = bytes.withUnsafeBufferPointer { input in
        room.withUnsafeMutableBufferPointer { output in
          cbrotli_decode(decoder, input.baseAddress.map { $0 + offset }, &used, output.baseAddress, &made)
        }
      }
      offset += used
      output += room[..<made]
      guard output.count <= limits.maximumDocumentBytes else {
        let detail = "the document is larger than \(limits.maximumDocumentBytes) bytes"
        throw ExtractionFailure(code: .tooLarge, detail: detail)
      }
      if status == CBROTLI_END { return output }
      if status == CBROTLI_CORRUPT { return nil }
      if used == 0, made == 0 { return output.isEmpty ? nil : output }
    }
  }
}
