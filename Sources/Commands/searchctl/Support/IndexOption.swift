import ArgumentParser
import Articles
import Foundation
import Glibc
import IndexStore
import Ingest
import Retrieval

/// The option that names the index.
struct IndexOption: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The index.", valueName: "path"), completion: .file())
  var index: String?

  /// The index that is meant.
  var path: String {
    index ?? DefaultPaths(userID: geteuid(), environment: ProcessInfo.processInfo.environment).index
  }

  /// Opens the index for adding articles and makes it where there is none.
  func openOrMake() throws -> IndexWriter {
    if index == nil, ProcessInfo.processInfo.environment["SEARCHD_INDEX"] ?? "" == "" {
      // The standard place belongs to nobody yet; a folder somebody named should be there.
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    return try opening { try IndexWriter(path: path, createIfMissing: true) }
  }

  /// Opens an index for a change.
  func openWriter(for purpose: IndexWriter.Purpose = .writing) throws -> IndexWriter {
    try opening { try IndexWriter(path: path, createIfMissing: false, for: purpose) }
  }

  private func opening(_ body: () throws -> IndexWriter) throws -> IndexWriter {
    defer { Ownership.handOver(indexPath: path) }
    return try describing(body)
  }

  /// How many articles, read again beside what was written, take the memory that the ingest may.
  private static let manyArticles = 400_000

  /// Leaves beside an index what makes the next start of the daemon a quick one, after much was written.
  ///
  /// The index is best still open, since what was committed is being brought over from the log then; of many articles both
  /// would take more memory than the ingest did, so it is closed before.
  func keepColumns(after summary: IngestSummary, by writer: IndexWriter) {
    guard case .finished = summary.ending, !summary.isTrial else { return }
    let written = summary.progress.added + summary.progress.replaced
    writer.forget()
    if written > Self.manyArticles { try? writer.close() }
    // What cannot be kept is read by the daemon.
    try? SearchIndex.keepColumns(path: path, written: written)
    Ownership.handOver(indexPath: path)
  }

  /// Opens an index for reading; `nil` when there is none.
  func openReaderIfPresent() throws -> IndexReader? {
    do {
      return try IndexReader(path: path)
    } catch .missing {
      return nil
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// Opens an index for reading.
  func openReader() throws -> IndexReader {
    try describing { try IndexReader(path: path) }
  }
}

/// Turns what the index reports into the end of the command.
func describing<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as IndexError {
    throw CommandFailure(error.description)
  } catch let error as SearchError {
    throw CommandFailure(error.description)
  }
}
