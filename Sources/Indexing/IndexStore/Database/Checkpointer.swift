import Dispatch

/// Brings what was committed from the write-ahead log into the index while the next transaction is under way.
///
/// SQLite lets one connection do that while another reads and writes. What is not brought over stays in the log, from
/// where it is read; so failures need no attention: the next checkpoint, or closing the index, does the rest or says why not.
///
/// `@unchecked Sendable`: the connection is used by blocks of the queue alone, which run one after another.
final class Checkpointer: @unchecked Sendable {
  private let queue = DispatchQueue(label: "checkpoints")
  private let path: String
  private var connection: Connection?

  init(path: String) {
    self.path = path
  }

  /// Begins a checkpoint and returns at once.
  func begin() {
    queue.async {
      do {
        let connection = try self.connection ?? Connection(path: self.path, access: .write)
        self.connection = connection
        try connection.use { try SQLStatement($0, "PRAGMA wal_checkpoint(PASSIVE)").run() }
      } catch {
        self.connection = nil
      }
    }
  }

  /// Waits for what has begun and closes the connection.
  func close() {
    queue.sync {
      try? connection?.close()
      connection = nil
    }
  }
}
