import CICU

/// What one scalar becomes in a term.
///
/// The steps: a digit of any script becomes ASCII; NFKC_Casefold (Unicode Standard, section 3.13), which also unifies
/// full-width forms, ligatures and superscripts and turns ß into ss; canonical decomposition; removal of the marks that
/// writers leave out at will; letters that are typed without their stroke, hamza or national shape; recomposition.
enum Folding {
  /// The folded form of a scalar; empty when nothing of it stays in a term.
  static func fold(_ scalar: UInt32) -> [UInt32] {
    let digit = cicu_digit_value(scalar)
    if digit >= 0 { return [0x30 + UInt32(digit)] }
    let parts = decomposedCasefold(scalar)
    if parts.contains(0x20) { return [] }
    var folded: [UInt32] = []
    for part in parts {
      if isDroppedMark(part) {
        // и with a breve is another letter, й.
        if part == 0x0306, folded.last == 0x0438 { folded[folded.count - 1] = 0x0439 }
      } else if let replacement = replacements[part] {
        folded += replacement
      } else if part == 0x2044 {
        folded.append(0x2F)
      } else if isTermScalar(part) {
        folded.append(part)
      }
    }
    return folded.count > 1 ? recomposed(folded) : folded
  }

  /// Marks that are written or left out at will: of European scripts, harakat, niqqud, and signs around symbols.
  static func isDroppedMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
    case 0x0483...0x0489, 0x2DE0...0x2DFF, 0xA66F...0xA672, 0xA674...0xA67D: true
    case 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7: true
    case 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4, 0x06E7...0x06E8,
      0x06EA...0x06ED, 0x0898...0x089F, 0x08CA...0x08E1, 0x08E3...0x08FF:
      true
    default: false
    }
  }

  /// Whether a part of a decomposition belongs in a term: letters, marks and digits do, signs and brackets do not.
  private static func isTermScalar(_ scalar: UInt32) -> Bool {
    if (0x02B9...0x02DF).contains(scalar) { return false }
    return cicu_get_category(scalar) != cicu_category_other || cicu_is_pictograph(scalar)
  }

  private static func decomposedCasefold(_ scalar: UInt32) -> [UInt32] {
    // The longest decomposition, that of U+FDFA, has 18 scalars.
    [UInt32](unsafeUninitializedCapacity: 32) { output, count in
      count = max(0, Int(cicu_decomposed_casefold(scalar, output.baseAddress, Int32(output.count))))
    }
  }

  private static func recomposed(_ scalars: [UInt32]) -> [UInt32] {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.lazy.compactMap(Unicode.Scalar.init))
    let bytes = Array(String(text).utf8)
    guard let folded = nfkcCasefold(bytes[...]) else { return scalars }
    return String(decoding: folded, as: UTF8.self).unicodeScalars.map(\.value)
  }

  /// NFKC_Casefold of a short text, or `nil` when ICU cannot take it.
  static func nfkcCasefold(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    bytes.withUnsafeBufferPointer { nfkcCasefold($0) }
  }

  /// NFKC_Casefold of a short text, or `nil` when ICU cannot take it.
  static func nfkcCasefold(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var length: Int32 = -1
    let folded = [UInt8](unsafeUninitializedCapacity: bytes.count * 3 + 48) { output, count in
      length = cicu_nfkc_casefold(
        bytes.baseAddress, Int32(bytes.count), output.baseAddress, Int32(output.count))
      count = max(0, Int(length))
    }
    return length < 0 ? nil : folded
  }

  /// Letters that are not the base of a decomposition but are typed, or written by a neighbour, as others.
  private static let replacements: [UInt32: [UInt32]] = {
    var table: [UInt32: [UInt32]] = [:]
    let latin = [
      "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t",
      "ĸ": "k", "ŋ": "n", "ƀ": "b", "ɨ": "i", "ʉ": "u", "ə": "e", "ȷ": "j", "ɖ": "d", "ɗ": "d", "ɓ": "b", "ƙ": "k",
    ]
    for (letter, typed) in latin {
      for scalar in letter.unicodeScalars { table[scalar.value] = typed.unicodeScalars.map(\.value) }
    }
    let alef: [UInt32] = [0x0671, 0x0672, 0x0673, 0x0675]
    let yeh: [UInt32] = [0x0649, 0x06CC, 0x06CD, 0x06D0, 0x06D2, 0x0678]
    let kaf: [UInt32] = [0x06A9, 0x06AA]
    let heh: [UInt32] = [0x0629, 0x06BE, 0x06C1, 0x06C3, 0x06D5]
    let families: [(UInt32, [UInt32])] = [
      (0x0627, alef), (0x064A, yeh), (0x0643, kaf), (0x0647, heh), (0x06AF, [0x06AB]),
    ]
    for (letter, shapes) in families {
      for shape in shapes { table[shape] = [letter] }
    }
    return table
  }()
}
