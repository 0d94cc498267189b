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
    guard let transcoder = StreamTranscoder(from: encoding) else { return nil }
    let output = transcoder.convert(bytes) + transcoder.finish()
    return (String(decoding: output, as: UTF8.self), transcoder.invalid)
  }
}

/// Converts a text that comes in chunks to UTF-8; belongs to the one that made it.
final class StreamTranscoder {
  private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]

  private let descriptor: iconv_t
  /// Bytes of a character that is not complete yet.
  private var carried: [UInt8] = []
  /// The number of byte sequences that were replaced so far.
  private(set) var invalid = 0

  /// Prepares a conversion; `nil` when `iconv` does not know the encoding.
  init?(from encoding: String) {
    guard let descriptor = iconv_open("UTF-8", encoding), Int(bitPattern: descriptor) != -1 else { return nil }
    self.descriptor = descriptor
  }

  deinit { iconv_close(descriptor) }

  /// Converts the next bytes, with U+FFFD for what is not valid; an incomplete character waits for the next call.
  func convert(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var input = carried.isEmpty ? bytes : (carried + bytes)[...]
    carried = []
    var output: [UInt8] = []
    output.reserveCapacity(input.count * 2)
    var room = [UInt8](repeating: 0, count: 16 << 10)
    while !input.isEmpty {
      let step = step(input, into: &room)
      output += room[..<step.written]
      input = input.dropFirst(step.consumed)
      switch step.error {
      case 0, E2BIG: continue
      case EINVAL where input.count < 8:
        carried = Array(input)
        return output
      default:
        output += Self.replacement
        input = input.dropFirst()
        invalid += 1
      }
    }
    return output
  }

  /// What stands for a character that was not complete when the bytes ended.
  func finish() -> [UInt8] {
    guard !carried.isEmpty else { return [] }
    carried = []
    invalid += 1
    return Self.replacement
  }

  private func step(
    _ input: ArraySlice<UInt8>, into room: inout [UInt8]
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
