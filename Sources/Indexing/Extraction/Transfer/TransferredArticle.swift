public import Articles

extension ArticleDate: Transferable {
  /// Appends the text.
  public func write(to writer: inout TransferWriter) { writer.append(text) }

  /// Reads the text.
  public init(from reader: inout TransferReader) throws(TransferError) {
    guard let date = ArticleDate(iso: try reader.text()) else { throw TransferError() }
    self = date
  }
}

extension Language: Transferable {
  /// Appends the subtag.
  public func write(to writer: inout TransferWriter) { writer.append(rawValue) }

  /// Reads the subtag.
  public init(from reader: inout TransferReader) throws(TransferError) {
    guard let language = Language(tag: try reader.text()) else { throw TransferError() }
    self = language
  }
}

extension ArticleSource: Transferable {
  /// Appends the parts.
  public func write(to writer: inout TransferWriter) {
    writer.append(path)
    writer.append(member)
    writer.append(line)
  }

  /// Reads the parts.
  public init(from reader: inout TransferReader) throws(TransferError) {
    self.init(path: try reader.text(), member: try reader.optionalText(), line: try reader.optionalInteger())
  }
}

extension ArticleFormat: Transferable {
  /// Appends the name.
  public func write(to writer: inout TransferWriter) { writer.append(rawValue) }

  /// Reads the name.
  public init(from reader: inout TransferReader) throws(TransferError) {
    guard let format = ArticleFormat(rawValue: try reader.text()) else { throw TransferError() }
    self = format
  }
}

extension ExtractedArticle: Transferable {
  /// Appends the parts.
  public func write(to writer: inout TransferWriter) {
    for text in [id, url, author, site, category, member] { writer.append(text) }
    writer.append(title)
    writer.append(body)
    writer.append(language)
    writer.append(languageMayBeOfTemplate)
    writer.append(bodyMayBeSummary)
    for date in [published, updated, captured] { writer.append(date) }
    writer.append(line)
    writer.append(source)
    writer.append(list: notes)
  }

  /// Reads the parts.
  public init(from reader: inout TransferReader) throws(TransferError) {
    self.init()
    id = try reader.optionalText()
    url = try reader.optionalText()
    author = try reader.optionalText()
    site = try reader.optionalText()
    category = try reader.optionalText()
    member = try reader.optionalText()
    title = try reader.text()
    body = try reader.text()
    language = try reader.optionalValue()
    languageMayBeOfTemplate = try reader.flag()
    bodyMayBeSummary = try reader.flag()
    published = try reader.optionalValue()
    updated = try reader.optionalValue()
    captured = try reader.optionalValue()
    line = try reader.optionalInteger()
    source = try reader.optionalValue()
    notes = try reader.values()
  }
}

extension ExtractionNote: Transferable {
  /// Appends the kind and what belongs to it.
  public func write(to writer: inout TransferWriter) {
    switch self {
    case .guessedEncoding(let name):
      writer.append(0)
      writer.append(name)
    case .contradictedEncoding(let declared, let used):
      writer.append(1)
      writer.append(declared)
      writer.append(used)
    case .replacedBytes(let count):
      writer.append(2)
      writer.append(count)
    case .unreadableFrontMatter(let detail):
      writer.append(3)
      writer.append(detail)
    case .unreadableDate(let text):
      writer.append(4)
      writer.append(text)
    case .truncatedMarkup: writer.append(5)
    case .truncatedEntry: writer.append(6)
    }
  }

  /// Reads the kind and what belongs to it.
  public init(from reader: inout TransferReader) throws(TransferError) {
    switch try reader.integer() {
    case 0: self = .guessedEncoding(try reader.text())
    case 1: self = .contradictedEncoding(declared: try reader.text(), used: try reader.text())
    case 2: self = .replacedBytes(count: try reader.integer())
    case 3: self = .unreadableFrontMatter(detail: try reader.text())
    case 4: self = .unreadableDate(try reader.text())
    case 5: self = .truncatedMarkup
    case 6: self = .truncatedEntry
    default: throw TransferError()
    }
  }
}

extension ExtractionFailure: Transferable {
  /// Appends the parts.
  public func write(to writer: inout TransferWriter) {
    writer.append(code.rawValue)
    writer.append(detail)
    writer.append(member)
    writer.append(line)
  }

  /// Reads the parts.
  public init(from reader: inout TransferReader) throws(TransferError) {
    guard let code = ReasonCode(rawValue: try reader.text()) else { throw TransferError() }
    self.init(
      code: code, detail: try reader.text(), member: try reader.optionalText(), line: try reader.optionalInteger())
  }
}
