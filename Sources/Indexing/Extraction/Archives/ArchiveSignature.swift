/// Knows archives by their first bytes.
enum ArchiveSignature {
  /// Whether this is the beginning of a ZIP or tar archive.
  ///
  /// - Parameter head: The first 512 bytes, decompressed; fewer only when there are no more.
  static func isArchive(_ head: [UInt8]) -> Bool { isZip(head) || isTar(head) }

  static func isZip(_ head: [UInt8]) -> Bool {
    // A file; none at all; a part of several; such a part that became the only one.
    ["PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{7}\u{8}PK", "PK00PK"].contains { head.starts(with: $0.utf8) }
  }

  /// Whether this is the package of an office program (Office Open XML, OpenDocument), by its first member.
  static func isOfficeDocument(_ head: [UInt8]) -> Bool {
    guard isZip(head), head.count > 30 else { return false }
    let member = head[30...]
    return member.starts(with: "[Content_Types].xml".utf8)
      || member.starts(with: "mimetypeapplication/vnd.oasis.opendocument".utf8)
  }

  /// Whether the checksum of a tar header is right (POSIX.1-2001, “ustar Interchange Format”); older forms have it too.
  static func isTar(_ head: [UInt8]) -> Bool {
    guard head.count >= 512, head[0] != 0 else { return false }
    let field = head[148..<156]
    let digits = field.drop { $0 == 0x20 || $0 == 0 }.prefix { $0 >= 0x30 && $0 <= 0x37 }
    guard !digits.isEmpty else { return false }
    let stated = digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
    let others = head[..<148].reduce(0) { $0 + Int($1) } + head[156..<512].reduce(0) { $0 + Int($1) }
    return stated == others + 8 * 0x20
  }
}
