import Glibc

/// Converts legacy encodings to UTF-8 through the C library's `iconv`.
enum Transcoder {
  /// Decodes bytes, with U+FFFD for each byte that is not valid.
  ///
  /// - Parameters:
  ///   - bytes: The encoded text.
  ///   - encoding: A name `iconv` knows.
  /// - Returns: `nil` when `iconv` does not know the encoding.
  static func decode(_ bytes: ArraySlice<UInt8>, from encoding: String) -> (text: String, invalid: Int)? {
    guard let descriptor = iconv_open("UTF-8", encoding), Int(bitPattern: descriptor) != -1 else { return nil }
    defer { iconv_close(descriptor) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    var invalid = 0
    var input = bytes
    var room = [UInt8](repeating: 0, count: 16 << 10)
    while !input.isEmpty {
      let step = convert(descriptor, input, into: &room)
      output += room[..<step.written]
      input = input.dropFirst(step.consumed)
      switch step.error {
      case 0, E2BIG: continue
      default:
        output += [0xef, 0xbf, 0xbd]
        input = input.dropFirst()
        invalid += 1
      }
    }
    return (String(decoding: output, as: UTF8.self), invalid)
  }

  private static func convert(
    _ descriptor: iconv_t, _ input: ArraySlice<UInt8>, into room: inout [UInt8]
  ) -> (consumed: Int, written: Int, error: Int32) {
    var inputLeft = input.count
    var roomLeft = room.count
    var error: Int32 = 0
    input.withUnsafeBytes { source in
      room.withUnsafeMutableBytes { target in
        var from = UnsafeMutableRawPointer(mutating: source.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        if iconv(descriptor, &from, &inputLeft, &to, &roomLeft) == -1 { error = errno }
      }
    }
    return (input.count - inputLeft, room.count - roomLeft, error)
  }
}
