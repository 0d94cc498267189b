/// What stands between two parts of a cluster.
enum Joint: UInt8 {
  /// The first part.
  case start
  case apostrophe
  case hyphen
  case dot
  case slash
  case underscore
  case ampersand
  case at
  case colon
  /// Nothing, as between the parts of `C++17`.
  case adjacent
  /// A sign inside one word: the middle dot of `col·lecció`.
  case inner
}

/// A run of letters, digits and marks: what stands between two joints.
struct WordPart {
  /// The folded form, in the cluster's bytes.
  var term: Range<Int>
  /// The part in the text.
  var range: Range<Int>
  /// The end in the text with what was dropped behind it, such as `’s`.
  var typedEnd: Int
  /// What stands before it.
  var joint: Joint
  var letters = 0
  var digits = 0
  /// Whether all letters are Latin.
  var isLatin = true
  /// Whether it is an article or pronoun that lost its vowel, so no word of its own: the `l` of `l’armée`.
  var isElided = false

  var isNumber: Bool { letters == 0 }
}

/// Parts written as one, with the sign before and behind them: `O'Brien`, `Mi-17`, `@name`, `a.b@example.com`.
struct Cluster {
  var parts: [WordPart] = []
  /// The folded forms of the parts, one behind another.
  var bytes: [UInt8] = []
  /// `@`, `#` or `.` before the first part; 0 for none.
  var sign: UInt8 = 0
  /// `+` or `++` behind the last part.
  var suffix = 0
  /// Whether a scheme stood before it.
  var isAddress = false

  mutating func reset(sign: UInt8 = 0) {
    parts.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    self.sign = sign
    suffix = 0
    isAddress = false
  }

  func term(_ part: WordPart) -> ArraySlice<UInt8> { bytes[part.term] }

  /// Appends a part; what an apostrophe or a dot binds to the part before becomes one with it or is dropped.
  mutating func append(_ part: WordPart) {
    guard let last = parts.last, part.joint == .apostrophe || part.joint == .inner else {
      parts.append(part)
      return
    }
    let term = term(part)
    if part.joint == .inner {
      merge(part)
    } else if Self.endings.contains(where: { term.elementsEqual($0) }) {
      parts[parts.count - 1].typedEnd = part.range.upperBound
      bytes.removeSubrange(part.term)
    } else if term.elementsEqual([0x74]), bytes[last.term].last == 0x6E {
      merge(part)  // n't
    } else if last.letters > 0, part.letters > 0, !last.isLatin, !part.isLatin {
      merge(part)
    } else {
      if last.joint != .apostrophe, Self.elisions.contains(where: { self.term(last).elementsEqual($0) }) {
        parts[parts.count - 1].isElided = true
      }
      parts.append(part)
    }
  }

  private mutating func merge(_ part: WordPart) {
    let last = parts.count - 1
    parts[last].term = parts[last].term.lowerBound..<part.term.upperBound
    parts[last].range = parts[last].range.lowerBound..<part.range.upperBound
    parts[last].typedEnd = part.typedEnd
    parts[last].letters += part.letters
    parts[last].digits += part.digits
    parts[last].isLatin = parts[last].isLatin && part.isLatin
  }

  /// Whether the parts look like the name of a host: `example.com`.
  var isHost: Bool {
    guard sign == 0, parts.count > 1, let last = parts.last else { return false }
    return last.joint == .dot && last.letters >= 2 && last.digits == 0 && last.isLatin
      && parts.dropFirst().allSatisfy { $0.joint == .dot || $0.joint == .hyphen }
  }

  /// Drops the `www` before the name of a host.
  mutating func dropWorldWideWeb() {
    guard parts.count > 2, parts[1].joint == .dot, term(parts[0]).elementsEqual("www".utf8) else { return }
    parts.removeFirst()
    parts[0].joint = .start
  }

  /// Possessive and contractions: `Massoud’s`, `we’re`, `I’ve`, `they’ll`, `he’d`, `I’m`.
  private static let endings: [[UInt8]] = ["s", "re", "ve", "ll", "d", "m"].map { Array($0.utf8) }

  /// Words that lose their last vowel before another: French, Italian, Catalan.
  private static let elisions: [[UInt8]] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "all", "dall", "dell",
    "nell", "sull", "coll", "gl", "agl", "dagl", "degl", "negl", "sugl", "quest", "quell",
  ].map { Array($0.utf8) }
}

extension Cluster {
  /// The ranges of parts that make one compound each.
  ///
  /// Slashes bind single words (`24/7`, `and/or`) and part what is itself a compound (`Mi-17/Mi-8`).
  func groups() -> [Range<Int>] {
    let joints = parts.dropFirst().map(\.joint)
    guard joints.contains(.slash), joints.contains(where: { $0 != .slash }) else { return [0..<parts.count] }
    var groups: [Range<Int>] = []
    var start = 0
    for index in 1..<parts.count where parts[index].joint == .slash {
      groups.append(start..<index)
      start = index
    }
    return groups + [start..<parts.count]
  }

  /// Writes the joined form of a group: without hyphens and apostrophes, but as written in addresses and names of hosts.
  func join(_ group: Range<Int>, keepingElided: Bool, into output: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    if group.lowerBound == 0, sign != 0 { output.append(sign) }
    let keepsHyphens = parts[group].contains { $0.joint == .dot || $0.joint == .at }
    var isFirst = true
    for part in parts[group] where keepingElided || !part.isElided {
      if !isFirst, let byte = Self.joinedByte(part.joint, keepsHyphens: keepsHyphens) { output.append(byte) }
      output += term(part)
      isFirst = false
    }
    if group.upperBound == parts.count {
      for _ in 0..<suffix { output.append(0x2B) }
    }
  }

  private static func joinedByte(_ joint: Joint, keepsHyphens: Bool) -> UInt8? {
    switch joint {
    case .start, .apostrophe, .adjacent, .inner: nil
    case .hyphen: keepsHyphens ? 0x2D : nil
    case .dot: 0x2E
    case .slash: 0x2F
    case .underscore: 0x5F
    case .ampersand: 0x26
    case .at: 0x40
    case .colon: 0x3A
    }
  }
}
