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

  /// Makes so many equal elements.
  convenience init(repeating element: Element, count: Int) {
    self.init()
    resize(repeating: element, count: count)
  }

  /// Makes it so many equal elements.
  func resize(repeating element: Element, count: Int) {
    self.count = 0
    reserve(count)
    self.count = count
    clear(to: element)
  }

  /// Sets every element.
  func clear(to element: Element) { start.update(repeating: element, count: count) }
}
