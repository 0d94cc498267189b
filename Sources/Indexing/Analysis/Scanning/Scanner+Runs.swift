/// Scripts that put no spaces between words, and words of one symbol.
extension Scanner {
  /// Scans a run of one kind as overlapping pairs of characters; a lone character stands for itself.
  ///
  /// The last character of a longer run is kept besides, as a compound, so that a search for one character, which is a
  /// search for all pairs it begins, finds it too.
  mutating func scanPairs(_ kind: CharacterKind) {
    let start = index
    cluster.reset()
    var pairs = 0
    var last = start..<start
    var lastBytes = 0
    while index < text.end, self.kind(at: index) == kind {
      let character = readCharacter(kind)
      let added = cluster.bytes.count - lastBytes
      guard added > 0 else { continue }
      if lastBytes > 0 {
        if last.lowerBound >= limit { return }
        collector.restart(at: last.lowerBound)
        collector.addWord(cluster.bytes[...], last.lowerBound..<character.upperBound)
        cluster.bytes.removeSubrange(..<lastBytes)
        pairs += 1
      }
      last = character
      lastBytes = added
    }
    guard lastBytes > 0 else { return }
    if pairs > 0 {
      collector.addCompound(TermLimit.cut(cluster.bytes[...]), last, span: 1)
    } else {
      collector.restart(at: start)
      collector.addWord(cluster.bytes[...], last)
    }
    collector.endUnit(.run, typed: start..<last.upperBound)
  }

  /// Reads one character with all that composes with it, and appends its folded form; answers where it stands.
  private mutating func readCharacter(_ kind: CharacterKind) -> Range<Int> {
    let start = index
    var (scalar, end) = text.scalar(at: start)
    let first = scalar
    var composes = false
    index = end
    while index < text.end, index - start < Self.longestCharacter {
      let (following, next) = text.scalar(at: index)
      let kindFollowing = characters.kind(following)
      if kindFollowing != .ignorable {
        guard kindFollowing == .mark || Self.composes(scalar, following) else { break }
        composes = true
        scalar = following
        end = next
      }
      index = next
    }
    if composes {
      appendComposed(start..<end)
    } else {
      let length = text.scalar(at: start).next
      characters.appendFold(of: first, source: text.bytes[start..<length], to: &cluster.bytes)
    }
    return start..<end
  }

  /// Bounds a character that is followed by marks without end.
  private static var longestCharacter: Int { 128 }

  /// Whether a scalar is one character with the one before: vowels and finals of Korean letters, stacked consonants, am.
  private static func composes(_ scalar: UInt32, _ following: UInt32) -> Bool {
    switch scalar {
    case 0x0E4D: following == 0x0E32
    case 0x0ECD: following == 0x0EB2
    case 0x1039, 0x17D2, 0x1A60:  // Burmese virama, Khmer coeng, Tai Tham sakot
      (0x1000...0x109F).contains(following) || (0x1780...0x17B3).contains(following)
        || (0x1A20...0x1A54).contains(following)
    case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB:
      (0x1160...0x11FF).contains(following) || (0xD7B0...0xD7FB).contains(following)
    // Thai and Lao nikhahit, alone and with its vowel in one.
    default: [0x0E33, 0x0EB3, 0x0E4D, 0x0ECD].contains(following)
    }
  }

  /// Scans a pictograph, the pair of letters that makes a flag, or a fraction.
  mutating func scanSymbol(_ scalar: UInt32, _ next: Int) {
    let start = index
    collector.restart(at: start)
    cluster.reset()
    characters.appendFold(of: scalar, source: text.bytes[start..<next], to: &cluster.bytes)
    index = next
    if Self.isRegionalIndicator(scalar), index < text.end {
      let (second, behind) = text.scalar(at: index)
      if Self.isRegionalIndicator(second) {
        cluster.bytes += text.bytes[index..<behind]
        index = behind
      }
    }
    guard !cluster.bytes.isEmpty else { return }
    collector.addWord(cluster.bytes[...], start..<index)
    collector.endUnit(.word, typed: start..<index)
  }

  private static func isRegionalIndicator(_ scalar: UInt32) -> Bool { (0x1_F1E6...0x1_F1FF).contains(scalar) }
}
