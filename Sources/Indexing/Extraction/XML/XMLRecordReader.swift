/// A part of a document that holds many records: a feed, an export.
enum XMLPart {
  /// An element beside the records, which says something about all of them.
  case property(XMLElement)
  case record(XMLRecord)
}

/// One item of a feed.
struct XMLRecord {
  var element: XMLElement
  /// Roughly the memory it takes, in bytes.
  var size: Int
  /// Whether the document ends inside it.
  var isTruncated = false
  /// Whether it was larger than the limit and is therefore empty.
  var isTooLarge = false
  /// Whether elements nested deeper than the limit; they were kept at that depth.
  var isTooDeep = false
}

/// Cuts a feed of any size into its records, holding one at a time.
///
/// End tags that are missing or too many are put up with: an end tag closes what is open inside its element, and one that
/// closes nothing is passed over.
struct XMLRecordReader {
  /// What every element, piece of text and attribute is counted with besides its bytes.
  private static let elementWeight = 256
  private static let attributeWeight = 64
  /// The largest property that is kept, in bytes.
  private static let maximumProperty = 1 << 20

  /// An open element.
  private struct Open {
    /// The name as written, which the end tag repeats.
    var written: String
    var namespaces: XMLNamespaces
    var element: XMLElement
  }

  private var tokenizer: XMLTokenizer
  private let limits: Extractor.Limits
  private let names: XMLRecordNames
  private var open: [Open] = []
  /// The elements of `open` that only hold others; the next one begins a property or record.
  private var containerCount = 0
  /// Elements that are open beyond the depth limit.
  private var excessDepth = 0
  private var size = 0
  private var isTooLarge = false
  private var isTooDeep = false
  private var isRecord = false
  private var finished: [XMLPart] = []
  /// The outermost element's name; `nil` until there is one.
  private(set) var root: XMLName?
  /// The element that the document ends inside of, as written; `nil` when it is complete.
  private(set) var unclosed: String?

  /// Begins to read.
  init(
    _ input: inout InputStream, limits: Extractor.Limits, encoding: String? = nil, records names: XMLRecordNames = .feed
  ) throws(ExtractionFailure) {
    tokenizer = try XMLTokenizer(&input, encoding: encoding)
    self.limits = limits
    self.names = names
  }

  /// What was assumed about the encoding.
  var notes: [ExtractionNote] { tokenizer.notes }

  /// The line that was read last.
  var line: Int { tokenizer.tagLine }

  /// The next part, `nil` at the end.
  ///
  /// When it throws, the record that was open can be had from ``interrupted()``.
  mutating func next(from input: inout InputStream) throws(ExtractionFailure) -> XMLPart? {
    while finished.isEmpty {
      guard let token = try tokenizer.next(from: &input) else {
        if unclosed == nil { unclosed = open.last?.written }
        return interrupted().map { .record($0) }
      }
      switch token {
      case .start(let name, let attributes, let isEmpty): start(name, attributes, isEmpty: isEmpty)
      case .end(let name): end(name)
      case .text(let text): append(text)
      }
    }
    return finished.removeFirst()
  }

  /// What was read of the record that the input breaks off in.
  mutating func interrupted() -> XMLRecord? {
    let isInRecord = isRecord
    close(downTo: containerCount)
    open = []
    guard isInRecord, case .record(var record)? = finished.popLast() else { return nil }
    record.isTruncated = true
    return record
  }

  // MARK: Tags

  private mutating func start(_ written: String, _ attributes: [XMLAttribute], isEmpty: Bool) {
    let namespaces = (open.last?.namespaces ?? XMLNamespaces()).declaring(attributes, isRoot: open.isEmpty)
    let name = namespaces.name(written)
    if root == nil { root = name }
    let beginsRecord = names.areRecords(name) && !isInAnother
    if beginsRecord {
      if isRecord { close(downTo: containerCount) } else { containerCount = open.count }
    }
    closeUnclosedField(before: name)
    if open.count >= limits.maximumMarkupDepth {
      isTooDeep = true
      if !isEmpty { excessDepth += 1 }
      return
    }
    push(written, namespaces, name, attributes)
    if open.count == containerCount + 1, !isRecord {
      if !beginsRecord, containerCount == 0 || names.containers.contains(name.local) {
        containerCount += 1
      } else {
        (size, isTooLarge, isTooDeep, isRecord) = (0, false, false, beginsRecord)
      }
    }
    count(attributes)
    if isEmpty || !names.mayNest && open.count > containerCount + 2 && HTMLTag(name: written).isVoid {
      close(downTo: open.count - 1)
    }
  }

