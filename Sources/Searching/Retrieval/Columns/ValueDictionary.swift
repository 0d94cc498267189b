import Synchronization

/// The distinct values of a text column, numbered in order of first appearance.
///
/// Numbers are never taken back, so snapshots of different age can share one dictionary. Number 0 means “no value”.
final class ValueDictionary: Sendable {
  private struct State {
    var values: [String]
    /// The number of each value, made when the first is asked for.
    lazy var numbers = [String: UInt32](
      values.enumerated().map { ($1, UInt32($0)) }, uniquingKeysWith: { first, _ in first })
  }

  private let state: Mutex<State>

  /// - Parameter values: The values there are already, by number; the first is the empty one.
  init(values: [String] = [""]) {
    state = Mutex(State(values: values))
  }

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
