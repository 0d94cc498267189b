import Foundation

@testable import Extraction

/// Real documents to damage, by format, from the folders `formats`, `extract` and `articles` of the shared data; none
/// where that is not here.
enum SharedSeeds {
  /// What is kept of a document: damage to the rest would take longer to try and find the same.
  private static let longest = 12 << 10
  /// The number of documents of a format.
  private static let most = 400

  static let byFormat: [ArticleFormat: [[UInt8]]] = {
    guard let sharedData else { return [:] }
    var seeds = Collection()
    for folder in ["formats", "extract"] {
      for archive in files(in: sharedData.appendingPathComponent(folder)) {
        try? seeds.add(archive: archive)
      }
    }
    for file in files(in: sharedData.appendingPathComponent("articles")) { try? seeds.add(lines: file) }
    return seeds.byFormat
  }()

  private static func files(in folder: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { folder.appendingPathComponent($0) }
  }

  private struct Collection {
    var byFormat: [ArticleFormat: [[UInt8]]] = [:]

    mutating func add(archive file: URL) throws {
      var input = InputStream(MemorySource([UInt8](try Data(contentsOf: file))), limits: .init())
      let tar = try input.readAll(limit: 1 << 30)
      let budget = ArchiveBudget(limits: .init())
      let archive = try ArchiveHandle(.archive, source: MemorySource(tar), budget: budget)
      while let member = try archive.next() {
        guard member.kind == .file else { continue }
        var bytes: [UInt8] = []
        while case let part = try archive.read(upTo: 64 << 10), !part.isEmpty { bytes += part }
        add(bytes, named: String(decoding: member.name, as: UTF8.self))
      }
    }

    /// Adds a document under its format, and a message also as a mailbox of two.
    private mutating func add(_ bytes: [UInt8], named name: String) {
      var input = InputStream(MemorySource(bytes), limits: .init())
      guard let head = try? input.peek(4096), let format = Extractor.detectFormat(name: name, head: head) else {
        return
      }
      // Pages lie there compressed; of crawlers' archives the compression is part of the format.
      let isWhole = format == .warc && Extractor.isWrapped(bytes)
      guard let plain = isWhole ? bytes : try? input.readAll(limit: 1 << 30) else { return }
      append(Array(plain.prefix(longest)), format)
      if format == .mail {
        let message = Array("From a@b.c Mon May  3 10:00:00 2021\n".utf8) + plain.prefix(longest / 2) + [0x0a, 0x0a]
        append(message + message, .mailbox)
      }
    }

    /// Adds the first articles of a file of JSON Lines, one by one, and their texts.
    mutating func add(lines file: URL) throws {
      var input = InputStream(MemorySource([UInt8](try Data(contentsOf: file))), limits: .init())
      var lines = LineSplitter(limit: 64 << 20)
      var count = 0
      while count < 40, case .bytes(let line, _)? = try lines.next(from: &input) {
        count += 1
        guard line.count <= longest else { continue }
        append(Array(line), .jsonLines)
        let results = JSONLinesReader.results(from: line, line: count, limits: .init())
        guard case .success(let article)? = results.first else {
          continue
        }
        append(Array((article.title + "\n\n" + article.body).utf8), .text)
      }
    }

    private mutating func append(_ bytes: [UInt8], _ format: ArticleFormat) {
      guard !bytes.isEmpty, byFormat[format, default: []].count < most else { return }
      byFormat[format, default: []].append(bytes)
    }
  }
}
