/// The frequencies of the postings of a list, about a byte each.
///
/// Most postings stand for a few occurrences in the text alone:
///
///     0bbbbbbb   b in the text
///     10ttbbbb   t + 1 in the headline, b in the text
///     110bbbbb   1 in author, site and category, b in the text
///     11111111   anything else, kept apart by place
struct PackedFrequencies: Sendable {
  /// A byte for each posting.
  let codes: FrozenArray<UInt8>
  /// The places of what no byte says, ascending.
  let otherPlaces: FrozenArray<UInt32>
  /// The frequencies at ``otherPlaces``.
  let others: FrozenArray<GroupFrequencies>

  fileprivate static let other: UInt8 = 0xFF

  /// Packs frequencies.
  init(_ frequencies: [GroupFrequencies]) {
    var places: [UInt32] = []
    var others: [GroupFrequencies] = []
    codes = frequencies.withUnsafeBufferPointer { frequencies in
      FrozenArray(count: frequencies.count) { place in
        if let code = Self.code(of: frequencies[place]) { return code }
        places.append(UInt32(truncatingIfNeeded: place))
        others.append(frequencies[place])
        return Self.other
      }
    }
    otherPlaces = FrozenArray(places)
    self.others = FrozenArray(others)
  }

  /// Those of two lists one behind the other.
  init(_ first: PackedFrequencies, behind second: PackedFrequencies) {
    codes = FrozenArray(first.codes, keep: first.codes.count, appending: second.codes.values)
    let shift = UInt32(truncatingIfNeeded: first.codes.count)
    otherPlaces = second.otherPlaces.values.map { $0 + shift }.withUnsafeBufferPointer {
      FrozenArray(first.otherPlaces, keep: first.otherPlaces.count, appending: $0)
    }
    others = FrozenArray(first.others, keep: first.others.count, appending: second.others.values)
  }

  /// The frequencies at a place.
  subscript(place: Int) -> GroupFrequencies { view[place] }

  /// The memory they take, in bytes.
  var bytes: Int { codes.bytes + otherPlaces.bytes + others.bytes }

  /// The memory itself, for loops; valid while this is.
  var view: View {
    View(
      codes: codes.pointer, otherPlaces: otherPlaces.pointer, others: others.pointer, otherCount: otherPlaces.count)
  }

  private static func code(of frequency: GroupFrequencies) -> UInt8? {
    let (title, rest, body) = (frequency.title, frequency.rest, frequency.body)
    switch (title, rest) {
    case (0, 0) where body < 128: return UInt8(body)
    case (1...4, 0) where body < 16: return 0b1000_0000 | UInt8(title - 1) << 4 | UInt8(body)
    case (0, 1) where body < 32: return 0b1100_0000 | UInt8(body)
    default: return nil
    }
  }

  /// Packed frequencies without ownership.
  struct View {
    fileprivate let codes: UnsafePointer<UInt8>
    fileprivate let otherPlaces: UnsafePointer<UInt32>
    fileprivate let others: UnsafePointer<GroupFrequencies>
    fileprivate let otherCount: Int

    /// The frequencies at a place.
    @inline(__always)
    subscript(place: Int) -> GroupFrequencies {
      let code = codes[place]
      if code < 0b1000_0000 { return GroupFrequencies(body: UInt32(code)) }
      if code < 0b1100_0000 {
        return GroupFrequencies(title: UInt16(code >> 4 & 3) + 1, body: UInt32(code & 15))
      }
      if code < 0b1110_0000 { return GroupFrequencies(rest: 1, body: UInt32(code & 31)) }
      return other(place)
    }

    private func other(_ place: Int) -> GroupFrequencies {
      let wanted = UInt32(truncatingIfNeeded: place)
      var low = 0
      var high = otherCount
      while low < high {
        let middle = (low + high) / 2
        if otherPlaces[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      return others[low]
    }
  }
}
