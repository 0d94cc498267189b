/// Lines of JSON that were read but not parsed, so that another thread can parse them.
///
/// Made by ``Extractor/extract(name:format:source:receive:receiveLines:)``, taken by
/// ``Extractor/articles(in:receive:)``.
public struct JSONLinesBlock: Sendable {
  private var bytes: [UInt8] = []
  private var lines: [(end: Int, number: Int)] = []

  /// The number of bytes in all lines.
  public var byteCount: Int { bytes.count }
  /// The number of lines, each one article or failure.
  public var lineCount: Int { lines.count }

  mutating func append(_ line: ArraySlice<UInt8>, number: Int) {
    bytes.append(contentsOf: line)
    lines.append((bytes.count, number))
  }

  func forEachLine(_ body: (ArraySlice<UInt8>, _ number: Int) throws -> Void) rethrows {
    var start = 0
    for line in lines {
      try body(bytes[start..<line.end], line.number)
      start = line.end
    }
  }
}
