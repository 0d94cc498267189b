import Synchronization

/// An immutable run of fixed-size values that grows by sharing.
///
/// A longer column made by ``appending(_:)`` shares the storage of the shorter one as long as the capacity lasts, so
/// that a refresh costs time in proportion to the new values only, while every older column stays valid.
struct Column<Element: BitwiseCopyable & Sendable>: Sendable {
  private let storage: ColumnStorage<Element>
  /// The number of values.
  let count: Int

  /// Makes a column of values.
  init(_ values: some Collection<Element>) {
    storage = ColumnStorage(capacity: max(values.count, 16))
    storage.write(values, at: 0)
    storage.used.store(values.count, ordering: .releasing)
    count = values.count
  }

  /// Makes an empty column.
  init() { self.init(EmptyCollection()) }

  private init(storage: ColumnStorage<Element>, count: Int) {
    self.storage = storage
    self.count = count
  }

  /// The value at an index below ``count``.
  subscript(index: Int) -> Element {
    assert(index >= 0 && index < count)
    return storage.base[index]
  }

  /// The values in one piece of memory, for loops; valid during the call only.
  func withValues<R>(_ body: (UnsafeBufferPointer<Element>) throws -> R) rethrows -> R {
    try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(start: storage.base, count: count))
    }
  }

  /// A column with more values behind these.
  func appending(_ values: [Element]) -> Column {
    let total = count + values.count
    if total <= storage.capacity,
      storage.used.compareExchange(expected: count, desired: total, ordering: .acquiringAndReleasing).exchanged
    {
      storage.write(values, at: count)
      return Column(storage: storage, count: total)
    }
    let larger = ColumnStorage<Element>(capacity: max(total, total + total / 2))
    withValues { larger.write($0, at: 0) }
    larger.write(values, at: count)
    larger.used.store(total, ordering: .releasing)
    return Column(storage: larger, count: total)
  }
}

/// The memory behind columns of different lengths.
///
/// `@unchecked Sendable` rests on this invariant: a place is written once, by the one caller that moved `used` past it,
/// before a column that reaches it is made; columns read below their own count only. A column passes to another thread
/// through a lock or as an argument of a call that synchronises, like every value does.
private final class ColumnStorage<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let capacity: Int
  /// How many places are taken.
  let used = Atomic<Int>(0)

  init(capacity: Int) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { base.deallocate() }

  func write(_ values: some Collection<Element>, at start: Int) {
    _ = UnsafeMutableBufferPointer(start: base + start, count: values.count).initialize(fromContentsOf: values)
  }
}
