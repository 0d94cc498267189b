import Glibc
import Synchronization

/// The size of all inputs together, counted beside the reading so that the time left can be told.
final class InputTotals: Sendable {
  private let result = Atomic<Int64>(-1)
  private let isAbandoned = Atomic(false)

  /// The bytes of all inputs; `nil` while they are being counted, and when a pipe is among them.
  var bytes: Int64? {
    let bytes = result.load(ordering: .relaxed)
    return bytes < 0 ? nil : bytes
  }

  /// Walks the inputs and adds up their sizes.
  func count(_ walker: InputWalker) {
    var walker = walker
    var sum: Int64 = 0
    while let found = walker.next(), !isAbandoned.load(ordering: .relaxed) {
      let status: FileStatus?
      switch found {
      case .standardInput: status = try? FileStatus(ofDescriptor: STDIN_FILENO)
      case .file(_, let file): status = file
      case .skipped: continue
      }
      guard let status, status.kind == .regular else { return }
      sum += status.size
    }
    if !isAbandoned.load(ordering: .relaxed) { result.store(sum, ordering: .relaxed) }
  }

  /// Ends the counting, because nobody asks any more.
  func abandon() { isAbandoned.store(true, ordering: .relaxed) }
}
