/// The statuses the programs end with, thrown to end them.
struct ExitStatus: Error, Equatable, RawRepresentable {
  let rawValue: Int32

  /// All that was asked for is done.
  static let done = ExitStatus(rawValue: 0)
  /// Some of it is done, some is not; or the index was looked at and has faults.
  static let partlyDone = ExitStatus(rawValue: 1)
  /// Nothing could be done.
  static let nothingDone = ExitStatus(rawValue: 2)
}

/// Something that ends a command before it did anything.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
