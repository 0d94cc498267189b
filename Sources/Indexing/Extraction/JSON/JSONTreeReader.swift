/// Walks a JSON document whose outermost value is an object, and hands over the values below it that somebody wants, one
/// by one, so that the document need not fit into memory.
struct JSONTreeReader {
  /// What is to be done with the value at a path.
  enum Interest {
    /// Its members or elements are looked at one by one, if it is an object or array.
    case open
    /// It is handed over whole.
    case take
    /// It is passed over.
    case skip
  }

  /// A value that was asked for.
  struct Part {
    /// The names of the members that lead to the value; ``JSONTreeReader/element`` for an element of an array.
    var path: [String]
    /// The value, or why there is none.
    var value: Result<MetadataValue, ExtractionFailure>
    /// The line the value begins on.
    var line: Int
    /// The length of the value, in bytes.
    var size: Int
  }

  /// The name of every element of an array in a path.
  static let element = "*"
  /// The deepest container whose members are looked at one by one.
  private static let maximumOpen = 16

  private enum Phase {
    case between
    case inKey
    case inValue
    /// After a value that could not be delimited: looks for the line on which the next member or element begins.
    case lost
  }

  private struct Container {
    var isArray: Bool
    /// The member whose value comes next, of an object.
    var key: String?
    /// How far members or elements that begin a line are indented, in bytes.
    var indentation: Int?
  }

  private let limits: Extractor.Limits
  private let interest: ([String]) -> Interest
  private var decoded: DecodedInput
  private var chunk: ArraySlice<UInt8> = []
  private var line = 1
  /// Bytes of white space at the head of the present line, `nil` once something else was seen.
  private var indentation: Int? = 0
  private var phase = Phase.between
  private var open: [Container] = []
  private var path: [String] = []
  private var collector: JSONValueCollector
  private var startLine = 1
  private var isWanted = false
  private var isComplete = false

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - input: The document, in UTF-8 or UTF-16.
  ///   - limits: The bounds for a value.
  ///   - interest: What is to be done with the value at a path; asked once for each value below an opened one.
  init(
    _ input: inout InputStream, limits: Extractor.Limits, interest: @escaping ([String]) -> Interest
  ) throws(ExtractionFailure) {
    self.limits = limits
    self.interest = interest
    decoded = try DecodedInput(&input) { _ in nil }
    collector = JSONValueCollector(limit: limits.maximumDocumentBytes)
  }

  /// What was assumed about the encoding.
  var notes: [ExtractionNote] { decoded.notes }

  /// The next value that is wanted, `nil` at the end.
  ///
  /// - Throws: A failure where nothing more can be read; one with the code `invalid-json` when the document ends early.
  mutating func next(from input: inout InputStream) throws(ExtractionFailure) -> Part? {
    while true {
      if chunk.isEmpty {
        chunk = try decoded.read(from: &input)[...]
        if chunk.isEmpty { return try atEnd() }
      }
      while let byte = chunk.first {
        let (part, isTaken) = try step(byte)
        if isTaken {
          chunk.removeFirst()
          track(byte)
        }
        if let part { return part }
      }
    }
  }

  private mutating func atEnd() throws(ExtractionFailure) -> Part? {
    if phase == .inValue {
      phase = .between
      if let part = finish() { return part }
    }
    guard !isComplete else { return nil }
    isComplete = true
    throw ExtractionFailure(
      code: .invalidJSON, detail: "the input ends inside the document; what comes before is read", line: line)
  }

  private mutating func track(_ byte: UInt8) {
    if byte == 0x0a {
      line += 1
      indentation = 0
    } else if let spaces = indentation {
      indentation = byte.isJSONSpace ? spaces + 1 : nil
    }
  }

  /// Looks at one byte; tells whether it is done with.
  private mutating func step(_ byte: UInt8) throws(ExtractionFailure) -> (part: Part?, isTaken: Bool) {
    switch phase {
    case .between:
      try takeBetween(byte)
      return (nil, true)
    case .inKey, .inValue:
      let step = collector.take(byte)
      if step == .inside { return (nil, true) }
      let isKey = phase == .inKey
      phase = step == .lost ? .lost : .between
      if isKey { return (takeKey(), true) }
      return (finish(), step != .after)
    case .lost:
      if let last = open.last, let spaces = indentation, spaces == last.indentation ?? 0,
        byte == UInt8(ascii: last.isArray ? "{" : "\"")
      {
        phase = .between
        return (nil, false)
      }
      return (nil, true)
    }
  }

  private mutating func takeBetween(_ byte: UInt8) throws(ExtractionFailure) {
    if byte.isJSONSpace || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") || isComplete { return }
    guard let last = open.last else { return try beginDocument(byte) }
    if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
      open.removeLast()
      if !path.isEmpty { path.removeLast() }
      isComplete = open.isEmpty
      return
    }
    open[open.count - 1].indentation = indentation ?? last.indentation
    if last.isArray {
      beginValue(byte, name: Self.element)
    } else if let key = last.key {
      open[open.count - 1].key = nil
      beginValue(byte, name: key)
    } else if byte == UInt8(ascii: "\"") {
      phase = .inKey
      collector.begin(byte)
    } else {
      phase = .lost
    }
  }

  private mutating func beginDocument(_ byte: UInt8) throws(ExtractionFailure) {
    guard byte == UInt8(ascii: "{") else {
      throw ExtractionFailure(code: .notAnObject, detail: "the document is not an object", line: line)
    }
    open.append(Container(isArray: false))
  }

  private mutating func takeKey() -> Part? {
    if case .success(.string(let key)) = JSONScanner.parse(collector.bytes[...]) { open[open.count - 1].key = key }
    return nil
  }

  private mutating func beginValue(_ byte: UInt8, name: String) {
    path.append(name)
    let interest = interest(path)
    let isContainer = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
    if interest == .open, isContainer, open.count < Self.maximumOpen {
      open.append(Container(isArray: byte == UInt8(ascii: "[")))
      return
    }
    isWanted = interest != .skip
    startLine = line
    phase = .inValue
    collector.begin(byte, isKept: isWanted)
  }

  private mutating func finish() -> Part? {
    defer { path.removeLast() }
    guard isWanted else { return nil }
    return Part(path: path, value: value(), line: startLine, size: collector.bytes.count)
  }

  private func value() -> Result<MetadataValue, ExtractionFailure> {
    if collector.isTooLong {
      let detail = "the value is longer than \(limits.maximumDocumentBytes) bytes"
      return .failure(ExtractionFailure(code: .tooLarge, detail: detail, line: startLine))
    }
    let bytes = collector.bytes[...]
    return JSONScanner.parse(bytes, maximumDepth: limits.maximumJSONDepth).mapError {
      $0.failure(line: startLine, in: bytes)
    }
  }
}
