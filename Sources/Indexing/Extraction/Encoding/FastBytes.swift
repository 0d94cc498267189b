import Glibc

extension [UInt8] {
  /// Whether a byte occurs; many times faster than a search of the collection.
  func containsByte(_ byte: UInt8) -> Bool {
    withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    }
  }

  /// Whether all bytes are below 0x80.
  var isASCII: Bool { withUnsafeBufferPointer { $0.endOfASCII(from: 0) == $0.count } }

  /// Whether the bytes are well-formed UTF-8; several times faster than making a string of them.
  var isUTF8: Bool {
    withUnsafeBufferPointer { bytes in
      var index = bytes.endOfASCII(from: 0)
      while index < bytes.count {
        let length = bytes.lengthOfSequence(at: index)
        if length == 0 { return false }
        index += length
        // In most scripts but the Latin one, what follows is most often of the same.
        if index < bytes.count, bytes[index] < 0x80 { index = bytes.endOfASCII(from: index) }
      }
      return true
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first place from a start on where a byte is 0x80 or above, or the end; 32 bytes are looked at at a time.
  func endOfASCII(from start: Int) -> Int {
    let highBits: UInt64 = 0x8080_8080_8080_8080
    let raw = UnsafeRawBufferPointer(self)
    func word(_ offset: Int) -> UInt64 { raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    var index = start
    while index + 32 <= count, (word(index) | word(index + 8) | word(index + 16) | word(index + 24)) & highBits == 0 {
      index += 32
    }
    while index < count, self[index] < 0x80 { index += 1 }
    return index
  }

  /// The length of the well-formed sequence of UTF-8 that begins at a place, or 0 (Unicode Standard, table 3-7).
  func lengthOfSequence(at index: Int) -> Int {
    let lead = self[index]
    if lead < 0x80 { return 1 }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch lead {
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef:
      length = 3
      if lead == 0xe0 { second = 0xa0...0xbf }
      if lead == 0xed { second = 0x80...0x9f }
    case 0xf0...0xf4:
      length = 4
      if lead == 0xf0 { second = 0x90...0xbf }
      if lead == 0xf4 { second = 0x80...0x8f }
    default: return 0
    }
    guard index + length <= count, second.contains(self[index + 1]) else { return 0 }
    return self[(index + 1)..<(index + length)].allSatisfy { $0 & 0xc0 == 0x80 } ? length : 0
  }
}
