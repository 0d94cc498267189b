/// Makes attribute names harmless that libxml2 stumbles over, such as `@click`, `(change)` and `[value]`.
///
/// The parser gives such an attribute up in the middle of its quoted value and takes the rest for text. Bytes are
/// replaced one for one, and only between a tag's name and its end (HTML Standard, “before attribute name state”).
struct AttributeNameRepair {
  private var bytes: UnsafeMutableBufferPointer<UInt8>
  private var index = 0

  /// Repairs a page in place, in one pass.
  static func repair(_ page: inout [UInt8]) {
    page.withUnsafeMutableBufferPointer { buffer in
      var repair = AttributeNameRepair(bytes: buffer)
      repair.run()
    }
  }

  private init(bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private mutating func run() {
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count else {
        index += 1
        continue
      }
      index += 1
      if bytes[index] == UInt8(ascii: "!"), starts(with: "!--") {
        skip(past: "-->")
      } else if bytes[index].isASCIILetter {
        let start = index
        while index < bytes.count, !Self.endsName(bytes[index]) { index += 1 }
        let isRawText = ["script", "style"].contains { matches($0, from: start, to: index) }
        repairAttributes()
        if isRawText { skip(past: "</") }
      }
    }
  }

  private mutating func repairAttributes() {
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
      if bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "/") {
        index += 1
        continue
      }
      repairName()
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
      if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
        index += 1
        skipValue()
      }
    }
  }

  private mutating func repairName() {
    let start = index
    while index < bytes.count, !Self.endsName(bytes[index]), bytes[index] != UInt8(ascii: "=") || index == start {
      let byte = bytes[index]
      let isSafe = byte.isASCIILetter || index > start && (byte.isASCIIDigit || "-_:.".utf8.contains(byte))
      if !isSafe { bytes[index] = UInt8(ascii: "_") }
      index += 1
    }
  }

  private mutating func skipValue() {
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    guard index < bytes.count else { return }
    let quote = bytes[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      index += 1
      while index < bytes.count, bytes[index] != quote { index += 1 }
      index += 1
    } else {
      while index < bytes.count, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ">") { index += 1 }
    }
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  private func starts(with text: StaticString) -> Bool {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
  }

  private func matches(_ name: String, from start: Int, to end: Int) -> Bool {
    end - start == name.utf8.count && zip(bytes[start..<end], name.utf8).allSatisfy { $0 | 0x20 == $1 }
  }

  private mutating func skip(past text: StaticString) {
    while index < bytes.count, !starts(with: text) { index += 1 }
  }
}
