/// What was read of the pages of a list, one behind another.
///
/// Zeros follow the last byte, so that a number may be read from any byte, and eight bytes at once.
final class PageBytes {
  @exclusivity(unchecked) private(set) var start: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private(set) var count = 0
  private var capacity: Int

  private static let padding = 16

  init() {
    capacity = 256
    start = .allocate(capacity: capacity + Self.padding)
    start.initialize(repeating: 0, count: Self.padding)
  }

  deinit { start.deallocate() }

  func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    if count + bytes.count > capacity { grow(to: max(2 * capacity, count + bytes.count)) }
    _ = UnsafeMutableBufferPointer(start: start + count, count: bytes.count).initialize(from: bytes)
    count += bytes.count
    (start + count).initialize(repeating: 0, count: Self.padding)
  }

  private func grow(to wanted: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Self.padding)
    larger.initialize(from: start, count: count)
    start.deallocate()
    start = larger
    capacity = wanted
  }

  /// Forgets the first bytes, of which there are so many.
  func removeFirst(_ number: Int) {
    guard number > 0 else { return }
    assert(number <= count)
    count -= number
    start.update(from: start + number, count: count + Self.padding)
  }

  func removeAll() { removeFirst(count) }
}
