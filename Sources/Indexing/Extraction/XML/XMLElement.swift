/// An element with everything in it.
struct XMLElement {
  /// A piece of what is in an element.
  enum Content {
    case text(String)
    case element(XMLElement)
  }

  var name: XMLName
  var attributes: [XMLAttribute]
  /// The line its tag begins on.
  var line: Int
  /// The address that relative ones are resolved against (`xml:base`).
  var base: String?
  /// The language of the text (`xml:lang`), blank where it was taken back.
  var language: String?
  var content: [Content] = []

  /// The value of an attribute by its name without prefix, in lower case.
  func attribute(_ local: String) -> String? {
    attributes.first { $0.name.split(separator: ":").last?.lowercased() == local }?.value
  }

  /// The elements directly inside.
  var children: [XMLElement] {
    content.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The elements of a name directly inside.
  func children(_ vocabulary: XMLVocabulary, _ local: String) -> [XMLElement] {
    children.filter { $0.name.vocabulary == vocabulary && $0.name.local == local }
  }

  /// The first element of a name directly inside.
  func child(_ vocabulary: XMLVocabulary, _ local: String) -> XMLElement? {
    for case .element(let element) in content where element.name.local == local {
      if element.name.vocabulary == vocabulary { return element }
    }
    return nil
  }

  /// Whether there is any element inside.
  var hasChildren: Bool {
    content.contains { if case .element = $0 { true } else { false } }
  }

  /// All the text inside, as it stands.
  var text: String {
    if content.count == 1, case .text(let text) = content[0] { return text }
    return content.reduce(into: "") { text, piece in
      switch piece {
      case .text(let more): text += more
      case .element(let element): text += element.text
      }
    }
  }

  /// The text of the first element of a name that is not blank, without white space at its ends.
  func childText(_ vocabulary: XMLVocabulary, _ local: String) -> String? {
    children(vocabulary, local).lazy.map { $0.text.trimmingSpace }.first { !$0.isEmpty }
  }

  /// What is inside, written as HTML.
  var markup: String {
    content.reduce(into: "") { markup, piece in
      switch piece {
      case .text(let text): markup += text.escapedForMarkup
      case .element(let element): element.write(to: &markup)
      }
    }
  }

  private func write(to markup: inout String) {
    markup += "<" + name.local
    for attribute in attributes where !attribute.name.hasPrefix("xmlns") {
      markup += " \(attribute.name)=\"\(attribute.value.escapedForMarkup)\""
    }
    markup += ">"
    if HTMLTag(name: name.local).isVoid { return }
    markup += self.markup + "</" + name.local + ">"
  }
}

// MARK: - Elements of any vocabulary

extension XMLElement {
  /// The first element of a name directly inside, whatever its vocabulary.
  func child(named local: String) -> XMLElement? {
    for case .element(let element) in content where element.name.local == local { return element }
    return nil
  }

  /// The elements at a path of names.
  func all(_ path: String...) -> [XMLElement] {
    path.reduce([self]) { found, name in found.flatMap(\.children).filter { $0.name.local == name } }
  }

  /// The elements of a name at any depth, in their order; those inside of others are not looked for.
  func descendants(named names: Set<String>) -> [XMLElement] {
    children.flatMap { names.contains($0.name.local) ? [$0] : $0.descendants(named: names) }
  }

  func descendants(named name: String) -> [XMLElement] { descendants(named: [name]) }

  /// The text as one line; `nil` when it is blank.
  var oneLine: String? {
    let text = PlainText.oneLine(text)
    return text.isEmpty ? nil : text
  }
}
