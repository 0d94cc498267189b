import Articles

/// The members of a record sorted by what they mean for an article.
struct ArticleFields {
  /// The values that mean something, in falling precedence; few, so that looking through all is the quickest.
  private var values: [(property: ArticleProperty, rank: Int, value: MetadataValue)] = []

  /// Whether a date goes by a name of another language than English.
  private var hasForeignNames = false

  init(_ members: [MetadataMember]) {
    values.reserveCapacity(members.count)
    add(members, rankOffset: 0)
  }

  private mutating func add(_ members: [MetadataMember], rankOffset: Int) {
    for member in members {
      if case .null = member.value { continue }
      let name = ArticleProperty.fold(member.name)
      if case .record(let inner) = member.value, ArticleProperty.isWrapper(member.name, folded: name) {
        if rankOffset < Self.deepestWrapper { add(inner, rankOffset: rankOffset + Self.wrapperRank) }
      } else if let (property, rank) = ArticleProperty.byName[name] {
        // Behind all that precede it and those of the same rank that came before.
        let end = values.lastIndex { $0.rank <= rank + rankOffset }.map { $0 + 1 } ?? 0
        hasForeignNames = hasForeignNames || property == .published && ForeignFieldNames.isOne(name, of: property)
        let value = ArticleProperty.namesInUTC.contains(name) ? Self.inUTC(member.value) : member.value
        values.insert((property, rank + rankOffset, value), at: end)
      }
    }
  }

  /// How far members of a record inside stand behind those outside, more than there are names for a fact; and how far
  /// those of the deepest record do that is looked into.
  private static let (wrapperRank, deepestWrapper) = (1000, 2000)

  /// A moment with its zone; other values as they are.
  private static func inUTC(_ value: MetadataValue) -> MetadataValue {
    guard case .string(let text) = value, !text.isBlank else { return value }
    return text.hasPrefix("0000") ? .null : .string(text.trimmingSpace + "Z")
  }

  /// Builds the article; what cannot be understood is left out, an unreadable date with a note.
  func article(limits: Extractor.Limits) -> ExtractedArticle {
    var article = ExtractedArticle()
    article.id = firstText(.id).map(PlainText.oneLine)
    article.url = firstText(.url).flatMap(WebAddress.absolute)
    article.title = self[.title].lazy.compactMap(Self.titleText).first ?? ""
    article.body = body(limits: limits)
    article.author = AuthorNames.joined(self[.author].first.map(Self.names) ?? [])
    let host = article.url.flatMap(WebAddress.host)
    article.site = firstText(.site).flatMap(WebAddress.siteName) ?? host
    article.category = CategoryNames.joined(self[.category].flatMap(Self.categories))
    article.language = firstText(.language).flatMap { LanguageNames.language($0) }
    var habits = DateHabits(tag: article.language?.rawValue, host: host)
    // Of the languages of the names none has the month before the day.
    if hasForeignNames, habits.first == nil { habits.first = .day }
    article.published = date(.published, habits, &article.notes)
    article.updated = date(.updated, habits, &article.notes)
    article.captured = date(.captured, habits, &article.notes)
    return article
  }

  private subscript(property: ArticleProperty) -> [MetadataValue] {
    var found: [MetadataValue] = []
    for index in values.indices where values[index].property == property { found.append(values[index].value) }
    return found
  }

  private func firstText(_ property: ArticleProperty) -> String? {
    for entry in values where entry.property == property {
      if let text = Self.text(entry.value) { return text }
    }
    return nil
  }

  private func body(limits: Extractor.Limits) -> String {
    let plain = self[.body].lazy.compactMap { Self.bodyText($0, limits: limits) }.first { !$0.isEmpty }
    if let plain { return plain }
    if let markup = self[.html].lazy.compactMap(Self.text).first { return HTMLFragment.text(markup, limits: limits) }
    guard let markdown = self[.markdown].lazy.compactMap(Self.text).first else { return "" }
    let lines = markdown.split(omittingEmptySubsequences: false) { $0.isNewline }
    return MarkdownDocument(FrontMatter(lines).body).blocks.text(withoutHeading: "")
  }

  private func date(
    _ property: ArticleProperty, _ habits: DateHabits, _ notes: inout [ExtractionNote]
  ) -> ArticleDate? {
    DateParser.first(of: self[property].lazy.compactMap(Self.text), habits: habits, &notes)
  }
}

