import CICU

/// Reading words that are written as one, and telling their words and joined forms.
extension Scanner {
  /// More parts than this begin another cluster.
  private static var mostParts: Int { 16 }

  /// Scans a cluster that begins at `index` with a sign, a letter or a digit.
  mutating func scanCluster(sign: UInt8 = 0) {
    let start = index
    collector.restart(at: start)
    cluster.reset(sign: sign)
    if sign != 0 { index += 1 }
    var joint = Joint.start
    while let part = readPart(joint) {
      cluster.append(part)
      if readScheme() {
        joint = .start
        if kind(at: index).beginsWord { continue } else { return }
      }
      if let behind = readSign() {
        guard behind == .adjacent else { break }
        joint = behind
        continue
      }
      guard cluster.parts.count < Self.mostParts, let (next, offset) = nextJoint() else { break }
      if next == .slash, cluster.isAddress || cluster.isHost {
        cluster.isAddress = true
        break
      }
      joint = next
      index = offset
    }
    let isAddress = cluster.isAddress
    emitCluster(from: start)
    if isAddress { scanAddressTail() }
  }

  /// Passes over `://` behind the first part, which is then no word.
  private mutating func readScheme() -> Bool {
    guard text[index] == 0x3A, text[index + 1] == 0x2F, text[index + 2] == 0x2F, !cluster.isAddress,
      cluster.sign == 0, cluster.parts.count == 1, cluster.parts[0].letters > 0
    else { return false }
    index += 3
    cluster.reset()
    cluster.isAddress = true
    return true
  }

  /// Reads the sign behind a word: `C++`, `C#`, `C++17`, `Notepad++`, `18+`; `nil` when there is none.
  private mutating func readSign() -> Joint? {
    let sign = text[index]
    guard sign == 0x2B || sign == 0x23, let last = cluster.parts.last else { return nil }
    let length = sign == 0x2B && text[index + 1] == 0x2B ? 2 : 1
    let following = text.scalar(at: index + length).value
    let kind = characters.kind(following)
    let isName = last.letters == 1 && last.digits == 0 && last.term.count == 1 && (length == 2 || sign == 0x23)
    let goesOn = length == 2 && isName && kind == .digit
    guard goesOn || !kind.beginsWord, following != UInt32(sign) else { return nil }
    if isName {
      for _ in 0..<length { cluster.bytes.append(sign) }
      cluster.parts[cluster.parts.count - 1].term = last.term.lowerBound..<cluster.bytes.count
      cluster.parts[cluster.parts.count - 1].range = last.range.lowerBound..<index + length
      cluster.parts[cluster.parts.count - 1].typedEnd = index + length
    } else if sign == 0x2B {
      cluster.suffix = length
    } else {
      return nil
    }
    index += length
    return goesOn ? .adjacent : .start
  }

  /// The joint at `index` and the offset of the word behind it, or `nil` when the cluster ends.
  private func nextJoint() -> (Joint, Int)? {
    let (scalar, next) = text.scalar(at: index)
    guard next > index, next < text.end, let last = cluster.parts.last else { return nil }
    let following = kind(at: next)
    guard following.beginsWord else { return nil }
    switch scalar {
    case 0x2E: return (.dot, next)
    case 0x2F: return (.slash, next)
    case 0x5F: return (.underscore, next)
    case 0x26: return (.ampersand, next)
    case 0x40: return (.at, next)
    case 0x3A: return last.isNumber && following == .digit ? (.colon, next) : nil
    case 0x22:
      return isHebrew(text.scalar(before: index)) && isHebrew(text.scalar(at: next).value) ? (.inner, next) : nil
    case 0xB7: return last.isLatin && (text[next] | 0x20) == 0x6C ? (.inner, next) : nil
    default: break
    }
    switch characters.kind(scalar) {
    case .hyphen: return (.hyphen, next)
    case .dash: return last.isNumber && following == .digit ? nil : (.hyphen, next)
    case .apostrophe: return following.isLetter ? (.apostrophe, next) : nil
    default: return nil
    }
  }

  private func isHebrew(_ scalar: UInt32?) -> Bool { scalar.map { (0x05D0...0x05EA).contains($0) } ?? false }

  /// Tells the words of the cluster, which ends at `index`, and the joined form of each group.
  private mutating func emitCluster(from start: Int) {
    guard !cluster.parts.isEmpty else { return }
    cluster.dropWorldWideWeb()
    if cluster.parts.count == 1, cluster.sign == 0, cluster.suffix == 0 {
      let part = cluster.parts[0]
      collector.addWord(cluster.term(part), part.range)
      collector.endUnit(.word, typed: start..<index)
      return
    }
    for group in cluster.groups() { emitGroup(group, start: start) }
  }

  private mutating func emitGroup(_ group: Range<Int>, start: Int) {
    let parts = cluster.parts[group]
    guard let first = parts.first, let last = parts.last else { return }
    let isFirst = group.lowerBound == 0
    let isLast = group.upperBound == cluster.parts.count
    let signLength = isFirst && cluster.sign != 0 ? 1 : 0
    let hasSuffix = isLast && cluster.suffix > 0
    var words = 0
    for part in parts where !part.isElided {
      collector.addWord(cluster.term(part), part.range)
      words += 1
    }
    let isSigned = signLength > 0 || hasSuffix
    let isElidedName = words == 1 && parts.count == 2 && isCapital(at: last.range.lowerBound)
    if words > 1 || isSigned || isElidedName {
      cluster.join(group, keepingElided: isElidedName, into: &joined)
      if joined.count <= TermLimit.bytes {
        let head = isElidedName ? first : parts.first { !$0.isElided } ?? first
        let lower = head.range.lowerBound - signLength
        collector.addCompound(joined[...], lower..<(hasSuffix ? index : last.range.upperBound), span: words)
      }
    }
    let typed = (isFirst ? start : first.range.lowerBound)..<(isLast ? index : last.typedEnd)
    collector.endUnit(isSigned ? .signed : .word, typed: typed)
  }

  private func isCapital(at offset: Int) -> Bool { cicu_is_uppercase(text.scalar(at: offset).value) }
}
