/// The rules that make words and compounds of a chunk; `docs/analysis.md` has each with examples.
extension Chunk {
  /// Applies every rule that merges or drops cores.
  mutating func applyRules() {
    dropScheme()
    guard !connectors.isEmpty else { return }
    mergeNumbers()
    mergeInitials()
    applyApostrophes()
  }

  /// `https://example.org` is `example.org`.
  private mutating func dropScheme() {
    if connectors.first == .scheme { drop(at: 0) }
  }

  /// `12,000` is 12000; `3.5` and `1.2.3` stay one word.
  private mutating func mergeNumbers() {
    var index = 0
    while index < connectors.count {
      let left = cores[index]
      let right = cores[index + 1]
      switch connectors[index] {
      case .digitGroup where left.isNumber && right.isNumber: merge(at: index)
      case .apostrophe
      where left.isNumber && right.isNumber && right.digits == 3 && left.digits <= 3:
        merge(at: index)
      case .dot where left.isNumber && right.beginsWithDigit: merge(at: index, with: UInt8(ascii: "."))
      default: index += 1
      }
    }
  }

  /// `U.S.` is us, `e.g.` is eg: single letters with dots are one word, but for the name in an e-mail address.
  private mutating func mergeInitials() {
    guard !connectors.contains(.at) else { return }
    var index = 0
    while index < connectors.count {
      var last = index
      while last < connectors.count, connectors[last] == .dot, cores[last].isSingleLetter,
        cores[last + 1].isSingleLetter
      {
        last += 1
      }
      for _ in index..<last { merge(at: index) }
      index += 1
    }
  }

  /// Possessives, contractions and elisions; what is left around an apostrophe stays a compound.
  private mutating func applyApostrophes() {
    var index = 0
    while index < connectors.count {
      guard connectors[index] == .apostrophe else {
        index += 1
        continue
      }
      let left = term(cores[index])
      let right = term(cores[index + 1])
      if right.elementsEqual("s".utf8) || Self.isContractionEnding(right) {
        let end = cores[index + 1].end
        drop(at: index + 1)
        cores[index].end = end
      } else if right.elementsEqual("t".utf8), left.last == UInt8(ascii: "n") {
        merge(at: index)
      } else if Self.elisions.contains(Array(left)), cores[index + 1].letters > 0 {
        drop(at: index)
      } else {
        index += 1
      }
    }
  }

  private static func isContractionEnding(_ term: ArraySlice<UInt8>) -> Bool {
    ["re", "ve", "ll", "d", "m"].contains { term.elementsEqual($0.utf8) }
  }

  /// Words that lose their last vowel before another: French, Italian, Catalan.
  private static let elisions: Set<[UInt8]> = Set(
    [
      "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu",
      "all", "dall", "dell", "nell", "sull", "coll", "un", "quest", "quell", "sant", "gl", "agl", "degl", "dagl",
    ].map { Array($0.utf8) })
}

extension Chunk {
  /// A part of the chunk whose cores were written as one.
  struct Group {
    /// Cores of the group.
    var cores: Range<Int>
    /// Whether there is a joined form.
    var isCompound: Bool
  }

  /// Splits the chunk where its connectors do not make compounds, such as `foo:bar`.
  func groups() -> [Group] {
    var groups: [Group] = []
    var start = 0
    for index in 0..<cores.count {
      let isLast = index == cores.count - 1
      if isLast || !binds(index) || isHostEnd(index) {
        groups.append(Group(cores: start..<index + 1, isCompound: index > start && index - start < 8))
        start = index + 1
      }
    }
    return groups
  }

  private func binds(_ index: Int) -> Bool {
    switch connectors[index] {
    case .colon: cores[index].isNumber && cores[index + 1].isNumber
    case .digitGroup, .scheme: false
    default: true
    }
  }

  /// In an address the host and each part of the path are apart: `example.org/2021/news`.
  private func isHostEnd(_ index: Int) -> Bool {
    connectors[index] == .slash && connectors[..<index].contains(.dot)
  }

  /// The joined form of a group.
  func joinedTerm(_ group: Group, into output: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    for index in group.cores {
      output += term(cores[index])
      if index + 1 < group.cores.upperBound, let byte = connectors[index].joinedByte { output.append(byte) }
    }
  }
}
