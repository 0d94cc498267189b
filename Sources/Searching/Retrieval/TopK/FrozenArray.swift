/// An array that never changes after it is made and is read without bounds checks in release builds.
///
/// All unchecked reading of the top-k engine goes through here; debug builds assert every index.
struct FrozenArray<Element: BitwiseCopyable & Sendable>: Sendable {
  /// Owns the memory.
  ///
  /// Invariant that makes sharing it safe: the memory is written in `init` only, before any other thread can see it.
  private final class Storage: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>

    init(_ first: UnsafeBufferPointer<Element>, _ second: UnsafeBufferPointer<Element>) {
      base = .allocate(capacity: max(1, first.count + second.count))
      if let start = first.baseAddress { base.initialize(from: start, count: first.count) }
      if let start = second.baseAddress { (base + first.count).initialize(from: start, count: second.count) }
    }

    init(count: Int, element: (Int) throws -> Element) rethrows {
      base = .allocate(capacity: max(1, count))
      for index in 0..<count { (base + index).initialize(to: try element(index)) }
    }

    deinit { base.deallocate() }
  }

  private let storage: Storage
  /// The number of elements.
  let count: Int

  /// Copies elements.
  init(_ elements: [Element]) {
    storage = elements.withUnsafeBufferPointer { Storage($0, UnsafeBufferPointer(start: nil, count: 0)) }
    count = elements.count
  }

  /// Makes elements by their index, in ascending order.
  @inline(__always)
  init(count: Int, element: (Int) throws -> Element) rethrows {
    storage = try Storage(count: count, element: element)
    self.count = count
  }

  /// The first `keep` elements of another array, with more behind them; at the speed of memory.
  init(_ other: FrozenArray, keep: Int, appending elements: [Element]) {
    let kept = UnsafeBufferPointer(start: other.storage.base, count: keep)
    storage = elements.withUnsafeBufferPointer { Storage(kept, $0) }
    count = keep + elements.count
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

  /// The number of bytes held.
  var bytes: Int { count * MemoryLayout<Element>.stride }
}
