/// The table of members at the end of a ZIP archive (APPNOTE.TXT 6.3.10, section 4.3.16).
enum ZipTable {
  /// The length of the record at the very end, and of the longest comment behind it.
  private static let recordLength = 22
  private static let maximumComment = 65_535

  /// Whether the archive can be read by its own table, or is no ZIP archive and can be sought in.
  ///
  /// Where the end is lost, the last table is that of an archive inside. The input is at its beginning afterwards.
  static func isAtEnd(of input: inout InputStream) throws(ExtractionFailure) -> Bool {
    guard let size = input.seekableSize else { return false }
    guard ArchiveSignature.isZip(try input.peek(recordLength)) else { return true }
    do {
      let start = max(0, size - recordLength - maximumComment)
      try input.seek(to: start)
      let tail = try input.readAll(limit: recordLength + maximumComment)
      try input.seek(to: 0)
      return isTable(tail, at: start)
    } catch {
      throw error as? ExtractionFailure ?? ExtractionFailure(code: .unreadable, detail: "\(error)")
    }
  }

  /// Whether the last record in the tail of a file tells the place that it is at.
  private static func isTable(_ tail: [UInt8], at start: Int) -> Bool {
    guard tail.count >= recordLength else { return false }
    for index in stride(from: tail.count - recordLength, through: 0, by: -1)
    where tail[index...].starts(with: "PK\u{5}\u{6}".utf8) {
      let (length, offset) = (number(tail, index + 12), number(tail, index + 16))
      // Large archives have the numbers elsewhere.
      return length == 0xffff_ffff || offset == 0xffff_ffff || offset + length == start + index
    }
    return false
  }

  private static func number(_ bytes: [UInt8], _ index: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[index + $1]) << (8 * $1) }
  }
}
