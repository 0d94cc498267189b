import Glibc

/// Reads lines as they become available.
struct LineReader {
  /// How many bytes a line may have.
  static let maximumLineBytes = 16 << 20

  private let descriptor: Int32
  private var rest: [UInt8] = []
  private var hasEnded = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The lines that have arrived since, at least one, without their ends (LF or CR LF); `nil` at the end.
  ///
  /// - Throws: ``InputError``.
  mutating func lines() throws(InputError) -> [[UInt8]]? {
    while !hasEnded {
      let scanned = rest.count
      try readSome()
      guard let end = rest[scanned...].lastIndex(of: UInt8(ascii: "\n")) else {
        guard rest.count <= Self.maximumLineBytes else { throw .lineTooLong }
        continue
      }
      let complete = rest[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      defer { rest.removeSubrange(...end) }
      return complete.map(Self.withoutReturn)
    }
    guard !rest.isEmpty else { return nil }
    defer { rest = [] }
    return [Self.withoutReturn(rest[...])]
  }

  private mutating func readSome() throws(InputError) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(descriptor, &buffer, buffer.count)
    switch count {
    case 0: hasEnded = true
    case 1...: rest += buffer[..<count]
    default: if errno != EINTR { throw .unreadable(code: errno) }
    }
  }

  private static func withoutReturn(_ line: ArraySlice<UInt8>) -> [UInt8] {
    Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }
}

/// Why the queries of a batch cannot be read.
enum InputError: Error, Equatable, CustomStringConvertible {
  case unreadable(code: Int32)
  case lineTooLong

  var description: String {
    switch self {
    case .unreadable(let code): "cannot read the standard input: \(String(cString: strerror(code)))"
    case .lineTooLong: "a line of the standard input has more than 16 MiB; a query is a line"
    }
  }
}
