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
func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc: UInt32 = 0xffff_ffff
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
  }
  return ~crc
}

/// The same line again and again, in pieces that do not end where it ends.
struct RepeatingSource: ByteSource {
  let line: [UInt8]
  private(set) var left: Int
  private var head: [UInt8]
  private var tail: [UInt8]
  private var offset = 0

  init(head: [UInt8] = [], line: [UInt8], count: Int, tail: [UInt8] = []) {
    self.head = head
    self.line = line
    self.tail = tail
    left = count
  }

  mutating func read(upTo count: Int) -> [UInt8] {
    if !head.isEmpty {
      defer { head = [] }
      return head
    }
    guard left > 0 else {
      defer { tail = [] }
      return tail
    }
    let piece = line[offset..<min(line.count, offset + min(count, 65_537))]
    offset = piece.endIndex
    if offset == line.count {
      offset = 0
      left -= 1
    }
    return Array(piece)
  }
}

/// The memory the process has in use, from the kernel.
private func residentKilobytes() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * 4
}

/// How many articles a source gives, and by how many kilobytes the process has grown meanwhile.
func stream(_ source: RepeatingSource) throws -> (articles: Int, growth: Int) {
  var source = source
  var count = 0
  let before = residentKilobytes()
  try Extractor().extract(name: "-", format: nil, source: &source) { result in
    _ = try result.get()
    count += 1
  }
  return (count, residentKilobytes() - before)
}

/// The processor time that the work of this thread takes, whatever else the machine does.
func processorTime(_ work: () throws -> Void) rethrows -> Duration {
  func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
  let start = now()
  try work()
  return now() - start
}

/// Whether work on four times as much takes at most some eight times as long.
///
/// Where it grew with the square of the length it would take sixteen times. Up to four runs are compared.
func growsInProportion(from size: Int, _ work: (Int) throws -> Void) rethrows -> Bool {
  let allowance = Duration.milliseconds(20)
  var small = try processorTime { try work(size) }
  for _ in 0..<4 {
    let large = try processorTime { try work(4 * size) }
    if large <= small * 8 + allowance { return true }
    small = max(small, try processorTime { try work(size) })
  }
  return false
}
