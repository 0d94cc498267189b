/// Memory that grows, of values without references: an array without its checks, for loops that touch it for every word.
///
/// Debug builds check the indices. It belongs to one thread, and none of its methods calls back, so that no access meets
/// another: Swift need not look for that at each.
public final class Memory<Element: BitwiseCopyable> {
  @exclusivity(unchecked) @usableFromInline var base: UnsafeMutablePointer<Element>
  @exclusivity(unchecked) @usableFromInline var size = 0
  @exclusivity(unchecked) @usableFromInline var capacity = 16

  /// Makes it empty.
  @inlinable
  public init() { base = .allocate(capacity: 16) }

  /// Makes so many equal elements.
  @inlinable
  public convenience init(repeating element: Element, count: Int) {
    self.init()
    resize(repeating: element, count: count)
  }

  @inlinable
  deinit { base.deallocate() }

  /// Where the elements begin, until something is added.
  @inlinable @inline(__always)
  public var start: UnsafeMutablePointer<Element> { base }

  /// How many elements there are.
  @inlinable @inline(__always)
  public var count: Int { size }

  /// All elements, valid until something is added.
  @inlinable @inline(__always)
  public var all: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: size) }

  /// One element.
  @inlinable @inline(__always)
  public subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < size)
      return base[index]
    }
    set {
      assert(index >= 0 && index < size)
      base[index] = newValue
    }
  }

  /// Adds an element.
  @inlinable @inline(__always)
  public func append(_ element: Element) {
    if size == capacity { reserve(2 * capacity) }
    (base + size).initialize(to: element)
    size += 1
  }

  /// Adds elements.
  @inlinable
  public func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let first = elements.baseAddress else { return }
    if size + elements.count > capacity { reserve(max(2 * capacity, size + elements.count)) }
    (base + size).update(from: first, count: elements.count)
    size += elements.count
  }

  /// Counts elements that were written behind the last, where there is room for them.
  @inlinable
  public func grow(by more: Int) {
    assert(size + more <= capacity)
    size += more
  }

  /// Makes room for so many elements.
  @inlinable
  public func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
    larger.update(from: base, count: size)
    base.deallocate()
    base = larger
    capacity = wanted
  }

  /// Makes room for more elements, and so much that adding elements one after the other copies few of them.
  @inlinable @inline(__always)
  public func makeRoom(for more: Int) {
    if size + more > capacity { reserve(max(2 * capacity, size + more)) }
  }

  /// Takes the last element off.
  @inlinable
  public func removeLast() {
    assert(size > 0)
    size -= 1
  }

  /// Forgets the elements and keeps the memory.
  @inlinable
  public func removeAll() { size = 0 }

  /// Makes it so many equal elements.
  @inlinable
  public func resize(repeating element: Element, count: Int) {
    size = 0
    reserve(count)
    size = count
    clear(to: element)
  }

  /// Sets every element.
  @inlinable
  public func clear(to element: Element) { base.update(repeating: element, count: size) }
}