  /// Whether a record holds others: a whole feed, such as that of its comments, or parts that are called like it.
  private var isInAnother: Bool {
    isRecord
      && (names.mayNest || open[(containerCount + 1)...].contains { names.containers.contains($0.element.name.local) })
  }

  /// Closes an element that holds nothing but text when another one begins that cannot be inside of it.
  private mutating func closeUnclosedField(before name: XMLName) {
    let field = isRecord ? containerCount + 1 : containerCount
    guard !names.mayNest, open.count > field, Self.textFields.contains(open[field].element.name) else { return }
    if Self.textFields.contains(name) || Self.otherFields.contains(name) { close(downTo: field) }
  }

  private mutating func push(
    _ written: String, _ namespaces: XMLNamespaces, _ name: XMLName, _ attributes: [XMLAttribute]
  ) {
    let parent = open.last?.element
    var element = XMLElement(
      name: name, attributes: attributes, line: tokenizer.tagLine, base: parent?.base, language: parent?.language)
    for attribute in attributes {
      if attribute.name == "xml:base" {
        element.base = WebAddress.resolve(attribute.value, against: parent?.base) ?? parent?.base
      } else if attribute.name == "xml:lang" {
        element.language = attribute.value
      }
    }
    open.append(Open(written: written, namespaces: namespaces, element: element))
  }

  private mutating func end(_ written: String) {
    if excessDepth > 0, !open.prefix(containerCount + 2).contains(where: { $0.written == written }) {
      excessDepth -= 1
      return
    }
    guard let position = open.lastIndex(where: { $0.written == written }) else { return }
    close(downTo: position)
  }

  /// Closes elements until so many are open.
  private mutating func close(downTo depth: Int) {
    excessDepth = 0
    while open.count > depth, let closed = open.popLast() {
      if open.count < containerCount {
        containerCount -= 1
      } else if open.count > containerCount {
        if !isTooLarge { open[open.count - 1].element.content.append(.element(closed.element)) }
      } else if isRecord {
        isRecord = false
        finished.append(
          .record(XMLRecord(element: closed.element, size: size, isTooLarge: isTooLarge, isTooDeep: isTooDeep)))
      } else if !isTooLarge {
        finished.append(.property(closed.element))
      }
    }
  }

  // MARK: Content

  private mutating func append(_ text: String) {
    guard open.count > containerCount, !names.withoutText.contains(open[open.count - 1].element.name.local),
      count(Self.elementWeight + text.utf8.count)
    else { return }
    open[open.count - 1].element.content.append(.text(text))
  }

  private mutating func count(_ attributes: [XMLAttribute]) {
    let bytes = attributes.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + Self.attributeWeight }
    _ = count(Self.elementWeight + bytes)
  }

  /// Adds to the size of the property or record; false when it is too large, and then everything in it is let go.
  private mutating func count(_ bytes: Int) -> Bool {
    size += bytes
    if isTooLarge { return false }
    isTooLarge = size > (isRecord ? limits.maximumDocumentBytes : Self.maximumProperty)
    if isTooLarge {
      for position in containerCount..<open.count {
        open[position].element.content = []
        open[position].element.attributes = []
      }
    }
    return !isTooLarge
  }

  // MARK: Names

  /// Elements of feeds and entries with nothing but text inside.
  private static let textFields = Set(
    ["title", "link", "guid", "pubdate", "category", "comments", "language"].map { XMLName(.plain, $0) }
      + ["title", "id", "published", "updated", "issued", "modified"].map { XMLName(.atom, $0) }
      + ["title", "creator", "date", "subject"].map { XMLName(.dublinCore, $0) })
  /// Those that may hold markup.
  private static let otherFields: Set<XMLName> = [
    XMLName(.plain, "description"), XMLName(.plain, "author"), XMLName(.plain, "enclosure"), XMLName(.plain, "source"),
    XMLName(.content, "encoded"), XMLName(.atom, "content"), XMLName(.atom, "summary"), XMLName(.atom, "author"),
    XMLName(.atom, "link"), XMLName(.atom, "category"),
  ]
}

/// What the records of a kind of document are called, and the elements around them.
struct XMLRecordNames {
  /// The names of records.
  var exact: Set<XMLName> = []
  /// Names of records in any vocabulary.
  var records: Set<String> = []
  /// The elements that hold records.
  var containers: Set<String>
  /// Whether a record may hold elements that are called like records and are parts of it.
  var mayNest = false
  /// Elements whose text is left out: the files in a document.
  var withoutText: Set<String> = []

  func areRecords(_ name: XMLName) -> Bool { exact.contains(name) || records.contains(name.local) }

  static let feed = XMLRecordNames(
    exact: [XMLName(.plain, "item"), XMLName(.plain, "entry"), XMLName(.atom, "entry")],
    containers: ["rss", "rdf", "feed", "channel"])
}
