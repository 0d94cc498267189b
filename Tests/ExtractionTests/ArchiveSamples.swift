/// A member of an archive that a test makes.
struct SampleMember {
  var name: [UInt8]
  var content: [UInt8]
  /// The type of a tar member: `0` a file, `1` a hard link, `2` a symbolic link, `3` a device, `5` a folder, `6` a pipe.
  var type: Character = "0"
  /// Bit 0 of a ZIP member's flags.
  var isEncrypted = false

  init(_ name: String, _ content: String = "", type: Character = "0", isEncrypted: Bool = false) {
    self.init(Array(name.utf8), Array(content.utf8), type: type, isEncrypted: isEncrypted)
  }

  init(_ name: [UInt8], _ content: [UInt8], type: Character = "0", isEncrypted: Bool = false) {
    self.name = name
    self.content = content
    self.type = type
    self.isEncrypted = isEncrypted
  }
}

/// The kinds of archives that a test makes.
enum SampleArchive: CaseIterable {
  case zip, tar

  func bytes(of members: [SampleMember]) -> [UInt8] {
    switch self {
    case .zip: ExtractionTests.zip(members)
    case .tar: ExtractionTests.tar(members)
    }
  }
}

/// A ZIP archive of stored members (APPNOTE.TXT 6.3.10).
func zip(_ members: [SampleMember]) -> [UInt8] {
  var output: [UInt8] = []
  var table: [UInt8] = []
  for member in members {
    let offset = output.count
    let flags = little(member.isEncrypted ? 1 : 0, 2)
    let size = little(member.content.count, 4)
    let facts =
      flags + little(0, 2) + little(0, 4) + little(Int(crc32(member.content)), 4) + size + size
      + little(member.name.count, 2) + little(0, 2)
    output += Array("PK\u{3}\u{4}".utf8) + little(20, 2) + facts + member.name + member.content
    table +=
      Array("PK\u{1}\u{2}".utf8) + little(20, 2) + little(20, 2) + facts + little(0, 2) + little(0, 2) + little(0, 2)
      + little(0, 4) + little(offset, 4) + member.name
  }
  let count = little(members.count, 2)
  let end = Array("PK\u{5}\u{6}".utf8) + little(0, 4) + count + count + little(table.count, 4) + little(output.count, 4)
  return output + table + end + little(0, 2)
}

/// A tar archive (POSIX.1-2001, “ustar Interchange Format”).
func tar(_ members: [SampleMember]) -> [UInt8] {
  var output: [UInt8] = []
  for member in members {
    let isFile = member.type == "0"
    var header = padded(member.name, 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8)
    header += octal(isFile ? member.content.count : 0, 12) + octal(0, 12) + Array("        ".utf8)
    header += Array(String(member.type).utf8) + padded(isFile ? [] : member.content, 100)
    header += Array("ustar\u{0}00".utf8) + padded([], 64) + octal(0, 8) + octal(0, 8)
    header = padded(header, 512)
    let sum = header.reduce(0) { $0 + Int($1) }
    header.replaceSubrange(148..<156, with: octal(sum, 7) + [0x20])
    output += header
    if isFile { output += padded(member.content, (member.content.count + 511) / 512 * 512) }
  }
  return output + [UInt8](repeating: 0, count: 1024)
}

private func little(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

private func padded(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
  bytes + [UInt8](repeating: 0, count: max(0, count - bytes.count))
}

private func octal(_ value: Int, _ count: Int) -> [UInt8] {
  let digits = String(value, radix: 8)
  return Array(String(repeating: "0", count: count - 1 - digits.count).utf8) + Array(digits.utf8) + [0]
}
