import CZlib

/// Decompresses a gzip stream of any number of members (RFC 1952).
///
/// Bytes after the last member that are no gzip member are padding and ignored, as gzip(1) does.
struct GunzipSource: WrappingSource {
  private var compressed: any ByteSource
  private let inflater: Inflater
  private let limits: Extractor.Limits
  private var pending: ArraySlice<UInt8>
  private var consumed = 0
  private var produced = 0
  private var phase = Phase.inMember

  private enum Phase { case inMember, betweenMembers, done }

  /// Begins with bytes that were already taken from the source.
  init(head: [UInt8], rest: any ByteSource, limits: Extractor.Limits) throws(ExtractionFailure) {
    guard let inflater = Inflater(CZLIB_GZIP) else {
      throw ExtractionFailure(code: .unreadable, detail: "not enough memory to decompress")
    }
    self.inflater = inflater
    self.compressed = rest
    self.limits = limits
    pending = head[...]
  }

  var wrapped: any ByteSource { compressed }

  mutating func read(upTo count: Int) throws -> [UInt8] {
    while phase != .done {
      if pending.isEmpty { pending = try compressed.read(upTo: 64 << 10)[...] }
      if phase == .betweenMembers {
        try beginNextMember()
        continue
      }
      if pending.isEmpty {
        phase = .done
        throw ExtractionFailure(
          code: .truncatedGzip, detail: "the compressed data ends after \(produced) decompressed bytes")
      }
      let output = try inflate(upTo: count)
      if !output.isEmpty { return output }
    }
    return []
  }

  private mutating func beginNextMember() throws {
    while pending.count < 3 {
      let more = try compressed.read(upTo: 64 << 10)
      if more.isEmpty { break }
      pending = (Array(pending) + more)[...]
    }
    if Compression(Array(pending.prefix(3))) == .gzip {
      inflater.beginNextMember()
      phase = .inMember
    } else {
      phase = .done
    }
  }

  private mutating func inflate(upTo count: Int) throws(ExtractionFailure) -> [UInt8] {
    let step = inflater.inflate(pending, upTo: count)
    pending = pending.dropFirst(step.consumed)
    consumed += step.consumed
    produced += step.output.count
    switch step.status {
    case CZLIB_MORE: break
    case CZLIB_MEMBER_END: phase = .betweenMembers
    default:
      phase = .done
      throw ExtractionFailure(
        code: .corruptGzip, detail: "the compressed data is damaged after \(produced) decompressed bytes")
    }
    try checkExpansion()
    return step.output
  }

  private mutating func checkExpansion() throws(ExtractionFailure) {
    let suspicious = produced > 64 << 20 && produced / max(1, consumed) > limits.maximumCompressionRatio
    guard suspicious || produced > limits.maximumDecompressedBytes else { return }
    phase = .done
    throw ExtractionFailure(
      code: .gzipBomb, detail: "\(consumed) compressed bytes expand to more than \(produced); decompress it yourself")
  }
}

/// Owns the state of zlib; belongs to the one that made it.
final class Inflater {
  private let handle: OpaquePointer

  init?(_ form: CZlibForm) {
    guard let handle = czlib_create(form) else { return nil }
    self.handle = handle
  }

  deinit { czlib_destroy(handle) }

  func beginNextMember() { czlib_next_member(handle) }

  func inflate(_ input: ArraySlice<UInt8>, upTo count: Int) -> (consumed: Int, output: [UInt8], status: CZlibStatus) {
    var status = CZLIB_MORE
    var used = input.count
    let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      written = count
      input.withUnsafeBufferPointer { bytes in
        status = czlib_inflate(handle, bytes.baseAddress, &used, buffer.baseAddress, &written)
      }
    }
    return (used, output, status)
  }
}
