import CICU

/// The kinds and folded forms of all scalars: tables for the basic plane, computed when asked beyond it.
///
/// Built once a process, in some milliseconds.
struct CharacterTable: Sendable {
  static let shared = CharacterTable()

  private let kinds: [UInt8]
  /// For each scalar of the basic plane 0 when it folds to itself, else `offset << 8 | length` into `pool`.
  private let folds: [UInt32]
  private let pool: [UInt8]

  private init() {
    var kinds = [UInt8](repeating: CharacterKind.separator.rawValue, count: 0x1_0000)
    var folds = [UInt32](repeating: 0, count: 0x1_0000)
    var pool: [UInt8] = [0]
    for scalar in UInt32(0)..<0x1_0000 where !Self.isUnassignable(scalar) {
      if let kind = Self.blockKind(scalar) {
        kinds[Int(scalar)] = kind.rawValue
        continue
      }
      let folded = Folding.fold(scalar)
      kinds[Int(scalar)] = Self.kind(scalar, folded: folded).rawValue
      guard folded != [scalar] else { continue }
      let bytes = Self.utf8(folded)
      folds[Int(scalar)] = UInt32(pool.count) << 8 | UInt32(bytes.count)
      pool += bytes
    }
    self.kinds = kinds
    self.folds = folds
    self.pool = pool
  }

  /// What a scalar is.
  @inline(__always)
  func kind(_ scalar: UInt32) -> CharacterKind {
    scalar < 0x1_0000
      ? CharacterKind(rawValue: kinds[Int(scalar)]) ?? .separator
      : Self.blockKind(scalar) ?? Self.kind(scalar, folded: Folding.fold(scalar))
  }

  /// Appends the folded form of a scalar whose own bytes are `source`.
  func appendFold(of scalar: UInt32, source: Slice<UnsafeBufferPointer<UInt8>>, to output: inout [UInt8]) {
    guard scalar < 0x1_0000 else {
      if Self.blockKind(scalar) != nil { output += source } else { output += Self.utf8(Folding.fold(scalar)) }
      return
    }
    let entry = folds[Int(scalar)]
    if entry == 0 {
      output += source
    } else {
      let offset = Int(entry >> 8)
      output += pool[offset..<offset + Int(entry & 0xFF)]
    }
  }

  /// Surrogates and private use: no text to search.
  private static func isUnassignable(_ scalar: UInt32) -> Bool { (0xD800...0xF8FF).contains(scalar) }

  /// The kind of the big blocks whose scalars all fold to themselves.
  private static func blockKind(_ scalar: UInt32) -> CharacterKind? {
    switch scalar {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x2_0000...0x2_F7FF, 0x3_0000...0x3_FFFD: .ideograph
    case 0xAC00...0xD7A3: .hangul
    case 0xF_0000...0x10_FFFF: .separator
    default: nil
    }
  }

  private static func kind(_ scalar: UInt32, folded: [UInt32]) -> CharacterKind {
    if let kind = namedKind(scalar) { return kind }
    if cicu_is_pictograph(scalar) { return .symbol }
    switch cicu_get_category(scalar) {
    case cicu_category_letter, cicu_category_letter_number: return letterKind(scalar, folded: folded)
    case cicu_category_mark: return scalar != 0x0306 && Folding.isDroppedMark(scalar) ? .ignorable : .mark
    case cicu_category_digit: return .digit
    case cicu_category_other_number: return numberKind(scalar, folded: folded)
    default:
      // Squared units: ㎏ is kg.
      let isUnit = (0x3371...0x337A).contains(scalar) || (0x3380...0x33DF).contains(scalar)
      return isUnit && !folded.isEmpty ? .latin : .separator
    }
  }

  /// Characters whose kind does not follow from their properties.
  private static func namedKind(_ scalar: UInt32) -> CharacterKind? {
    switch scalar {
    case 0x2D, 0x058A, 0x05BE, 0x2010, 0x2011, 0xFE63, 0xFF0D: .hyphen
    case 0x2012, 0x2013: .dash
    case 0x27, 0xB4, 0x02BB...0x02BD, 0x055A, 0x05F3, 0x05F4, 0x2018, 0x2019, 0x201B, 0xFF07: .apostrophe
    // Soft hyphen, joiners, direction marks, tatweel, variation selectors, skin tones, tags.
    case 0x00AD, 0x034F, 0x061C, 0x0640, 0x07FA, 0x180B...0x180F, 0x200C...0x200F, 0x202A...0x202E,
      0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0x1_F3FB...0x1_F3FF, 0xE_0000...0xE_0FFF:
      .ignorable
    // Half rings and other modifiers of transliteration.
    case 0x02B9, 0x02BA, 0x02BE...0x02DF, 0x02EC...0x02FF: .ignorable
    // Iteration and length marks that several scripts share.
    case 0x3005...0x3007, 0x3031...0x3035, 0x303B, 0x303C, 0x30FC, 0xFF70: .ideograph
    // Voicing marks, half width.
    case 0xFF9E, 0xFF9F: .mark
    // Thai and Lao nikhahit begins a syllable when it stands alone, before its vowel.
    case 0x0E4D, 0x0ECD: .complexContext
    default: nil
    }
  }

  private static func letterKind(_ scalar: UInt32, folded: [UInt32]) -> CharacterKind {
    if folded.isEmpty { return .separator }
    return switch cicu_get_writing(scalar) {
    case cicu_writing_latin: .latin
    case cicu_writing_ideographic: .ideograph
    case cicu_writing_hangul: .hangul
    case cicu_writing_complex_context: .complexContext
    default: folded.allSatisfy { $0 < 0x80 } ? .latin : .letter
    }
  }

  /// Superscripts and circled digits are digits; fractions are words; numerals of other scripts are letters.
  private static func numberKind(_ scalar: UInt32, folded: [UInt32]) -> CharacterKind {
    if folded.isEmpty { return .separator }
    if folded.contains(0x2F) { return .symbol }
    if folded.allSatisfy({ (0x30...0x39).contains($0) }) { return .digit }
    return (0x3000...0x33FF).contains(scalar) ? .separator : .letter
  }

  private static func utf8(_ scalars: [UInt32]) -> [UInt8] {
    scalars.flatMap { Unicode.Scalar($0).map { Array(UTF8.encode($0) ?? .init()) } ?? [] }
  }
}
