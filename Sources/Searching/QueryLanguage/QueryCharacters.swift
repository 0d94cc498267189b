/// What single scalars mean to the query language.
enum QueryCharacters {
  /// Whether a scalar only has a meaning beside a word.
  static func isModifier(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "+", "*", "~", "=": true
    default: false
    }
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) }
    return scalar.properties.isWhitespace
  }

  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    if (0x20..<0x7F).contains(scalar.value) { return false }
    return scalar.properties.generalCategory == .control && !scalar.properties.isWhitespace
  }

  /// Whether a scalar is a letter or digit of ASCII, which no sign of the language is.
  static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  /// Invisible marks that steer the direction of text and arrive with pasted text; they carry no meaning.
  static func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// Whether a scalar can be searched for: a letter, a digit or a symbol such as an emoji, but no punctuation.
  static func isSubstantial(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isPlain(scalar) }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .format, .control, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      return false
    default: return true
    }
  }

  /// The code point as `U+0000`.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  static func string(_ scalars: some Collection<Unicode.Scalar>) -> String {
    if scalars.allSatisfy(\.isASCII) {
      return String(unsafeUninitializedCapacity: scalars.count) { bytes in
        for (index, scalar) in scalars.enumerated() { bytes[index] = UInt8(truncatingIfNeeded: scalar.value) }
        return scalars.count
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
