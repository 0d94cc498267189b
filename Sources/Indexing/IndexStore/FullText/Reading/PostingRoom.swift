/// Memory for some postings on their way from the index, kept for the next list.
final class PostingRoom {
  /// Takes postings as they come, some at a time; they are valid during the call.
  typealias Sink = (UnsafeBufferPointer<Int64>, UnsafeBufferPointer<FieldFrequencies>) -> Void

  static let capacity = 4096

  private let ids = UnsafeMutablePointer<Int64>.allocate(capacity: PostingRoom.capacity)
  private let frequencies = UnsafeMutablePointer<FieldFrequencies>.allocate(capacity: PostingRoom.capacity)
  @exclusivity(unchecked) private var count = 0

  deinit {
    ids.deallocate()
    frequencies.deallocate()
  }

  /// Whether one more may be added.
  @inline(__always)
  var hasRoom: Bool { count < Self.capacity }

  /// Adds a posting where there is room.
  @inline(__always)
  func append(_ id: Int64, _ found: FieldFrequencies) {
    assert(hasRoom)
    ids[count] = id
    frequencies[count] = found
    count &+= 1
  }

  /// Hands on what was added, and forgets it.
  func flush(_ sink: Sink) {
    sink(UnsafeBufferPointer(start: ids, count: count), UnsafeBufferPointer(start: frequencies, count: count))
    count = 0
  }

  /// Forgets what was added.
  func removeAll() { count = 0 }
}
