/// Memory that grows, of values without references: an array without its checks, for loops that touch it for every word.
///
/// Debug builds check the indices.
final class Memory<Element: BitwiseCopyable> {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  /// Makes it empty.
  init() {
    capacity = 16
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// All elements, valid until something is added.
  var all: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

  /// One element.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return start[index]
    }
    set {
      assert(index >= 0 && index < count)
      start[index] = newValue
    }
  }

  /// Adds an element.
  @inline(__always)
  func append(_ element: Element) {
    if count == capacity { reserve(2 * capacity) }
    (start + count).initialize(to: element)
    count += 1
  }

  /// Makes room for so many elements.
  func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
    capacity = wanted
  }

  /// Takes the last element off.
  func removeLast() {
    assert(count > 0)
    count -= 1
  }

  /// Forgets the elements and keeps the memory.
  func removeAll() { count = 0 }
}

extension Memory where Element: FixedWidthInteger {
  /// Makes so many zeros.
  convenience init(zeros: Int) {
    self.init()
    resize(zeros: zeros)
  }

  /// Makes it so many zeros.
  func resize(zeros: Int) {
    count = 0
    reserve(zeros)
    count = zeros
    clear()
  }

  /// Sets every element to zero.
  func clear() { start.update(repeating: 0, count: count) }
}
