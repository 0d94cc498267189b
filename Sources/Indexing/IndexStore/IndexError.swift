/// Why an index could not be opened, read or written.
///
/// Each message names the file and what to do about it.
public enum IndexError: Error, Sendable, Equatable {
  /// There is no index at the path, or only an empty file.
  case missing(path: String)
  /// The folder that should hold the index does not exist.
  case folderMissing(path: String)
  /// The path is a folder.
  case isFolder(path: String)
  /// The file is not a database at all.
  case notADatabase(path: String)
  /// The file is a database of another program.
  case foreign(path: String)
  /// The index was made by a later version of the program.
  case newerSchema(path: String, found: Int, supported: Int)
  /// The index was made by an earlier version and was not opened for writing since.
  case olderSchema(path: String, found: Int, supported: Int)
  /// The analyzer that wrote the index is not the one of this program.
  case analyzerChanged(path: String, stored: String, current: String)
  /// Another process has the index open for writing.
  case locked(path: String, holder: LockHolder?)
  /// Another connection kept the database locked for longer than the busy timeout.
  case busy(path: String)
  /// The file system or the account does not permit what is needed.
  case notPermitted(path: String, detail: String)
  /// The file system is full.
  case diskFull(path: String)
  /// Pages, tables or terms contradict each other.
  case corrupt(path: String, detail: String)
  /// The file system failed.
  case inputOutput(path: String, detail: String)
  /// The file that should be made exists already.
  case exists(path: String)
  /// The changes since a generation are no longer known; read everything anew.
  case historyUnavailable(path: String, since: Int64)
  /// The deadline of the read is past, or the read was cancelled.
  case deadline
  /// The writer or reader was closed before.
  case closed(path: String)
  /// Any other failure that SQLite reports.
  case failed(path: String, code: Int32, detail: String)
}

/// The process that has an index open for writing.
public struct LockHolder: Sendable, Equatable {
  /// Its process id.
  public var processID: Int32
  /// Its command line.
  public var command: String

  /// Names a process.
  public init(processID: Int32, command: String) {
    self.processID = processID
    self.command = command
  }
}

extension IndexError: CustomStringConvertible {
  /// What is wrong, with which file, and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "There is no index at \(path). Make one with: searchctl ingest --index \(path) FOLDER"
    case .folderMissing(let path):
      "The folder of \(path) does not exist. Make it, or name another index with --index."
    case .isFolder(let path):
      "\(path) is a folder. Name the index file itself with --index."
    case .notADatabase(let path):
      "\(path) is not an index: it is not a SQLite database. Name another file with --index; nothing was changed."
    case .foreign(let path):
      "\(path) is a SQLite database of another program. Name another file with --index; nothing was changed."
    case .newerSchema(let path, let found, let supported):
      "\(path) has schema version \(found), but this program knows versions up to \(supported). "
        + "Upgrade the program, or export the index with the newer one and ingest it here."
    case .olderSchema(let path, let found, let supported):
      "\(path) has schema version \(found), and this program reads version \(supported). "
        + "Upgrade it with: searchctl compact --index \(path)"
    case .analyzerChanged(let path, let stored, let current):
      "\(path) was written by another version of the text analysis (\(stored); this program has \(current)). "
        + "It can be searched but not written to. Renew it with: searchctl rebuild --index \(path)"
    case .locked(let path, let holder):
      "\(path) is being written by \(holder.map { "process \($0.processID) (\($0.command))" } ?? "another process"). "
        + "Wait until it ends, or stop it."
    case .busy(let path):
      "\(path) stayed locked by another program, such as a sqlite3 shell in a transaction. End that and try again."
    case .notPermitted(let path, let detail):
      "\(path) cannot be used: \(detail). The account needs permission to read and write the file and its folder, where "
        + "\(path)-wal and \(path)-shm are kept; on a read-only file system, use a copy made with: searchctl backup"
    case .diskFull(let path):
      "The file system of \(path) is full. Make room and run the command again; what was committed before is safe."
    case .corrupt(let path, let detail):
      "\(path) is damaged: \(detail). Look at: searchctl verify --index \(path). Damage of the terms alone is repaired by "
        + "searchctl rebuild; otherwise restore a backup."
    case .inputOutput(let path, let detail):
      "\(path) could not be read or written: \(detail). Check the disk and the system log."
    case .exists(let path):
      "\(path) exists already and is left as it is. Name another file, or move it away."
    case .historyUnavailable(let path, let generation):
      "\(path) no longer knows its changes since generation \(generation). Read it anew from the beginning."
    case .deadline: "The time allowed for reading the index is over."
    case .closed(let path): "\(path) was closed."
    case .failed(let path, let code, let detail): "\(path): SQLite reports \(detail) (code \(code))."
    }
  }
}
