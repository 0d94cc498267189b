/// Tells by the first two letters that a line is no furniture, as most lines are not.
struct FurnitureBeginnings {
  /// Whether a phrase begins with two bytes, by the number they make.
  private var pairs = [Bool](repeating: false, count: 1 << 14)

  /// - Parameter phrases: Folded phrases; of two letters or more; those that begin with something else than ASCII are
  ///   always possible.
  init(_ phrases: [[UInt8]]) {
    for phrase in phrases {
      guard phrase.count > 1, phrase[0] < 0x80, phrase[1] < 0x80 else { continue }
      pairs[Self.number(phrase[0], phrase[1])] = true
    }
  }

  /// Whether a line, not folded yet, begins like a phrase or a comment counter.
  func mayBegin(_ line: [UInt8]) -> Bool {
    line.firstIndex(where: Self.isLetter).map { mayBegin(line[...], at: $0) } ?? false
  }

  /// Whether the line does that an element makes when it stands alone, as far as its first text tells.
  func mayBegin(_ element: Int, of tree: HTMLTree) -> Bool {
    var index = element
    while index < tree.nodes[element].end {
      let tag = tree.nodes[index].tag
      if tag == .text, case let range = tree.textRange(index),
        let start = tree.bytes[range].firstIndex(where: Self.isLetter)
      {
        return start + 1 == range.upperBound || mayBegin(tree.bytes[range], at: start)
      }
      let isPassedOver = tag.isUnrendered && tag != .title && index > element
      index = isPassedOver ? tree.nodes[index].end : index + 1
    }
    return false
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 }

  private func mayBegin(_ line: ArraySlice<UInt8>, at start: Int) -> Bool {
    let first = line[start].asciiLowercased
    if first >= 0x80 || first.isASCIIDigit || first == UInt8(ascii: "n") || first == UInt8(ascii: "o")
      || first == UInt8(ascii: "z")
    {
      // A count, in digits or one of the words no, one, zero; or a sign of another script.
      return true
    }
    guard start + 1 < line.endIndex else { return false }
    let second = line[start + 1]
    return second >= 0x80 || pairs[Self.number(first, second <= 0x20 ? 0x20 : second.asciiLowercased)]
  }

  private static func number(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 7 | Int(second) }
}
