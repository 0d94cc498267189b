/// An array with a place for every row, or every few rows, that grows without being copied as a whole each time.
///
///     base   what was there when the list was made, shared with shorter arrays
///     edge   what has come since, or has changed at the end of the base
struct RowArray<Element: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
  private let base: FrozenArray<Element>
  /// Where the edge begins; what the base has from there on is over.
  private let limit: Int
  private let edge: FrozenArray<Element>

  /// The longest edge, above which all becomes one again: 4 KiB.
  private static var longestEdge: Int { 4096 / MemoryLayout<Element>.stride }

  /// Makes an array without an edge.
  init(_ elements: FrozenArray<Element>) {
    self.init(base: elements, limit: elements.count, edge: FrozenArray([]))
  }

  /// A changed copy of another array, with zeros behind its elements.
  ///
  /// - Parameters:
  ///   - count: The number of elements, not less than the other has.
  ///   - first: The first one that may change.
  ///   - change: Gets the memory, of which nothing before `first` may be touched.
  init(_ other: RowArray, count: Int, from first: Int, change: (UnsafeMutablePointer<Element>) -> Void) {
    let limit = min(first, other.limit)
    guard count - limit <= Self.longestEdge else {
      self.init(
        FrozenArray(other.base, count: count) { elements in
          for (place, element) in other.edge.values.enumerated() { elements[other.limit + place] = element }
          change(elements)
        })
      return
    }
    let edge = FrozenArray<Element>(zeros: count - limit) { elements in
      elements.update(from: other.base.pointer + limit, count: other.limit - limit)
      (elements + (other.limit - limit)).update(from: other.edge.pointer, count: other.edge.count)
      change(elements - limit)
    }
    self.init(base: other.base, limit: limit, edge: edge)
  }

  private init(base: FrozenArray<Element>, limit: Int, edge: FrozenArray<Element>) {
    (self.base, self.limit, self.edge) = (base, limit, edge)
  }

  /// The number of elements.
  var count: Int { limit + edge.count }

  /// The first elements.
  func prefix(_ count: Int) -> [Element] {
    Array(base.values.prefix(min(limit, count))) + edge.values.prefix(max(0, count - limit))
  }

  /// The number of bytes held.
  var bytes: Int { base.bytes + edge.bytes }

  /// The memory itself, for loops; valid while the array is.
  var view: View { View(base: base.pointer, edge: edge.pointer - limit, limit: limit) }

  /// An array without ownership.
  struct View: BitwiseCopyable {
    fileprivate let base: UnsafePointer<Element>
    fileprivate let edge: UnsafePointer<Element>
    /// From here on elements lie apart from those before.
    let limit: Int

    /// Where elements lie one behind another from one on, up to ``limit`` or the end.
    @inline(__always)
    func pointer(at index: Int) -> UnsafePointer<Element> { (index < limit ? base : edge) + index }

    @inline(__always)
    subscript(index: Int) -> Element { pointer(at: index).pointee }
  }
}
