import Glibc

extension [UInt8] {
  /// Whether a byte occurs; many times faster than a search of the collection.
  func containsByte(_ byte: UInt8) -> Bool {
    withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    }
  }

  /// Whether all bytes are below 0x80, looked at by eights.
  var isASCII: Bool {
    withUnsafeBytes { bytes in
      let words = bytes.count / 8
      for word in 0..<words {
        if bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
      }
      return bytes[(words * 8)...].allSatisfy { $0 < 0x80 }
    }
  }
}
