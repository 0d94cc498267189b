public import Analysis
import GRDB
import Glibc

extension IndexReader {
  /// Checks the file, the full-text structures, and every posting, length, place and word form against the stored texts.
  ///
  /// Reads everything and analyses every text anew, all from one moment. Damage is reported, not thrown.
  ///
  /// - Parameters:
  ///   - analyzer: The analyzer.
  ///   - progress: Called now and then; what it throws ends the check.
  public func verify(
    analyzer: Analyzer, progress: @escaping (MaintenanceProgress) throws -> Void = { _ in }
  ) throws -> VerifyReport {
    var verifier = Verifier(reader: self, analyzer: analyzer, progress: progress)
    return try verifier.run()
  }

  /// Copies the index as it is at this moment into a new file, while others may go on writing to it.
  ///
  /// The copy is made under a temporary name beside `destination` and appears there only when it is complete and on disk.
  ///
  /// - Parameters:
  ///   - destination: The new file's path; an existing one is never overwritten (``IndexError/exists(path:)``).
  ///   - progress: Called every few megabytes; what it throws ends the copy and removes what was written.
  public func backup(
    to destination: String, progress: @escaping (MaintenanceProgress) throws -> Void = { _ in }
  ) throws {
    if access(destination, F_OK) == 0 { throw IndexError.exists(path: destination) }
    let temporary = "\(destination).partial-\(getpid())"
    defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(temporary + suffix) } }
    unlink(temporary)
    try copyPages(to: temporary, destination: destination, progress: progress)
    try Self.place(temporary, at: destination)
    Self.synchronizeFolder(of: destination)
  }

  private func copyPages(
    to temporary: String, destination: String, progress: @escaping (MaintenanceProgress) throws -> Void
  ) throws {
    do {
      let copy = try Connection(path: temporary, access: .copy)
      defer { try? copy.close() }
      // In a snapshot the copy does not begin anew whenever another process commits.
      try withSnapshot {
        try use { source in
          try copy.use { target in
            var failure: (any Error)?
            try source.backup(to: target, pagesPerStep: 1024) { state in
              do {
                try progress(
                  MaintenanceProgress(stage: .copying, completed: state.completedPageCount, total: state.totalPageCount)
                )
              } catch {
                failure = error
                throw error
              }
            }
            // GRDB does not pass on what is thrown after the last step.
            if let failure { throw failure }
          }
        }
      }
    } catch IndexError.diskFull(temporary) {
      throw IndexError.diskFull(path: destination)
    } catch IndexError.folderMissing(temporary) {
      throw IndexError.folderMissing(path: destination)
    }
  }

  /// Gives a finished file its name unless that is taken: a hard link, unlike a rename, never overwrites.
  private static func place(_ temporary: String, at destination: String) throws {
    if link(temporary, destination) == 0 { return }
    var code = errno
    if code == EPERM || code == EOPNOTSUPP || code == ENOSYS {
      // A file system without hard links.
      if access(destination, F_OK) == 0 { throw IndexError.exists(path: destination) }
      if rename(temporary, destination) == 0 { return }
      code = errno
    }
    if code == EEXIST { throw IndexError.exists(path: destination) }
    throw IndexError.inputOutput(path: destination, detail: String(cString: strerror(code)))
  }

  /// Makes the new name itself durable.
  private static func synchronizeFolder(of path: String) {
    let descriptor = open(Connection.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    Glibc.close(descriptor)
  }
}
