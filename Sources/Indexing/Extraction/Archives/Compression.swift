/// The compressions that are looked through, known by their first bytes.
enum Compression {
  case gzip
  /// Those that libarchive unwraps.
  case other

  init?(_ head: [UInt8]) {
    if head.starts(with: Self.gzipSignature) {
      self = .gzip
    } else if Self.otherSignatures.contains(where: { head.starts(with: $0) }) || Self.isBzip2(head) {
      self = .other
    } else {
      return nil
    }
  }

  /// Whether more bytes are needed to tell whether this is the beginning of compressed data.
  static func mayFollow(_ head: [UInt8]) -> Bool {
    if head.starts(with: bzip2Signature) { return head.count < 10 }
    return ([gzipSignature, bzip2Signature] + otherSignatures).contains { signature in
      head.count < signature.count && signature.starts(with: head)
    }
  }

  private static let gzipSignature: [UInt8] = [0x1f, 0x8b, 0x08]
  /// xz, zstd.
  private static let otherSignatures: [[UInt8]] = [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], [0x28, 0xb5, 0x2f, 0xfd]]
  private static let bzip2Signature = Array("BZh".utf8)

  /// `BZh`, the block size, and the mark of a block or of the end: text may begin with the first four.
  private static func isBzip2(_ head: [UInt8]) -> Bool {
    guard head.starts(with: bzip2Signature), head.count >= 10, (0x31...0x39).contains(head[3]) else { return false }
    let mark = head[4..<10]
    return mark.elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
      || mark.elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  }
}

/// The bytes that xz, zstd or bzip2 data stands for.
struct DecompressingSource: WrappingSource {
  private let handle: ArchiveHandle
  private var isOpen = false

  /// Begins with bytes that were already taken from the source.
  init(head: [UInt8], rest: any ByteSource, limits: Extractor.Limits) throws(ExtractionFailure) {
    let budget = ArchiveBudget(limits: limits)
    handle = try ArchiveHandle(.compressedData, head: head, source: rest, budget: budget)
  }

  var wrapped: any ByteSource { handle.source }

  mutating func read(upTo count: Int) throws -> [UInt8] {
    if !isOpen {
      isOpen = true
      guard try handle.next() != nil else { return [] }
    }
    return try handle.read(upTo: count)
  }
}
