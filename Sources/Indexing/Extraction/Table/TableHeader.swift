/// The first row of a table, which names its columns.
struct TableHeader {
  /// What cells may be separated by, the most common first.
  static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]

  /// The names of the columns.
  let names: [String]

  init(_ cells: [String]) {
    names = cells.map(PlainText.oneLine)
  }

  /// Whether a column has titles or texts, so that the rows can be articles.
  var isUsable: Bool { properties.contains { [.title, .body, .html].contains($0) } }

  /// What the columns are whose names are known.
  private var properties: [ArticleProperty] {
    names.compactMap { ArticleProperty.byName[ArticleProperty.fold($0)]?.property }
  }

  /// A row as a record; cells without a name are left out.
  func record(_ cells: [String]) -> [MetadataMember] {
    zip(names, cells).filter { !$0.0.isEmpty && !$0.1.isBlank }.map { MetadataMember(name: $0.0, value: .string($0.1)) }
  }

  /// The separator that a first line `sep=;` names, as spreadsheets write it.
  static func declaredSeparator(in head: ArraySlice<UInt8>) -> UInt8? {
    guard head.starts(with: "sep=".utf8), let separator = head.dropFirst(4).first,
      head.dropFirst(5).first.map({ $0 == 0x0a || $0 == 0x0d }) ?? true
    else { return nil }
    return separator
  }

  /// The byte between the cells of a table: the one that gives a usable header with the most columns.
  ///
  /// - Parameter head: The beginning of the table.
  /// - Returns: A comma when none does.
  static func separator(in head: ArraySlice<UInt8>) -> UInt8 {
    let candidates = separators.map { ($0, header(in: head, separator: $0)) }.filter { $0.1.isUsable }
    // The first of several that are as good.
    return candidates.reversed().max { $0.1.names.count < $1.1.names.count }?.0 ?? separators[0]
  }

  /// Whether a text begins with the header of a table beyond doubt: short names, two of them known, one of them that of
  /// titles or texts, and as many cells on the next line.
  static func begins(_ text: ArraySlice<UInt8>) -> Bool {
    let declared = declaredSeparator(in: text)
    let head = declared == nil ? text : text.drop { $0 != 0x0a && $0 != 0x0d }.drop { $0 == 0x0a || $0 == 0x0d }
    let separator = declared ?? separator(in: head)
    let header = header(in: head, separator: separator)
    guard header.isUsable, Set(header.properties).count >= 2,
      header.names.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 40 && $0.allSatisfy(isPartOfName) })
    else { return false }
    guard let next = head.firstIndex(of: 0x0a).map({ head[($0 + 1)...] }), !next.isEmpty else { return true }
    return next.prefix { $0 != 0x0a || next.first == UInt8(ascii: "\"") }.contains(separator)
  }

  /// Whether a space stands between separators and quotes in one of the first two lines.
  static func hasSpacesBeforeQuotes(_ head: ArraySlice<UInt8>, separator: UInt8) -> Bool {
    head.prefix(64 << 10).split(maxSplits: 2) { $0 == 0x0a || $0 == 0x0d }.prefix(2).contains { line in
      let quoted = String(decoding: [separator, 0x20, UInt8(ascii: "\"")], as: UTF8.self)
      return String(decoding: line, as: UTF8.self).contains(quoted)
    }
  }

  private static func isPartOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || " _-.:#()/".contains(character)
  }

  private static func header(in head: ArraySlice<UInt8>, separator: UInt8) -> TableHeader {
    var line = head.prefix(64 << 10).drop { $0 == 0x0a || $0 == 0x0d }
    var isQuoted = false
    let end = line.firstIndex {
      if $0 == UInt8(ascii: "\"") { isQuoted.toggle() }
      return !isQuoted && ($0 == 0x0a || $0 == 0x0d)
    }
    line = line[..<(end ?? line.endIndex)]
    let cells = line.split(separator: separator, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self).filter { $0 != "\"" }
    }
    return TableHeader(cells)
  }
}
