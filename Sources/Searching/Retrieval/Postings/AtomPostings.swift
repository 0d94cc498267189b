/// The articles that have an atom, ascending, and how often.
struct AtomPostings: Sendable, Equatable {
  /// The rows, strictly ascending, all live.
  private(set) var ordinals: [UInt32] = []
  /// The number of occurrences for each of ``ordinals``.
  private(set) var frequencies: [GroupFrequencies] = []

  /// Makes an empty list.
  init() {}

  /// The number of articles.
  var count: Int { ordinals.count }

  /// Adds what `fill` adds, at most so many rows, in ascending order and behind all others.
  mutating func append(atMost count: Int, fill: (inout Filler) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { ordinals in
      withUnsafeTemporaryAllocation(of: GroupFrequencies.self, capacity: count) { frequencies in
        var filler = Filler(ordinals: ordinals, frequencies: frequencies)
        fill(&filler)
        self.ordinals.append(contentsOf: UnsafeBufferPointer(rebasing: ordinals[..<filler.count]))
        self.frequencies.append(contentsOf: UnsafeBufferPointer(rebasing: frequencies[..<filler.count]))
      }
    }
  }

  /// Adds rows where there is room for them already.
  struct Filler {
    fileprivate let ordinals: UnsafeMutableBufferPointer<UInt32>
    fileprivate let frequencies: UnsafeMutableBufferPointer<GroupFrequencies>
    fileprivate(set) var count = 0

    /// Adds a row behind all others.
    @inline(__always)
    mutating func append(_ ordinal: UInt32, _ frequency: GroupFrequencies) {
      precondition(count < ordinals.count)
      ordinals.initializeElement(at: count, to: ordinal)
      frequencies.initializeElement(at: count, to: frequency)
      count += 1
    }
  }

  /// The rows and frequencies for loops; valid during the call only.
  func withValues<R>(
    _ body: (UnsafeBufferPointer<UInt32>, UnsafeBufferPointer<GroupFrequencies>) throws -> R
  ) rethrows -> R {
    try ordinals.withUnsafeBufferPointer { ordinals in
      try frequencies.withUnsafeBufferPointer { try body(ordinals, $0) }
    }
  }

  mutating func reserveCapacity(_ count: Int) {
    ordinals.reserveCapacity(count)
    frequencies.reserveCapacity(count)
  }

  /// Adds a row behind all others.
  @inline(__always)
  mutating func append(_ ordinal: UInt32, _ frequency: GroupFrequencies) {
    ordinals.append(ordinal)
    frequencies.append(frequency)
  }

  /// The union of lists; the frequencies of a row are added up.
  static func union(_ lists: [AtomPostings]) -> AtomPostings {
    var lists = lists
    while lists.count > 1 {
      var merged: [AtomPostings] = []
      for index in stride(from: 0, to: lists.count, by: 2) {
        merged.append(index + 1 < lists.count ? lists[index].merged(with: lists[index + 1]) : lists[index])
      }
      lists = merged
    }
    return lists.first ?? AtomPostings()
  }

  private func merged(with other: AtomPostings) -> AtomPostings {
    var result = AtomPostings()
    result.reserveCapacity(count + other.count)
    var left = 0
    var right = 0
    while left < count, right < other.count {
      if ordinals[left] < other.ordinals[right] {
        result.append(ordinals[left], frequencies[left])
        left += 1
      } else if ordinals[left] > other.ordinals[right] {
        result.append(other.ordinals[right], other.frequencies[right])
        right += 1
      } else {
        result.append(ordinals[left], frequencies[left] + other.frequencies[right])
        left += 1
        right += 1
      }
    }
    while left < count {
      result.append(ordinals[left], frequencies[left])
      left += 1
    }
    while right < other.count {
      result.append(other.ordinals[right], other.frequencies[right])
      right += 1
    }
    return result
  }
}

/// How often an atom occurs in each field group of one article; counts saturate at their type's maximum.
struct GroupFrequencies: Sendable, Hashable {
  /// Occurrences in the headline.
  var title: UInt16 = 0
  /// Occurrences in author, site and category.
  var rest: UInt16 = 0
  /// Occurrences in the text, compounds included.
  var body: UInt32 = 0

  var isEmpty: Bool { title == 0 && rest == 0 && body == 0 }

  @inline(__always)
  static func + (left: GroupFrequencies, right: GroupFrequencies) -> GroupFrequencies {
    GroupFrequencies(
      title: UInt16(truncatingIfNeeded: min(Int(left.title) + Int(right.title), Int(UInt16.max))),
      rest: UInt16(truncatingIfNeeded: min(Int(left.rest) + Int(right.rest), Int(UInt16.max))),
      body: UInt32(truncatingIfNeeded: min(Int(left.body) + Int(right.body), Int(UInt32.max))))
  }
}
