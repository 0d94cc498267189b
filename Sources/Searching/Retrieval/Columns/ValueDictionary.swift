import Synchronization

/// The distinct values of a text column, numbered in order of first appearance.
///
/// Numbers are never taken back, so snapshots of different age can share one dictionary. Number 0 means “no value”.
final class ValueDictionary: Sendable {
  private struct State {
    var numbers: [String: UInt32] = [:]
    var values: [String] = [""]
  }

  private let state = Mutex(State())

  /// The number of a value, given now if it is new.
  func number(of value: String?) -> UInt32 {
    guard let value, !value.isEmpty else { return 0 }
    return state.withLock { state in
      if let number = state.numbers[value] { return number }
      let number = UInt32(state.values.count)
      state.numbers[value] = number
      state.values.append(value)
      return number
    }
  }

  /// All values by number; the first stands for “no value”.
  var values: [String] { state.withLock { $0.values } }
}
