import CZlib

/// Undoes the compression that HTTP calls `deflate`.
enum Inflate {
  /// The bytes that zlib data (RFC 1950) stands for, or bare deflate data (RFC 1951), which many servers send instead.
  ///
  /// - Returns: `nil` when the bytes are neither.
  /// - Throws: A failure with the code `too-large`.
  static func inflated(_ bytes: [UInt8], limits: Extractor.Limits) throws(ExtractionFailure) -> [UInt8]? {
    for form in [CZLIB_ZLIB, CZLIB_RAW] {
      if let output = try inflated(bytes, form: form, limits: limits) { return output }
    }
    return nil
  }

  private static func inflated(
    _ bytes: [UInt8], form: CZlibForm, limits: Extractor.Limits
  ) throws(ExtractionFailure) -> [UInt8]? {
    guard let inflater = Inflater(form) else { return nil }
    var rest = bytes[...]
    var output: [UInt8] = []
    while true {
      let step = inflater.inflate(rest, upTo: 64 << 10)
      rest = rest.dropFirst(step.consumed)
      output += step.output
      guard output.count <= limits.maximumDocumentBytes else {
        let detail = "the document is larger than \(limits.maximumDocumentBytes) bytes"
        throw ExtractionFailure(code: .tooLarge, detail: detail)
      }
      if step.status == CZLIB_MEMBER_END { return output }
      guard step.status == CZLIB_MORE, step.consumed > 0 || !step.output.isEmpty else { return nil }
    }
  }
}
