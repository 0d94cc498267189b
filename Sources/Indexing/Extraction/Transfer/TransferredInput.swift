extension DeferredInput: Transferable {
  /// Appends the part with its bytes.
  public func write(to writer: inout TransferWriter) {
    writer.append(member)
    switch content {
    case .lines(let block):
      writer.append(0)
      writer.append(block)
    case .document(let document):
      writer.append(1)
      writer.append(document)
    case .whole(let document, let reader):
      writer.append(2)
      writer.append(document)
      writer.append(type(of: reader).format)
    }
  }

  /// Reads the part with its bytes.
  public init(from reader: inout TransferReader) throws(TransferError) {
    let member = try reader.optionalText()
    switch try reader.integer() {
    case 0: self.init(content: .lines(try reader.value()), member: member)
    case 1: self.init(content: .document(try reader.value()), member: member)
    case 2:
      let document = try reader.value(DeferredDocument.self)
      guard let whole = ArticleReaders.reader(for: try reader.value()) as? any WholeDocumentReader else {
        throw TransferError()
      }
      self.init(content: .whole(document, whole), member: member)
    default: throw TransferError()
    }
  }
}

extension DeferredDocument: Transferable {
  func write(to writer: inout TransferWriter) {
    writer.append(bytes)
    writer.append(name)
    writer.append(format)
    writer.append(depth)
    writer.append(place)
  }

  init(from reader: inout TransferReader) throws(TransferError) {
    self.init(
      bytes: try reader.list(), name: try reader.text(), format: try reader.optionalValue(),
      depth: try reader.integer(), place: try reader.value())
  }
}

extension DocumentPlace: Transferable {
  func write(to writer: inout TransferWriter) {
    writer.append(url)
    writer.append(captured)
    writer.append(published)
    writer.append(encoding)
    writer.append(line)
    writer.append(isTruncated)
  }

  init(from reader: inout TransferReader) throws(TransferError) {
    self.init(
      url: try reader.optionalText(), captured: try reader.optionalValue(), published: try reader.optionalValue(),
      encoding: try reader.optionalText(), line: try reader.optionalInteger(), isTruncated: try reader.flag())
  }
}

extension JSONLinesBlock: Transferable {
  func write(to writer: inout TransferWriter) {
    writer.append(bytes)
    writer.append(lines.count)
    for line in lines {
      writer.append(line.end)
      writer.append(line.number)
    }
  }

  init(from reader: inout TransferReader) throws(TransferError) {
    self.init()
    bytes = try reader.list()
    for _ in 0..<(try reader.integer()) {
      let (end, number) = (try reader.integer(), try reader.integer())
      guard (lines.last?.end ?? 0)...bytes.count ~= end else { throw TransferError() }
      lines.append((end, number))
    }
  }
}

extension Extractor.Limits: Transferable {
  /// Appends the numbers.
  public func write(to writer: inout TransferWriter) {
    for limit in Self.all { writer.append(self[keyPath: limit]) }
  }

  /// Reads the numbers.
  public init(from reader: inout TransferReader) throws(TransferError) {
    self.init()
    for limit in Self.all { self[keyPath: limit] = try reader.integer() }
  }

  private static var all: [WritableKeyPath<Self, Int>] {
    [
      \.maximumDocumentBytes, \.maximumDecompressedBytes, \.maximumCompressionRatio, \.maximumArchiveMembers,
      \.maximumArchiveDepth, \.maximumJSONDepth, \.maximumMarkupDepth, \.maximumMarkupNodes,
    ]
  }
}

extension FeedList.Reference: Transferable {
  /// Appends the parts.
  public func write(to writer: inout TransferWriter) {
    writer.append(address)
    writer.append(title)
    writer.append(line)
  }

  /// Reads the parts.
  public init(from reader: inout TransferReader) throws(TransferError) {
    self.init(address: try reader.text(), title: try reader.optionalText(), line: try reader.integer())
  }
}
