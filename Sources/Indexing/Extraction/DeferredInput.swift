/// A part of an input that was read but not looked into, so that another thread can do it.
///
/// Made by ``Extractor/extract(name:format:source:receive:defer:)``, taken by ``Extractor/articles(in:receive:)``.
public struct DeferredInput: Sendable {
  /// What is to be looked into.
  enum Content: Sendable {
    case lines(JSONLinesBlock)
    case document(DeferredDocument)
    /// A document for a reader that takes it whole.
    case whole(DeferredDocument, any WholeDocumentReader)
  }

  let content: Content
  /// The member of the input that this is, or is in.
  public let member: String?

  /// The memory this takes, in bytes.
  public var byteCount: Int {
    switch content {
    case .lines(let block): block.byteCount
    case .document(let document), .whole(let document, _): document.bytes.count
    }
  }

  /// Whether it is read with a program of the system, which a process without rights cannot start.
  public var needsProgram: Bool {
    if case .whole = content { true } else { false }
  }

  /// The path or the name of the member it has, empty for lines of JSON.
  public var name: String {
    switch content {
    case .lines: ""
    case .document(let document), .whole(let document, _): document.name
    }
  }

  /// The number of articles and failures in there, as far as it is known.
  public var articleCount: Int {
    switch content {
    case .lines(let block): block.lineCount
    case .document, .whole: 1
    }
  }
}

/// A whole document in memory, with what its context was.
struct DeferredDocument: Sendable {
  var bytes: [UInt8]
  var name: String
  /// `nil` when it is to be found by content, then by name.
  var format: ArticleFormat?
  /// How many archives it is in.
  var depth: Int
  var place: DocumentPlace
}

/// Lines of JSON that were not parsed.
struct JSONLinesBlock: Sendable {
  var bytes: [UInt8] = []
  /// Where each line ends in the bytes, and its number in the input; the ends ascend.
  var lines: [(end: Int, number: Int)] = []

  /// The number of bytes in all lines.
  var byteCount: Int { bytes.count }
  /// The number of lines, each one article or failure.
  var lineCount: Int { lines.count }

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
