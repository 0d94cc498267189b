/// What may come out of one input, however archives are nested in it; belongs to the thread that reads it.
final class ArchiveBudget {
  private let limits: Extractor.Limits
  private var produced = 0
  private var members = 0
  /// The bytes of the input itself that were read so far; those of archives inside are among what came out of it.
  private var consumed = 0

  init(limits: Extractor.Limits) {
    self.limits = limits
  }

  /// Counts what came out of compressed data or an archive.
  ///
  /// - Parameters:
  ///   - count: The number of bytes.
  ///   - compressed: The number of bytes that were read of the input itself so far, 0 for an archive inside.
  func take(bytes count: Int, from compressed: Int) throws(ExtractionFailure) {
    produced += count
    consumed = max(consumed, compressed)
    let isSuspicious = produced > 64 << 20 && produced / max(1, consumed) > limits.maximumCompressionRatio
    guard isSuspicious || produced > limits.maximumDecompressedBytes else { return }
    let detail = "\(consumed) compressed bytes expand to more than \(produced); unpack it yourself"
    throw ExtractionFailure(code: .archiveBomb, detail: detail)
  }

  /// Counts a member.
  func takeMember() throws(ExtractionFailure) {
    members += 1
    guard members > limits.maximumArchiveMembers else { return }
    let detail = "more than \(limits.maximumArchiveMembers) members; unpack it yourself"
    throw ExtractionFailure(code: .archiveBomb, detail: detail)
  }
}
