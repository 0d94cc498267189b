/// A ZIP archive in memory whose members are read by name, in any order.
///
/// Reading them in the order of ``names`` costs one pass through the archive; going back costs another one, which passes
/// over what is between without decompressing it. Belongs to the thread that made it.
final class ArchiveReader {
  /// The names of the files in it, in its order; bytes that are not UTF-8 are written `%XX`.
  let names: [String]

  private let bytes: [UInt8]
  private let limits: Extractor.Limits
  private let budget: ArchiveBudget
  /// The number of each file among all members; of two with the same name the later one counts, as everywhere.
  private let numbers: [String: Int]
  private var pass: ArchiveHandle
  /// The number of members that the pass went through.
  private var passed = 0

  /// Lists the members.
  ///
  /// - Throws: A failure with the code `corrupt-archive`, `truncated-archive` or `archive-bomb`.
  init(_ bytes: [UInt8], limits: Extractor.Limits) throws(ExtractionFailure) {
    self.bytes = bytes
    self.limits = limits
    budget = ArchiveBudget(limits: limits)
    pass = try ArchiveHandle(.archive, source: MemorySource(bytes), seeks: true, budget: budget)
    var names: [String] = []
    var numbers: [String: Int] = [:]
    var count = 0
    while let member = try pass.next() {
      try budget.takeMember()
      defer { count += 1 }
      guard member.kind == .file else { continue }
      let name = String(escapingBytes: member.name)
      if numbers.updateValue(count, forKey: name) == nil { names.append(name) }
    }
    self.names = names
    self.numbers = numbers
    passed = count
  }

  /// The content of a file, or `nil` when there is none of that name.
  ///
  /// - Throws: A failure that names the member, with one of the codes of ``init(_:limits:)``, `too-large` or `encrypted`.
  func read(_ name: String) throws(ExtractionFailure) -> [UInt8]? {
    guard let number = numbers[name] else { return nil }
    do throws(ExtractionFailure) {
      return try read(number)
    } catch {
      var failure = error
      failure.member = name
      throw failure
    }
  }

  private func read(_ number: Int) throws(ExtractionFailure) -> [UInt8]? {
    if passed > number || pass.failure != nil {
      pass = try ArchiveHandle(.archive, source: MemorySource(bytes), seeks: true, budget: budget)
      passed = 0
    }
    while let member = try pass.next() {
      passed += 1
      guard passed > number else { continue }
      if member.isEncrypted { throw ExtractionFailure(code: .encrypted, detail: "the member is encrypted") }
      return try readPresentMember()
    }
    return nil
  }

  private func readPresentMember() throws(ExtractionFailure) -> [UInt8] {
    var content: [UInt8] = []
    while true {
      let part = try pass.read(upTo: 64 << 10)
      if part.isEmpty { return content }
      guard content.count + part.count <= limits.maximumDocumentBytes else {
        let detail = "the member is larger than \(limits.maximumDocumentBytes) bytes"
        throw ExtractionFailure(code: .tooLarge, detail: detail)
      }
      content += part
    }
  }
}
