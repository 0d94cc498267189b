extension Scanner {
  /// Scans a chunk that begins with a letter or digit and emits its words and compounds.
  mutating func scanChunk(at start: Int) -> Int {
    chunk.removeAll()
    chunk.start = start
    chunk.sigil = sigil(before: start)
    var index = scanCore(at: start)
    while chunk.cores.count < 64, let (connector, next) = connector(at: index) {
      chunk.connectors.append(connector)
      index = scanCore(at: next)
    }
    chunk.end = scanSuffix(at: index)
    let end = chunk.end
    chunk.applyRules()
    emitChunk()
    return end
  }

  /// The sign directly before a chunk that gives it another meaning: `@name`, `#tag`, `.NET`.
  private func sigil(before start: Int) -> UInt8 {
    guard start > 0 else { return 0 }
    let sign = text.bytes[start - 1]
    guard sign == UInt8(ascii: "@") || sign == UInt8(ascii: "#") || sign == UInt8(ascii: ".") else { return 0 }
    if sign == UInt8(ascii: "."), !(65...90).contains(text.bytes[start]) { return 0 }
    guard let before = text.scalar(before: start - 1) else { return sign }
    return classes[before] == .separator && before != UInt32(sign) ? sign : 0
  }

  /// Appends the core at `start` to the chunk and returns its end.
  private mutating func scanCore(at start: Int) -> Int {
    var core = Core(
      start: start, end: start, termStart: chunk.terms.count, termEnd: 0, letters: 0, digits: 0)
    var index = start
    scan: while index < text.end {
      let byte = text.bytes[index]
      if byte < 0x80 {
        guard ASCII.isWord(byte) else { break }
        if core.letters + core.digits == 0 { core.beginsWithDigit = byte < 65 }
        if byte < 65 { core.digits += 1 } else { core.letters += 1 }
        append(byte: ASCII.lowercased(byte), since: core.termStart)
        index += 1
        continue
      }
      let (scalar, next) = text.scalar(at: index)
      switch classes[scalar] {
      case .letter: core.letters += 1
      case .digit:
        if core.letters + core.digits == 0 { core.beginsWithDigit = true }
        core.digits += 1
      case .mark: break
      case .ignorable:
        index = next
        continue scan
      default: break scan
      }
      append(scalar: scalar, index..<next, since: core.termStart)
      index = next
    }
    core.end = index
    core.termEnd = chunk.terms.count
    chunk.cores.append(core)
    return index
  }

  private mutating func append(byte: UInt8, since start: Int) {
    if chunk.terms.count - start < maximumTermBytes { chunk.terms.append(byte) }
  }

  private mutating func append(scalar: UInt32, _ range: Range<Int>, since start: Int) {
    let length = chunk.terms.count
    folding.append(scalar, source: text.bytes[range], to: &chunk.terms)
    if chunk.terms.count - start > maximumTermBytes { chunk.terms.removeSubrange(length...) }
  }

  /// The connector at `index`, if another core follows it.
  private func connector(at index: Int) -> (Connector, Int)? {
    guard index < text.end else { return nil }
    let (scalar, next) = text.scalar(at: index)
    guard let connector = connector(scalar, at: index, next: next) else { return nil }
    let behind = connector == .scheme ? next + 2 : next
    guard behind < text.end else { return nil }
    switch classes[text.scalar(at: behind).value] {
    case .letter, .digit: return (connector, behind)
    default: return nil
    }
  }

  private func connector(_ scalar: UInt32, at index: Int, next: Int) -> Connector? {
    switch scalar {
    case 0x27, 0x2019, 0x2018, 0xFF07: .apostrophe
    case 0x2D, 0x2010, 0x2011: .hyphen
    case 0x2E: .dot
    case 0x2C, 0xA0, 0x2009, 0x202F, 0x066C: isDigitGroup(from: next) ? .digitGroup : nil
    case 0x066B: .dot
    case 0x2F: .slash
    case 0x26: .ampersand
    case 0x5F: .underscore
    case 0x40: .at
    case 0x3A: text[next] == 0x2F && text[next + 1] == 0x2F ? .scheme : .colon
    default: nil
    }
  }

  /// Whether exactly three digits follow one to three digits: `12,000`.
  private func isDigitGroup(from start: Int) -> Bool {
    guard let left = chunk.cores.last, left.isNumber, left.digits <= 3 else { return false }
    var index = start
    var digits = 0
    while index < text.end {
      let (scalar, next) = text.scalar(at: index)
      guard classes[scalar] == .digit else { break }
      digits += 1
      index = next
    }
    guard digits == 3 else { return false }
    return index >= text.end || classes[text.scalar(at: index).value] != .letter
  }

  /// `C++`, `C#`, `F#`: signs that belong to the one letter before them.
  private mutating func scanSuffix(at index: Int) -> Int {
    guard let last = chunk.cores.last, last.isSingleLetter else { return index }
    let sign = text[index]
    var length = 0
    if sign == UInt8(ascii: "#") { length = 1 }
    if sign == UInt8(ascii: "+"), text[index + 1] == sign { length = 2 }
    guard length > 0, !ASCII.isWord(text[index + length]), text[index + length] != sign else { return index }
    for _ in 0..<length { chunk.terms.append(sign) }
    chunk.cores[chunk.cores.count - 1].termEnd += length
    chunk.cores[chunk.cores.count - 1].end += length
    return index + length
  }

  /// Emits the words of the chunk and, behind the words of each group, its joined form.
  private mutating func emitChunk() {
    let groups =
      chunk.connectors.isEmpty ? [Chunk.Group(cores: 0..<chunk.cores.count, isCompound: false)] : chunk.groups()
    for group in groups {
      var words = 0
      for core in chunk.cores[group.cores] where core.termEnd > core.termStart {
        let term = core.termStart..<chunk.cut(core)
        chunk.terms.withUnsafeBufferPointer { terms in
          sink.word(
            .init(rebasing: terms[term]), start: core.start, end: core.end, startsChunk: core.start == chunk.start)
        }
        words += 1
      }
      guard let first = chunk.cores[group.cores].first, let last = chunk.cores[group.cores].last else { continue }
      if group.isCompound, words > 1 {
        chunk.joinedTerm(group, into: &joined)
        emitCompound(start: first.start, end: last.end, span: words)
      } else if chunk.sigil != 0, group.cores.lowerBound == 0, words == 1 {
        joined.removeAll(keepingCapacity: true)
        joined.append(chunk.sigil)
        joined += chunk.term(first)
        emitCompound(start: first.start - 1, end: first.end, span: 1)
      }
    }
  }

  private mutating func emitCompound(start: Int, end: Int, span: Int) {
    guard joined.count <= maximumTermBytes else { return }
    joined.withUnsafeBufferPointer { sink.compound($0, start: start, end: end, span: span) }
  }
}
