import GRDB

/// What compacting an index has done.
public struct CompactReport: Sendable, Equatable {
  /// The size of file and write-ahead log before, in bytes.
  public var bytesBefore: Int
  /// The size of file and write-ahead log afterwards, in bytes.
  public var bytesAfter: Int
  /// How many entries of the removal log were forgotten.
  public var forgottenRemovals: Int
}

extension IndexWriter {
  /// Merges a slice of the full-text lists, which grow in number with every commit and slow searches down.
  ///
  /// A slice takes some tens of milliseconds and is a transaction of its own; readers go on meanwhile.
  ///
  /// - Returns: `false` when nothing is left to merge.
  public func mergeStep() throws -> Bool {
    try merge(.fullestLevel)
  }

  /// Merges all full-text lists into one, forgets the removal log and gives free space back to the file system.
  ///
  /// Readers go on meanwhile, and read everything anew afterwards. It needs as much free space as the index has bytes,
  /// for a while up to twice as much.
  ///
  /// - Parameter progress: Called after each slice; what it throws ends the operation between two transactions.
  public func compact(progress: (MaintenanceProgress) throws -> Void = { _ in }) throws -> CompactReport {
    let before = size
    var slices = 0
    while try merge(.everything) {
      slices += 1
      try progress(MaintenanceProgress(stage: .merging, completed: slices, total: nil))
    }
    try progress(MaintenanceProgress(stage: .packing, completed: 0, total: nil))
    let forgotten = try connection.write { database in
      try RebuildTables(database: database).dropUnlessResumable()
      try Metadata.set(.refreshableSince, to: try Metadata.generation(in: database), in: database)
      let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM removal") ?? 0
      try database.execute(sql: "DELETE FROM removal")
      return count
    }
    try connection.use { database in
      try database.execute(sql: "VACUUM")
      // Where a reader still needs the log, it is emptied by a later checkpoint.
      try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    return CompactReport(bytesBefore: before, bytesAfter: size, forgottenRemovals: forgotten)
  }

  /// How many pages are written in a transaction, 4 KB each.
  private static var pagesOfSlice: Int { 8192 }
  private static var pagesOfSliceByFTS5: Int { 500 }

  private var size: Int { FileSize.bytes(of: path) + FileSize.bytes(of: path + "-wal") }

  private func merge(_ extent: SegmentMerge.Extent) throws -> Bool {
    do {
      let isChange = try connection.write { database in
        try merger.step(extent, pageCount: Self.pagesOfSlice, in: SegmentTables("terms", in: database))
      }
      guard isChange else { return false }
      hasUnseenSegments = true
      checkpointer.begin()
      return true
    } catch is SegmentNotUnderstood {
      return try mergeByFTS5(extent)
    }
  }

  /// Runs FTS5's `merge` command, which changes less than two rows when it found nothing to do (FTS5 manual, 6.8).
  private func mergeByFTS5(_ extent: SegmentMerge.Extent) throws -> Bool {
    try showSegments()
    return try connection.write { database in
      let before = database.totalChangesCount
      let statement = try SQLStatement(database, "INSERT INTO terms (terms, rank) VALUES ('merge', ?1)")
      // A negative number asks for one list in the end, however few there are.
      try statement.bind(1, extent == .everything ? -Self.pagesOfSliceByFTS5 : Self.pagesOfSliceByFTS5)
      try statement.run()
      return database.totalChangesCount - before >= 2
    }
  }
}
