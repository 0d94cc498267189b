/// An array that never changes after it is made and is read without bounds checks in release builds.
///
/// All unchecked reading of the top-k engine goes through here; debug builds assert every index.
struct FrozenArray<Element: BitwiseCopyable & Sendable>: Sendable {
  /// Owns the memory.
  ///
  /// Invariant that makes sharing it safe: the memory is written in `init` only, before any other thread can see it.
  private final class Storage: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>

    init(_ elements: [Element]) {
      base = .allocate(capacity: max(1, elements.count))
      elements.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { base.initialize(from: start, count: source.count) }
      }
    }

    deinit { base.deallocate() }
  }

  private let storage: Storage
  let count: Int

  init(_ elements: [Element]) {
    storage = Storage(elements)
    count = elements.count
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
