/// Reads the members of an archive one after the other, each like an input of its own.
///
/// Nothing is unpacked to disk. Small members are handed on whole, so that other threads can look into them; large ones
/// are streamed. Hidden files and folders are left out, as they are in folders.
struct ArchiveWalker {
  /// The size up to which a member is held in memory, in bytes.
  private static let smallMember = 512 << 10

  private let archive: ArchiveHandle
  private let format: ArticleFormat?
  private let context: DocumentContext
  private let budget: ArchiveBudget

  /// Reads an archive to its end.
  ///
  /// - Parameters:
  ///   - input: The archive, decompressed.
  ///   - format: The format of every member; `nil` finds it by content, then by name.
  ///   - context: The place of the archive.
  ///   - receive: Takes what is found, with its member.
  /// - Throws: What `receive` throws, and a failure where the archive cannot be read on.
  static func walk(
    _ input: inout InputStream, format: ArticleFormat?, context: DocumentContext, receive: ArticleReceiver
  ) throws {
    guard context.depth < context.limits.maximumArchiveDepth else {
      let detail = "archives nested deeper than \(context.limits.maximumArchiveDepth); unpack it yourself"
      throw ExtractionFailure(code: .tooDeep, detail: detail)
    }
    let seeks = try ZipTable.isAtEnd(of: &input)
    let walker = try ArchiveWalker(input, seeks: seeks, format: format, context: context)
    defer { if let rest = walker.archive.source as? InputStream { input = rest } }
    try walker.walk(receive)
  }

  private init(
    _ input: InputStream, seeks: Bool, format: ArticleFormat?, context: DocumentContext
  ) throws(ExtractionFailure) {
    budget = context.budget ?? ArchiveBudget(limits: context.limits)
    archive = try ArchiveHandle(
      .archive, source: input, seeks: seeks, budget: budget, isOutermost: context.depth == 0)
    self.format = format
    self.context = context
  }

  private func walk(_ receive: ArticleReceiver) throws {
    var last: String?
    while let member = try next(after: last) {
      guard member.kind != .folder, !Self.isHidden(member.name) else { continue }
      let name = String(escapingBytes: Self.tidy(member.name))
      last = name
      if format == nil, member.kind == .file, WalkedName.isAsset((name.split(separator: "/").last ?? "").utf8) {
        try receive(context.entering(name, name: name).completed(.failure(WalkedName.asset)))
      } else {
        try read(member, name: name, receive)
      }
    }
    if last == nil { throw ExtractionFailure(code: .empty, detail: "the archive holds no files") }
  }

  /// The next member; a failure says which was the last before it.
  private func next(after last: String?) throws(ExtractionFailure) -> ArchiveHandle.Member? {
    do throws(ExtractionFailure) {
      guard let member = try archive.next() else { return nil }
      try budget.takeMember()
      return member
    } catch {
      var failure = error
      if let last { failure.detail += ", after the member \(last)" }
      throw failure
    }
  }

  private func read(_ member: ArchiveHandle.Member, name: String, _ receive: ArticleReceiver) throws {
    var inner = context.entering(name, name: name)
    inner.depth += 1
    inner.budget = budget
    var isReported = false
    func report(_ result: Result<ExtractedArticle, ExtractionFailure>) throws {
      if case .failure(let failure) = result, failure.code == archive.failure?.code { isReported = true }
      try receive(result)
    }
    do {
      try Self.check(member)
      let stream = InputStream(ArchiveMemberSource(archive: archive), limits: context.limits)
      try inner.record(receive: { try report(inner.completed($0)) }) { try read(stream, inner, report) }
    } catch let failure as ExtractionFailure {
      try report(inner.completed(.failure(failure)))
    }
    guard let failure = archive.failure else { return }
    if !isReported { try receive(inner.completed(.failure(failure))) }
    throw ArchiveEnded()
  }

  private func read(_ stream: InputStream, _ inner: DocumentContext, _ receive: ArticleReceiver) throws {
    var stream = stream
    let head = try stream.peek(Self.smallMember + 1)
    guard head.count <= Self.smallMember, stream.foreseenFailure == nil else {
      return try Document.read(&stream, format: format, context: inner, receive: receive)
    }
    if ArchiveSignature.isArchive(head) {
      // In memory the table at its end can be used.
      var whole = InputStream(MemorySource(head), limits: context.limits)
      return try Document.read(&whole, format: format, context: inner, receive: receive)
    }
    try context.defer(inner.deferred(head, format: format, place: inner.place))
  }

  private static func check(_ member: ArchiveHandle.Member) throws(ExtractionFailure) {
    if member.isEncrypted {
      throw ExtractionFailure(code: .encrypted, detail: "the member is encrypted; unpack it yourself")
    }
    switch member.kind {
    case .link: throw ExtractionFailure(code: .notAFile, detail: "a link to another file")
    case .special: throw ExtractionFailure(code: .notAFile, detail: "a device, pipe or socket")
    case .file, .folder: break
    }
  }

  private static func isHidden(_ name: [UInt8]) -> Bool {
    name.split(separator: UInt8(ascii: "/")).contains { part in
      WalkedName.isHidden(part) && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
    }
  }

  /// The name without leading `/` and `./`.
  private static func tidy(_ name: [UInt8]) -> [UInt8] {
    var parts = name.split(separator: UInt8(ascii: "/"))[...]
    parts = parts.drop { $0.elementsEqual(".".utf8) }
    return Array(parts.joined(separator: [UInt8(ascii: "/")]))
  }
}

/// Thrown where an archive cannot be read on, and that was reported with the member that broke off.
struct ArchiveEnded: Error {}

/// The bytes of the present member of an archive.
private struct ArchiveMemberSource: ByteSource {
  let archive: ArchiveHandle

  func read(upTo count: Int) throws -> [UInt8] { try archive.read(upTo: min(count, 256 << 10)) }
}