// MARK: - Values of many shapes

extension ArticleFields {
  /// The members in which records wrap one text: names of people, terms, WordPress' and MongoDB's wrappers.
  private static let textMembers = [
    "name", "displayName", "rendered", "value", "text", "#text", "$t", "@value", "_", "title", "main", "original",
    "label", "term", "$oid", "$date", "$numberLong", "seconds", "_seconds", "url", "href",
  ]

  /// One text out of a scalar, the first usable element of a list, or a record that wraps it.
  private static func text(_ value: MetadataValue) -> String? {
    switch value {
    case .list(let elements): return elements.lazy.compactMap(text).first
    case .record:
      return textMembers.lazy.compactMap { value[$0]?.scalarText ?? value[$0]?["$numberLong"]?.scalarText }.first
    default: return value.scalarText
    }
  }

  private static func titleText(_ value: MetadataValue) -> String? {
    guard let text = text(value) else { return nil }
    let isMarkup = value["rendered"] != nil
    let line = PlainText.oneLine(isMarkup ? HTMLFragment.text(text, limits: Extractor.Limits()) : unescaped(text))
    return line.isEmpty ? nil : line
  }

  /// A text whole, or the paragraphs of a list joined.
  private static func bodyText(_ value: MetadataValue, limits: Extractor.Limits) -> String? {
    if case .list(let elements) = value {
      let parts = elements.compactMap { bodyText($0, limits: limits) }.filter { !$0.isEmpty }
      return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }
    guard let text = text(value) else { return nil }
    return HTMLFragment.looksLikeMarkup(text)
      ? HTMLFragment.text(text, limits: limits) : PlainText.clean(unescaped(text))
  }

  /// A text taken out of a page without its tags: every `&` in it begins a reference, which are undone.
  private static func unescaped(_ text: String) -> String {
    guard text.containsByte(UInt8(ascii: "&")) else { return text }
    var text = text
    return text.withUTF8(areAllReferences) ? CharacterReferences.decode(text) : text
  }

  /// Whether every `&` begins a reference: a name of two to eight letters, or a number of two to six digits or, behind an `x`, of
  /// two to five.
  private static func areAllReferences(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.allSatisfy { index in
      guard bytes[index] == UInt8(ascii: "&") else { return true }
      let rest = bytes[(index + 1)...].prefix(9)
      guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return false }
      let name = rest[..<end]
      guard name.first == UInt8(ascii: "#") else { return 2...8 ~= name.count && name.allSatisfy(\.isASCIILetter) }
      let digits = name.dropFirst()
      guard digits.first == UInt8(ascii: "x") else { return 2...6 ~= digits.count && digits.allSatisfy(\.isASCIIDigit) }
      return 2...5 ~= digits.count - 1 && digits.dropFirst().allSatisfy { $0.isASCIIDigit || 0x61...0x66 ~= $0 | 0x20 }
    }
  }

  /// The names in an author value; a list or record is exact, one string may hold several names, and a
  /// number is the key of a table that is not there.
  private static func names(_ value: MetadataValue) -> [String] {
    switch value {
    case .number: return []
    case .list(let elements): return elements.flatMap(names)
    case .record:
      if let name = text(value) { return [name] }
      let parts = [
        "given", "givenName", "firstName", "first_name", "first", "family", "familyName", "lastName", "last_name",
        "last",
      ]
      let name = parts.compactMap { value[$0]?.scalarText }.joined(separator: " ")
      return name.isEmpty ? [] : [name]
    default: return value.scalarText.map(AuthorNames.split) ?? []
    }
  }

  /// The names in a category value; a number is the key of a table that is not there.
  private static func categories(_ value: MetadataValue) -> [String] {
    switch value {
    case .number: return []
    case .list(let elements):
      return elements.compactMap { if case .number = $0 { nil } else { text($0).map(withoutHash) } }
    case .record: return text(value).map { [$0] } ?? []
    default: return (value.scalarText.map(CategoryNames.split) ?? []).map { withoutHash($0.trimmingSpace) }
    }
  }

  private static func withoutHash(_ name: String) -> String {
    name.utf8.first == UInt8(ascii: "#") ? String(name.dropFirst()) : name
  }
}
