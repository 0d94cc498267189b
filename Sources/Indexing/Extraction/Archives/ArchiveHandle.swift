import CArchive
import Glibc

/// One pass through compressed data or an archive; belongs to the one that made it.
///
/// Counts what goes in and what comes out, and ends what expands beyond the limits.
final class ArchiveHandle {
  /// What libarchive is asked to see in the bytes.
  enum Kind { case compressedData, archive }

  /// A member, as the archive describes it.
  struct Member {
    enum Kind { case file, folder, link, special }
    let name: [UInt8]
    let kind: Kind
    let isEncrypted: Bool
  }

  private let feed: ArchiveFeed
  private let budget: ArchiveBudget
  /// Whether what is read here is what the whole input has, and not what came out of it.
  private let isOutermost: Bool
  private let reader: OpaquePointer
  /// What ended the pass: nothing can be read after it.
  private(set) var failure: ExtractionFailure?

  /// Prepares a pass.
  ///
  /// - Parameters:
  ///   - kind: What the bytes are.
  ///   - head: Bytes that were already taken from the source.
  ///   - source: The rest of the bytes.
  ///   - seeks: Whether to move in the source where it can be moved in; else it is read on and on.
  ///   - budget: What may come out.
  ///   - isOutermost: Whether the archive is in no other.
  init(
    _ kind: Kind, head: [UInt8] = [], source: any ByteSource, seeks: Bool = false, budget: ArchiveBudget,
    isOutermost: Bool = true
  ) throws(ExtractionFailure) {
    feed = ArchiveFeed(head: head, source: source)
    self.budget = budget
    self.isOutermost = isOutermost
    var origin = feed.origin(seeks: seeks)
    let made = kind == .archive ? carchive_create_walker(&origin) : carchive_create_decompressor(&origin)
    guard let made else { throw Self.noMemory }
    reader = made
  }

  deinit { carchive_destroy(reader) }

  /// The source in its present state.
  var source: any ByteSource { feed.source }

  /// Goes to the next member, `nil` after the last.
  func next() throws(ExtractionFailure) -> Member? {
    if let failure { throw failure }
    var member = CArchiveMember()
    switch carchive_next(reader, &member) {
    case CARCHIVE_OK: break
    case CARCHIVE_END: return nil
    case let status: throw end(status)
    }
    let kind: Member.Kind =
      switch member.kind {
      case CARCHIVE_FILE: .file
      case CARCHIVE_FOLDER: .folder
      case CARCHIVE_LINK: .link
      default: .special
      }
    let name = member.name.map { UnsafeBufferPointer(start: $0, count: strlen($0)) }
    return Member(
      name: name.map { $0.map { UInt8(bitPattern: $0) } } ?? [], kind: kind, isEncrypted: member.is_encrypted != 0)
  }

  /// The next bytes of the present member, none at its end.
  ///
  /// - Throws: A failure; when ``failure`` is set too, nothing can be read any more, otherwise the next member may.
  func read(upTo count: Int) throws(ExtractionFailure) -> [UInt8] {
    if let failure { throw failure }
    var status = CARCHIVE_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = count
      status = carchive_read(reader, buffer.baseAddress, &got)
      filled = got
    }
    switch status {
    case CARCHIVE_OK: break
    case CARCHIVE_MEMBER_FAILED: throw ExtractionFailure(code: .corruptArchive, detail: message)
    default: throw end(status)
    }
    do throws(ExtractionFailure) {
      try budget.take(bytes: bytes.count, from: isOutermost ? feed.consumed : 0)
    } catch {
      throw end(error)
    }
    return bytes
  }

  private func end(_ status: CArchiveStatus) -> ExtractionFailure {
    if let cause = feed.failure {
      return end(cause as? ExtractionFailure ?? ExtractionFailure(code: .unreadable, detail: "\(cause)"))
    }
    switch status {
    case CARCHIVE_TRUNCATED:
      return end(ExtractionFailure(code: .truncatedArchive, detail: "ends too early: \(message)"))
    case CARCHIVE_NO_MEMORY: return end(Self.noMemory)
    default: return end(ExtractionFailure(code: .corruptArchive, detail: "damaged: \(message)"))
    }
  }

  /// Ends the pass for good.
  func end(_ failure: ExtractionFailure) -> ExtractionFailure {
    self.failure = failure
    return failure
  }

  private var message: String { String(cString: carchive_message(reader)) }

  private static let noMemory = ExtractionFailure(code: .unreadable, detail: "not enough memory to decompress")
}

/// Hands libarchive the bytes of a source.
private final class ArchiveFeed {
  private(set) var source: any ByteSource
  private(set) var failure: (any Error)?
  private(set) var consumed = 0
  private var head: [UInt8]
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

  init(head: [UInt8], source: any ByteSource) {
    self.head = head
    self.source = source
  }

  deinit { buffer.deallocate() }

  /// What libarchive calls; valid as long as the feed lives.
  func origin(seeks: Bool) -> CArchiveSource {
    let size = seeks ? source.seekableSize : nil
    return CArchiveSource(
      read: { context, bytes in
        guard let context, let bytes else { return -1 }
        return Unmanaged<ArchiveFeed>.fromOpaque(context).takeUnretainedValue().read(bytes)
      },
      seek: size == nil
        ? nil
        : { context, offset in
          guard let context else { return -1 }
          return Unmanaged<ArchiveFeed>.fromOpaque(context).takeUnretainedValue().seek(Int(offset))
        },
      size: Int64(size ?? 0), context: Unmanaged.passUnretained(self).toOpaque())
  }

  private func read(_ bytes: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
    do {
      if head.isEmpty { head = try source.read(upTo: buffer.count) }
    } catch {
      failure = error
      return -1
    }
    let count = min(head.count, buffer.count)
    buffer.copyBytes(from: head.prefix(count))
    head = count == head.count ? [] : Array(head.dropFirst(count))
    consumed += count
    bytes.pointee = UnsafeRawPointer(buffer.baseAddress)
    return count
  }

  private func seek(_ offset: Int) -> Int64 {
    do {
      try source.seek(to: offset)
    } catch {
      failure = error
      return -1
    }
    head = []
    return Int64(offset)
  }
}
