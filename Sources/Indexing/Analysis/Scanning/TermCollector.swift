/// Gathers what the scanner finds, in the form that was asked for.
struct TermCollector: TokenSink {
  /// The terms of the words, joined by spaces; not gathered with tokens.
  private(set) var terms: [UInt8] = []
  /// The joined forms of compounds, likewise.
  private(set) var compounds: [UInt8] = []
  private var placer: CheckpointPlacer
  private(set) var tokens: [Token] = []
  private(set) var units: [TypedUnit] = []
  /// The position of the next word.
  private(set) var position: Int

  private let keepsTokens: Bool

  /// Places from where scanning may begin.
  var checkpoints: [Checkpoint] { placer.checkpoints }

  /// Gathers joined terms and checkpoints.
  init(checkpointEvery: Int, capacity: Int) {
    keepsTokens = false
    position = 0
    placer = CheckpointPlacer(every: checkpointEvery, size: capacity)
    terms.reserveCapacity(capacity)
  }

  /// Gathers tokens and units.
  init(tokensFrom position: Int) {
    keepsTokens = true
    self.position = position
    placer = CheckpointPlacer()
  }

  /// Tells that scanning from `offset` finds the same tokens as going on.
  @inline(__always)
  mutating func restart(at offset: Int) { placer.restart(at: offset, position: position) }

  /// Adds a word of ASCII letters and digits, as it stands in the text.
  @inline(__always)
  mutating func addASCIIWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let length = min(range.count, TermLimit.bytes)
    let source = UnsafeBufferPointer(rebasing: text[range.lowerBound..<range.lowerBound + length])
    if keepsTokens {
      addToken(String(decoding: source.map(ASCII.lowercased), as: UTF8.self), range)
    } else {
      if !terms.isEmpty { terms.append(0x20) }
      let start = terms.count
      terms.append(contentsOf: source)
      terms.withUnsafeMutableBufferPointer { terms in
        for index in start..<terms.count { terms[index] = ASCII.lowercased(terms[index]) }
      }
    }
    position += 1
  }

  /// Adds a word; `term` is folded and not empty.
  mutating func addWord(_ term: ArraySlice<UInt8>, _ range: Range<Int>) {
    let term = TermLimit.cut(term)
    if keepsTokens {
      addToken(String(decoding: term, as: UTF8.self), range)
    } else {
      if !terms.isEmpty { terms.append(0x20) }
      terms += term
    }
    position += 1
  }

  private mutating func addToken(_ term: String, _ range: Range<Int>) {
    tokens.append(Token(term: term, position: position, range: range))
  }

  /// Adds the joined form of the last `span` words, which begin with the compound.
  mutating func addCompound(_ term: ArraySlice<UInt8>, _ range: Range<Int>, span: Int) {
    if keepsTokens {
      let token = Token(
        term: String(decoding: term, as: UTF8.self), position: position - span, range: range, kind: .compound,
        span: span)
      let words = tokens.suffix(span)
      tokens.insert(
        token, at: range.lowerBound > (words.first?.range.lowerBound ?? 0) ? tokens.count : words.startIndex)
    } else {
      if !compounds.isEmpty { compounds.append(0x20) }
      compounds += term
    }
  }

  /// Tells that the tokens since the last unit are one unit.
  @inline(__always)
  mutating func endUnit(_ kind: TypedUnit.Kind, typed: Range<Int>) {
    guard keepsTokens else { return }
    units.append(TypedUnit(kind: kind, typed: typed, tokens: (units.last?.tokens.upperBound ?? 0)..<tokens.count))
  }
}

/// How long a term may be.
enum TermLimit {
  /// The longest term of one letter a byte, and what is left of longer ones.
  static let bytes = 64
  /// The longest term in scalars; what has more is cut to ``bytes``.
  static let scalars = 64

  /// The beginning of a term that has too many scalars, at a scalar boundary.
  static func cut(_ term: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard term.count > bytes, term.lazy.filter({ $0 & 0xC0 != 0x80 }).count > scalars else { return term }
    var end = term.startIndex + bytes
    while term[end] & 0xC0 == 0x80 { end -= 1 }
    return term[..<end]
  }
}
