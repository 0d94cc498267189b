/// A maximal run of letters, digits and marks: what stands between two connectors.
struct Core {
  /// Offsets in the text.
  var start: Int
  var end: Int
  /// Offsets of its folded form in the chunk's term buffer.
  var termStart: Int
  var termEnd: Int
  /// How many letters and digits it has.
  var letters: Int
  var digits: Int

  var isNumber: Bool { letters == 0 && digits > 0 }
  var isSingleLetter: Bool { letters == 1 && digits == 0 }
  var beginsWithDigit = false
}

/// What joins two cores that stand together without white space.
enum Connector: UInt8 {
  case apostrophe
  case hyphen
  case dot
  /// A comma or a space that does not break, between groups of three digits.
  case digitGroup
  case slash
  case ampersand
  case underscore
  case at
  case colon
  /// `://`
  case scheme

  /// Whether the connector stays in the joined form of a compound, and as which byte.
  var joinedByte: UInt8? {
    switch self {
    case .apostrophe, .hyphen, .digitGroup, .scheme: nil
    case .dot: UInt8(ascii: ".")
    case .slash: UInt8(ascii: "/")
    case .ampersand: UInt8(ascii: "&")
    case .underscore: UInt8(ascii: "_")
    case .at: UInt8(ascii: "@")
    case .colon: UInt8(ascii: ":")
    }
  }
}

/// Cores joined by connectors, with the signs around them: `U.S.`, `O'Brien`, `Mi-17`, `a.b@example.com`.
struct Chunk {
  var cores: [Core] = []
  /// `connectors[i]` stands between `cores[i]` and `cores[i + 1]`.
  var connectors: [Connector] = []
  /// The folded forms of all cores, one after another.
  var terms: [UInt8] = []
  /// The sign before the first core: `@`, `#` or `.`; 0 for none.
  var sigil: UInt8 = 0
  /// Where the chunk stands in the text, signs behind the last core included.
  var start = 0
  var end = 0

  mutating func removeAll() {
    cores.removeAll(keepingCapacity: true)
    connectors.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
    sigil = 0
    end = 0
  }

  func term(_ core: Core) -> ArraySlice<UInt8> { terms[core.termStart..<core.termEnd] }

  /// The end of a core's term, cut to the longest a term may be at a scalar boundary.
  func cut(_ core: Core) -> Int {
    var end = min(core.termEnd, core.termStart + maximumTermBytes)
    while end < core.termEnd, terms[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// Makes core `index` and its right neighbour one core.
  mutating func merge(at index: Int, with joint: UInt8? = nil) {
    let right = cores[index + 1]
    var merged = cores[index]
    let termStart = terms.count
    terms += term(merged)
    if let joint { terms.append(joint) }
    terms += term(right)
    merged.termStart = termStart
    merged.termEnd = terms.count
    merged.end = right.end
    merged.letters += right.letters
    merged.digits += right.digits
    cores[index] = merged
    cores.remove(at: index + 1)
    connectors.remove(at: index)
  }

  /// Drops core `index` and the connector that binds it.
  mutating func drop(at index: Int) {
    cores.remove(at: index)
    if !connectors.isEmpty { connectors.remove(at: min(index, connectors.count - 1)) }
  }
}
