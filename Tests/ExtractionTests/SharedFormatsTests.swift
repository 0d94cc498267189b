import Foundation
import Testing

@testable import Extraction

/// Reads every file of the folder `formats` of the real data, and compares with a table: a line a file, with the number
/// of its articles, a hash of their titles, and the reasons of what gives none.
///
/// With `UPDATE_GOLDENS` set in the environment the table is written instead; read the difference before it is kept.
@Suite(
  "Files of every format",
  .enabled(if: sharedData != nil, "the folder ../shared/data is not here; set SEARCHD_SHARED to it"))
struct SharedFormatsTests {
  private static let table = GoldenTests.folder.appendingPathComponent("formats.table")

  /// What came of one file.
  private struct Row {
    var titles: [String] = []
    var codes: [String: Int] = [:]

    var description: String {
      let reasons = codes.sorted { $0.key < $1.key }.map { "\($0.key)×\($0.value)" }.joined(separator: " ")
      return "\(titles.count)\t\(titles.isEmpty ? "-" : Self.hash(titles))\t\(reasons.isEmpty ? "-" : reasons)"
    }

    /// FNV-1a of 64 bits.
    private static func hash(_ titles: [String]) -> String {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in titles.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return String(hash, radix: 16)
    }
  }

  private static func rows() throws -> [String: Row] {
    let folder = try #require(sharedData).appendingPathComponent("formats")
    var rows: [String: Row] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where name.hasSuffix(".xz") {
      let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
      for result in try read(bytes, name: name) {
        switch result {
        case .success(let article): rows[file(article.member), default: Row()].titles.append(article.title)
        case .failure(let failure):
          rows[file(failure.member), default: Row()].codes[failure.code.rawValue, default: 0] += 1
        }
      }
    }
    return rows
  }

  /// The file that a member is in.
  private static func file(_ member: String?) -> String {
    let parts = (member ?? "").split(separator: "/").prefix { part in
      !["record ", "message ", "item "].contains { part.hasPrefix($0) }
    }
    return parts.joined(separator: "/")
  }

  @Test("give their articles, or a reason")
  func formats() throws {
    let rows = try Self.rows()
    let lines = rows.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value.description)" }
    let text = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil {
      return try text.write(to: Self.table, atomically: true, encoding: .utf8)
    }
    let expected = Set(try String(contentsOf: Self.table, encoding: .utf8).split(separator: "\n"))
    let found = Set(text.split(separator: "\n"))
    #expect(found.subtracting(expected).sorted() == [])
    #expect(expected.subtracting(found).sorted() == [])
  }
}
