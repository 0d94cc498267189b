import Extraction

/// A path as the file system has it: bytes, which need not be UTF-8.
struct InputPath: Sendable, Hashable {
  /// The bytes without a closing NUL.
  let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// What stands for standard input.
  static let standardInput = InputPath("-")

  /// The path of something in the directory at this path.
  func appending(_ name: [UInt8]) -> InputPath {
    InputPath(bytes: bytes.last == UInt8(ascii: "/") ? bytes + name : bytes + [UInt8(ascii: "/")] + name)
  }

  /// The last part.
  var name: [UInt8] { Array(bytes[((bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]) }

  /// The folder of an absolute path.
  var parent: InputPath { InputPath(bytes: Array(bytes[..<max(1, bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0)])) }

  /// Calls `body` with the path as the system's calls want it.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes + [0]).withUnsafeBytes { buffer in
      guard let pointer = buffer.assumingMemoryBound(to: CChar.self).baseAddress else { return "".withCString(body) }
      return body(pointer)
    }
  }
}

extension InputPath: CustomStringConvertible {
  /// The path as text; bytes that are not UTF-8 are written `%XX`.
  var description: String { String(escapingBytes: bytes) }
}
