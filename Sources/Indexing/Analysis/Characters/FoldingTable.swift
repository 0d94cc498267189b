import CICU

/// What each scalar becomes in a term.
///
/// The steps, for one scalar: digits of all scripts to ASCII; NFKC_Casefold (Unicode Standard, section 3.13), which also
/// unifies full-width forms, ligatures and superscripts and turns ß into ss; decomposition and removal of the marks of
/// Latin, Greek and Cyrillic letters, except the breve of й, which makes another letter; and a few letters that have no
/// decomposition but are typed without their stroke (ø, ł, đ) or hamza (أ).
struct FoldingTable: Sendable {
  static let shared = FoldingTable()

  /// `offset << 8 | length` into `pool` for each scalar of the basic plane; 0 means unchanged.
  private let entries: [UInt32]
  private let pool: [UInt8]

  private init() {
    var entries = [UInt32](repeating: 0, count: 0x1_0000)
    var pool: [UInt8] = [0]
    for scalar in UInt32(0x80)..<0x1_0000 where !(0xD800...0xDFFF).contains(scalar) {
      guard let folded = Self.fold(scalar) else { continue }
      entries[Int(scalar)] = UInt32(pool.count) << 8 | UInt32(folded.count)
      pool += folded
    }
    self.entries = entries
    self.pool = pool
  }

  /// Appends the folded form of a scalar of at least 0x80, whose own bytes are `source`.
  func append(_ scalar: UInt32, source: UnsafeBufferPointer<UInt8>.SubSequence, to output: inout [UInt8]) {
    guard scalar < 0x1_0000 else {
      if let folded = Self.fold(scalar) { output += folded } else { output += source }
      return
    }
    if scalar == 0x0306, output.suffix(2) == [0xD0, 0xB8] {
      output[output.count - 1] = 0xB9  // и and a breve are й
      return
    }
    let entry = entries[Int(scalar)]
    if entry == 0 {
      output += source
    } else {
      let offset = Int(entry >> 8)
      output += pool[offset..<offset + Int(entry & 0xFF)]
    }
  }

  /// The folded bytes of a scalar, or `nil` when it stays as it is.
  private static func fold(_ scalar: UInt32) -> [UInt8]? {
    if cicu_digit_value(scalar) >= 0 { return [UInt8(ascii: "0") + UInt8(cicu_digit_value(scalar))] }
    if isDroppedMark(scalar) { return [] }
    if let replacement = replacements[scalar] { return Array(replacement.utf8) }
    guard let source = Unicode.Scalar(scalar) else { return nil }
    let bytes = Array(String(source).utf8)
    let casefolded = cicu_changes_when_casefolded(scalar) ? transform(bytes, cicu_nfkc_casefold) : bytes
    let folded = stripMarks(casefolded)
    return folded == bytes ? nil : folded
  }

  /// Marks that are written or left out at will: those of European scripts, harakat, niqqud.
  private static func isDroppedMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
    case 0x0483...0x0489: true
    case 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7: true
    case 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4, 0x06E7...0x06E8,
      0x06EA...0x06ED:
      true
    default: false
    }
  }

  private static func stripMarks(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if let replacement = replacements[scalar.value] {
        output += replacement.utf8
        continue
      }
      let own = Array(String(scalar).utf8)
      let script = cicu_script(scalar.value)
      let european = script == cicu_script_latin || script == cicu_script_greek || script == cicu_script_cyrillic
      guard european, scalar != "й" else {
        if !isDroppedMark(scalar.value) { output += own }
        continue
      }
      for part in String(decoding: transform(own, cicu_nfd), as: UTF8.self).unicodeScalars
      where !isDroppedMark(part.value) {
        output += (replacements[part.value] ?? String(part)).utf8
      }
    }
    return output
  }

  private typealias Transform = (UnsafePointer<UInt8>?, Int32, UnsafeMutablePointer<UInt8>?, Int32) -> Int32

  /// Runs an ICU transform; text it cannot take is returned as it is.
  private static func transform(_ bytes: [UInt8], _ icu: Transform) -> [UInt8] {
    var failed = false
    let output = [UInt8](unsafeUninitializedCapacity: bytes.count * 18 + 16) { buffer, count in
      let length = icu(bytes, Int32(bytes.count), buffer.baseAddress, Int32(buffer.count))
      failed = length < 0 || Int(length) > buffer.count
      count = failed ? 0 : Int(length)
    }
    return failed ? bytes : output
  }

  /// NFKC_Casefold of a short text and removal of its marks, for clusters that fold as a whole.
  static func foldCluster(_ bytes: [UInt8]) -> [UInt8] {
    stripMarks(transform(bytes, cicu_nfkc_casefold))
  }

  private static let replacements: [UInt32: String] = [
    0x00E6: "ae", 0x00F8: "o", 0x0111: "d", 0x00F0: "d", 0x0142: "l", 0x0153: "oe", 0x00FE: "th", 0x0131: "i",
    0x0127: "h", 0x0167: "t", 0x0138: "k", 0x014B: "n", 0x0180: "b", 0x0268: "i", 0x0289: "u", 0x0259: "e",
    0x0130: "i", 0x00C6: "ae", 0x00D8: "o", 0x0110: "d", 0x00D0: "d", 0x0141: "l", 0x0152: "oe", 0x00DE: "th",
    0x0622: "\u{0627}", 0x0623: "\u{0627}", 0x0625: "\u{0627}", 0x0671: "\u{0627}",
    0x0624: "\u{0648}", 0x0626: "\u{064A}", 0x0649: "\u{064A}", 0x06CC: "\u{064A}",
    0x06A9: "\u{0643}", 0x06AA: "\u{0643}", 0x0629: "\u{0647}", 0x06C0: "\u{0647}", 0x06C1: "\u{0647}",
    0x06BE: "\u{0647}", 0x06D5: "\u{0647}",
  ]
}
