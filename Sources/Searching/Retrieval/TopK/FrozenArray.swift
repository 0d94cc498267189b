import Synchronization

/// An array that never changes after it is made and is read without bounds checks in release builds.
///
/// A longer one made of it may share its memory, as a ``Column`` does. All unchecked reading of the top-k engine goes through
/// here; debug builds assert every index.
struct FrozenArray<Element: BitwiseCopyable & Sendable>: Sendable {
  /// Owns the memory.
  ///
  /// Invariant that makes sharing it safe: a place is written once, by the one who made the memory or moved `used` past the
  /// place, before an array that reaches it is made; arrays read below their own count only.
  private final class Storage: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let capacity: Int
    /// How many places are taken.
    let used: Atomic<Int>

    init(capacity: Int, used: Int) {
      base = .allocate(capacity: max(1, capacity))
      self.capacity = capacity
      self.used = Atomic(used)
    }

    deinit { base.deallocate() }

    func write(_ elements: UnsafeBufferPointer<Element>, at start: Int) {
      if let first = elements.baseAddress { (base + start).initialize(from: first, count: elements.count) }
    }
  }

  private let storage: Storage
  /// The number of elements.
  let count: Int

  /// Copies elements.
  init(_ elements: [Element]) {
    storage = Storage(capacity: elements.count, used: elements.count)
    count = elements.count
    elements.withUnsafeBufferPointer { storage.write($0, at: 0) }
  }

  /// Makes elements by their index, in ascending order.
  @inline(__always)
  init(count: Int, element: (Int) throws -> Element) rethrows {
    storage = Storage(capacity: count, used: count)
    self.count = count
    for index in 0..<count { (storage.base + index).initialize(to: try element(index)) }
  }

  /// The first `keep` elements of another array, with more behind them.
  ///
  /// Costs time in proportion to `elements` where all of the other are kept and there is room behind them, which a copy leaves;
  /// else it goes at the speed of memory.
  init(_ other: FrozenArray, keep: Int, appending elements: UnsafeBufferPointer<Element>) {
    let total = keep + elements.count
    let takesRoom =
      keep == other.count && total <= other.storage.capacity
      && other.storage.used.compareExchange(expected: keep, desired: total, ordering: .acquiringAndReleasing).exchanged
    if takesRoom {
      storage = other.storage
    } else {
      storage = Storage(capacity: total + total / 16, used: total)
      storage.write(UnsafeBufferPointer(start: other.storage.base, count: keep), at: 0)
    }
    count = total
    storage.write(elements, at: keep)
  }

  /// A changed copy of another array, with zeros behind its elements.
  init(_ other: FrozenArray, count: Int, change: (UnsafeMutablePointer<Element>) -> Void)
  where Element: FixedWidthInteger {
    storage = Storage(capacity: count, used: count)
    self.count = count
    let kept = min(count, other.count)
    storage.write(UnsafeBufferPointer(start: other.storage.base, count: kept), at: 0)
    (storage.base + kept).initialize(repeating: 0, count: count - kept)
    change(storage.base)
  }

  /// Elements at given places, in ascending order of place, and zeros between them.
  init(scattering elements: FrozenArray, to places: [UInt32], count: Int) where Element: FixedWidthInteger {
    var scattered = [Element](repeating: 0, count: count)
    for (index, place) in places.enumerated() { scattered[Int(place)] = elements[index] }
    self.init(scattered)
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    assert(index >= 0 && index < count)
    return storage.base[index]
  }

  /// The memory itself, for loops; valid while the array is.
  @inline(__always)
  var pointer: UnsafePointer<Element> { UnsafePointer(storage.base) }

  /// The elements, for loops; valid while the array is.
  var values: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: storage.base, count: count) }

  /// The number of bytes held, room for more included.
  var bytes: Int { storage.capacity * MemoryLayout<Element>.stride }
}
