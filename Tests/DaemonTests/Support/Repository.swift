import Glibc
import Testing

@testable import Daemon

/// The files of the checkout the tests were built from.
enum Repository {
  private static func path(_ relative: String) -> String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/") + "/"
      + relative
  }

  /// The text of a file, by its path from the top.
  static func text(_ relative: String) throws -> String { try SmallFile.text(at: path(relative)) }

  /// Compares a committed file with what it is made from; writes it instead where `SEARCHD_UPDATE_DOCS` is set.
  static func expect(_ relative: String, is text: String) throws {
    if getenv("SEARCHD_UPDATE_DOCS") != nil {
      let file = try #require(fopen(path(relative), "w"))
      fputs(text, file)
      fclose(file)
    }
    #expect(try self.text(relative) == text, "run the tests with SEARCHD_UPDATE_DOCS=1 to write \(relative)")
  }
}
