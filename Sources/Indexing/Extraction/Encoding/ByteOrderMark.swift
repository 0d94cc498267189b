/// A Unicode encoding named by the first bytes of a text.
enum ByteOrderMark: String {
  case utf8 = "UTF-8"
  case utf16LE = "UTF-16LE"
  case utf16BE = "UTF-16BE"
  case utf32LE = "UTF-32LE"
  case utf32BE = "UTF-32BE"

  init?(_ head: [UInt8]) {
    if head.starts(with: [0xef, 0xbb, 0xbf]) {
      self = .utf8
    } else if head.starts(with: [0xff, 0xfe, 0, 0]) {
      self = .utf32LE
    } else if head.starts(with: [0, 0, 0xfe, 0xff]) {
      self = .utf32BE
    } else if head.starts(with: [0xff, 0xfe]) {
      self = .utf16LE
    } else if head.starts(with: [0xfe, 0xff]) {
      self = .utf16BE
    } else {
      return nil
    }
  }

  /// The length of the mark itself.
  var length: Int {
    switch self {
    case .utf8: 3
    case .utf16LE, .utf16BE: 2
    case .utf32LE, .utf32BE: 4
    }
  }

  /// The bytes after the mark with the NULs left out: ASCII characters in any of the encodings.
  func asciiView(of head: [UInt8]) -> ArraySlice<UInt8> {
    let rest = head.dropFirst(length)
    return self == .utf8 ? rest : rest.filter { $0 != 0 }[...]
  }

  /// UTF-16 without a mark, when nearly every other byte of a mostly ASCII text is NUL.
  static func unmarkedUTF16(_ head: [UInt8]) -> ByteOrderMark? {
    guard head.count >= 8, head.containsByte(0) else { return nil }
    var nulls = (even: 0, odd: 0)
    for (index, byte) in head.enumerated() where byte == 0 {
      if index.isMultiple(of: 2) { nulls.even += 1 } else { nulls.odd += 1 }
    }
    let half = head.count / 2
    if nulls.odd * 10 >= half * 7, nulls.even == 0 { return .utf16LE }
    if nulls.even * 10 >= half * 7, nulls.odd == 0 { return .utf16BE }
    return nil
  }
}
