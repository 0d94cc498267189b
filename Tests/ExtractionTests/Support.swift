import Extraction
import Foundation

typealias ReadResult = Result<ExtractedArticle, ExtractionFailure>

/// Everything one input gives, in order.
func read(
  _ bytes: [UInt8], name: String, format: ArticleFormat? = nil, limits: Extractor.Limits = .init()
) throws -> [ReadResult] {
  var source = MemorySource(bytes)
  var results: [ReadResult] = []
  try Extractor(limits: limits).extract(name: name, format: format, source: &source) { results.append($0) }
  return results
}

func read(_ text: String, name: String, format: ArticleFormat? = nil) throws -> [ReadResult] {
  try read(Array(text.utf8), name: name, format: format)
}

/// The only article of an input that must have exactly one.
func article(_ text: String, name: String, format: ArticleFormat? = nil) throws -> ExtractedArticle {
  try article(Array(text.utf8), name: name, format: format)
}

func article(_ bytes: [UInt8], name: String, format: ArticleFormat? = nil) throws -> ExtractedArticle {
  let results = try read(bytes, name: name, format: format)
  guard results.count == 1, let only = results.first else {
    throw ExtractionFailure(code: .unreadable, detail: "expected one result, found \(results.count)")
  }
  return try only.get()
}

/// The codes of all failures, `nil` for articles.
func codes(_ results: [ReadResult]) -> [ReasonCode?] {
  results.map { result in
    switch result {
    case .success: nil
    case .failure(let failure): failure.code
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// The folder of real data beside the checkout, which only some machines have.
let sharedData: URL? = {
  let given = ProcessInfo.processInfo.environment["SEARCHD_SHARED"].map { URL(fileURLWithPath: $0) }
  let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder = given ?? checkout.deletingLastPathComponent().appendingPathComponent("shared")
  let data = folder.appendingPathComponent("data")
  return FileManager.default.fileExists(atPath: data.path) ? data : nil
}()

/// The gzip form of bytes, in stored (uncompressed) blocks.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var output: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
  var rest = bytes[...]
  repeat {
    let block = rest.prefix(65_535)
    rest = rest.dropFirst(block.count)
    let length = UInt16(block.count)
    output.append(rest.isEmpty ? 1 : 0)
    output += [UInt8(length & 0xff), UInt8(length >> 8), UInt8(~length & 0xff), UInt8(~length >> 8)]
    output += block
  } while !rest.isEmpty
  for value in [crc32(bytes), UInt32(truncatingIfNeeded: bytes.count)] {
    output += (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
  return output
}

/// CRC-32 as gzip has it (RFC 1952, section 8).
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc: UInt32 = 0xffff_ffff
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
  }
  return ~crc
}
