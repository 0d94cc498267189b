/// Reading one part of a cluster: letters, digits and marks, numbers with their groups, initials with their dots.
extension Scanner {
  /// Reads a part at `index`, where a letter or digit stands; `nil` when nothing of it stays in a term.
  ///
  /// - Parameter isPlain: Whether dots and commas end it even where they belong to a number or initials.
  mutating func readPart(_ joint: Joint, isPlain: Bool = false) -> WordPart? {
    let start = index
    let termStart = cluster.bytes.count
    var part = WordPart(term: termStart..<termStart, range: start..<start, typedEnd: start, joint: joint)
    readCharacters(&part)
    part.term = termStart..<cluster.bytes.count
    guard !part.term.isEmpty else { return nil }
    if !isPlain { readMore(&part) }
    part.term = termStart..<cluster.bytes.count
    part.typedEnd = max(part.typedEnd, part.range.upperBound)
    return part
  }

  private mutating func readMore(_ part: inout WordPart) {
    if part.isNumber {
      readNumber(&part)
    } else if part.digits == 0, part.letters <= 2, text[index] == 0x2E {
      readInitials(&part)
    }
  }

  /// Reads letters, digits and marks into the part.
  private mutating func readCharacters(_ part: inout WordPart) {
    let start = index
    let termStart = cluster.bytes.count
    var end = start
    var composes = false
    scan: while index < text.end {
      let byte = text.bytes[index]
      if byte < 0x80 {
        guard ASCII.isWord(byte) else { break }
        if byte < 0x40 { part.digits += 1 } else { part.letters += 1 }
        if cluster.bytes.count - termStart < Self.longestPart { cluster.bytes.append(ASCII.lowercased(byte)) }
        index += 1
        end = index
        continue
      }
      let (scalar, next) = text.scalar(at: index)
      switch characters.kind(scalar) {
      case .latin: part.letters += 1
      case .letter:
        part.letters += 1
        part.isLatin = false
      case .digit: part.digits += 1
      case .mark: composes = true
      case .ignorable:
        index = next
        if Folding.isDroppedMark(scalar) { end = next }
        continue scan
      default: break scan
      }
      appendFold(scalar, index..<next, since: termStart)
      index = next
      end = next
    }
    if composes {
      cluster.bytes.removeSubrange(termStart...)
      appendComposed(start..<end)
    }
    part.range = part.range.lowerBound..<end
  }

  /// More of a part than this cannot show in its term, which is cut far below.
  private static var longestPart: Int { 512 }

  private mutating func appendFold(_ scalar: UInt32, _ range: Range<Int>, since termStart: Int) {
    guard cluster.bytes.count - termStart < Self.longestPart else { return }
    characters.appendFold(of: scalar, source: text.bytes[range], to: &cluster.bytes)
  }

  /// Appends the folded form of text whose marks compose with their letters.
  mutating func appendComposed(_ range: Range<Int>) {
    let end = text.boundary(before: min(range.upperBound, range.lowerBound + 2 * Self.longestPart))
    let source = UnsafeBufferPointer(rebasing: text.bytes[range.lowerBound..<end])
    guard let composed = Folding.nfkcCasefold(source) else { return }
    composed.withUnsafeBufferPointer { bytes in
      let composedText = ByteText(bytes)
      var offset = 0
      while offset < composedText.end {
        let (scalar, next) = composedText.scalar(at: offset)
        if characters.kind(scalar) != .ignorable {
          characters.appendFold(of: scalar, source: bytes[offset..<next], to: &cluster.bytes)
        }
        offset = next
      }
    }
  }

  /// Reads on where a number has groups of three digits, a fraction or the parts of a version.
  private mutating func readNumber(_ part: inout WordPart) {
    readDigitGroups(&part)
    while part.isNumber, let fraction = fractionStart() {
      cluster.bytes.append(0x2E)
      index = fraction
      readCharacters(&part)
    }
  }

  /// `12,000`, `1’234’567`, `12 000` with a space that does not break.
  private mutating func readDigitGroups(_ part: inout WordPart) {
    guard part.digits <= 3, cluster.bytes[part.term.lowerBound] != 0x30, let separator = groupSeparator() else {
      return
    }
    while part.isNumber, index < text.end, text.scalar(at: index).value == separator, hasThreeDigits() {
      index = text.scalar(at: index).next
      readCharacters(&part)
    }
  }

  private func groupSeparator() -> UInt32? {
    guard index < text.end else { return nil }
    let scalar = text.scalar(at: index).value
    switch scalar {
    case 0x2C, 0x27, 0x2019, 0x066C: return scalar
    // A space joins the groups of a number, not a number to what stands before it: `Mi-17 300`.
    case 0xA0, 0x2009, 0x202F: return cluster.parts.isEmpty && cluster.sign == 0 ? scalar : nil
    default: return nil
    }
  }

  /// Whether the separator at `index` has exactly three digits behind it.
  private func hasThreeDigits() -> Bool {
    var offset = text.scalar(at: index).next
    for _ in 0..<3 {
      guard kind(at: offset) == .digit else { return false }
      offset = text.scalar(at: offset).next
    }
    return kind(at: offset) != .digit
  }

  /// Where the digits behind a decimal point begin.
  private func fractionStart() -> Int? {
    let (scalar, next) = text.scalar(at: index)
    guard scalar == 0x2E || scalar == 0x066B, kind(at: next) == .digit else { return nil }
    return next
  }

  /// `U.S.`, `e.g.`, `Ph.D.`: letters with dots are one word.
  private mutating func readInitials(_ part: inout WordPart) {
    let letters = part.letters
    while text[index] == 0x2E, isSoleLetter(at: index + 1) {
      index += 1
      readCharacters(&part)
    }
    // The dot behind the last letter belongs to it when the word goes on: `U.S.-led`.
    if part.letters > letters, text[index] == 0x2E, isJoint(at: index + 1) {
      index += 1
      part.typedEnd = index
    }
  }

  /// Whether a letter stands alone, with its marks, and ends no name in an address.
  private func isSoleLetter(at offset: Int) -> Bool {
    let (scalar, next) = text.scalar(at: offset)
    guard characters.kind(scalar).isLetter else { return false }
    var end = next
    while true {
      let (mark, behind) = text.scalar(at: end)
      let kind = characters.kind(mark)
      guard kind == .mark || kind == .ignorable else { return !kind.beginsWord && mark != 0x40 }
      end = behind
    }
  }

  private func isJoint(at offset: Int) -> Bool {
    let kind = kind(at: offset)
    return kind == .hyphen || kind == .apostrophe
  }
}
