import Articles

/// Cleans the names of authors.
enum AuthorNames {
  /// The names in one byline.
  ///
  /// “By Ann Smith and Bo Jones” are two. A comma separates names only when each part has two words, so that “Smith, John” stays one.
  static func split(_ byline: String) -> [String] {
    let whole = withoutLead(PlainText.oneLine(byline))
    if isOne(whole) { return [whole] }
    var names = [whole]
    for separator in [";", "|", " • ", " · ", " and ", " & ", " und ", " et ", "，", "、"] {
      names = names.flatMap { $0.components(separatedBy: separator) }
    }
    return names.flatMap { name -> [String] in
      let parts = name.components(separatedBy: ",").map(\.trimmingSpace).filter { !$0.isEmpty }
      let people = parts.prefix(1) + parts.dropFirst().filter { !isPosition($0) }
      if people.count == 1 { return Array(people) }
      return people.allSatisfy { $0.contains(" ") } ? Array(people) : [people.joined(separator: ", ")]
    }
  }

  /// Whether nothing can separate names: one or two words of ASCII without any of the signs that do.
  private static func isOne(_ name: String) -> Bool {
    var spaces = 0
    for byte in name.utf8 {
      switch byte {
      case 0x20: spaces += 1
      case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ","), 0..<0x20, 0x7f...: return false
      default: break
      }
    }
    return spaces <= 1 && name.utf8.first ?? 0x20 != 0x20 && name.utf8.last != 0x20
  }

  /// Whether a part of a byline says what somebody is, not who.
  private static func isPosition(_ text: String) -> Bool {
    let words = text.split { !$0.isLetter }
    return words.contains { positions.contains($0.lowercased()) }
      || words.count >= 2 && !text.contains("@") && words.suffix(2).allSatisfy { $0.first?.isLowercase == true }
  }

  private static let positions: Set<String> = [
    "editor", "reporter", "correspondent", "writer", "journalist", "columnist", "contributor", "director", "manager",
    "founder", "cofounder", "ceo", "cto", "cfo", "president", "professor", "staff", "analyst", "specialist",
    "consultant", "engineer", "architect", "scientist", "researcher", "producer", "photographer", "redakteur",
    "redakteurin", "korrespondent", "korrespondentin", "journaliste", "periodista", "giornalista", "jornalista",
  ]

  /// Joins names as articles hold them, without empty ones, repetitions and addresses; `nil` when none is left.
  static func joined(_ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    var seen = Set<String>()
    var kept: [String] = []
    for name in names {
      let cleaned = clean(name)
      guard !cleaned.isEmpty, cleaned.count <= 120, seen.insert(cleaned.lowercased()).inserted else { continue }
      kept.append(cleaned)
    }
    return kept.isEmpty ? nil : kept.joined(separator: Article.listSeparator)
  }

  private static func clean(_ name: String) -> String {
    var name = withoutLead(PlainText.oneLine(name))
    if name.contains("://") || name.hasPrefix("@") || name.hasPrefix("www.") { return "" }
    if let open = name.firstIndex(of: "("), name.hasSuffix(")"), name.contains("@") {
      // RFC 822: “address (Name)”; also the other way round.
      let comment = name[name.index(after: open)...].dropLast()
      name = String(comment.contains("@") ? name[..<open] : comment)
    } else if let open = name.firstIndex(of: "<"), name.hasSuffix(">"), name.contains("@") {
      name = String(name[..<open])
    }
    if name.contains("@") {
      let words = name.split(separator: " ")
      if words.contains(where: { !$0.contains("@") }) {
        name = words.filter { !$0.contains("@") }.joined(separator: " ")
      }
    }
    let trimmed = name.drop { " ,;:-–—|\"".contains($0) }
    let end = trimmed.lastIndex { !" ,;:-–—|\"".contains($0) }
    let bare = end.map { String(trimmed[...$0]) } ?? ""
    // A number is the key of a table that is not there.
    let isNumber = !bare.isEmpty && bare.utf8.allSatisfy(\.isASCIIDigit)
    return isNumber || isPlaceholder(bare) || labels.contains(bare.lowercased()) ? "" : bare
  }

  /// Whether a text is what a template has left of a name it did not know: `page.extra.author`, `{{ author }}`.
  private static func isPlaceholder(_ text: String) -> Bool {
    guard !text.contains("{{"), !text.contains("[object ") else { return true }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count >= 3
      && parts.allSatisfy { part in
        part.utf8.count > 1
          && part.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == 0x5f }
      }
  }

  /// Whether a text is a label that stands before names or in their place.
  static func isLabel(_ text: String) -> Bool {
    labels.contains(String(text.lowercased().reversed().drop { $0 == ":" }.reversed()))
  }

  /// What templates put where a name belongs.
  private static let labels: Set<String> = [
    "written by", "by", "words by", "posted by", "submitted by", "author", "authors", "category", "categories",
    "view more posts", "view all posts", "all posts",
    "read more", "follow",
    "admin", "administrator", "super user", "unknown", "none", "null", "undefined",
  ]

  private static let leads = [
    "by ", "by: ", "written by ", "written by: ", "posted by ", "posted by: ", "published by ", "reviewed by ",
    "words by ", "submitted by ", "photographs by ", "photos by ", "text by ", "story by ", "author: ", "authors: ",
    "geschrieben von ", "écrit par ", "escrito por ", "scritto da ",
    "geschreven door ", "autor: ", "autora: ", "auteur : ", "auteur: ", "autore: ", "автор: ", "作者:", "作者：", "بقلم: ",
    "كتب: ", "كتبت: ",
  ]

  private static func withoutLead(_ name: String) -> String {
    var rest = name[...]
    while true {
      let lowercased = rest.lowercased()
      guard let lead = leads.first(where: lowercased.hasPrefix) else { return String(rest) }
      rest = rest.dropFirst(lead.count)
    }
  }
}

/// Cleans the names of sections and tags.
enum CategoryNames {
  /// The names in one string, separated by commas, semicolons or bars.
  static func split(_ text: String) -> [String] {
    text.split { ",;|，、\n".contains($0) }.map { String($0) }
  }

  /// Joins names as articles hold them, without empty ones and repetitions; `nil` when none is left.
  ///
  /// The names publishing systems give to articles nobody has filed are no categories.
  static func joined(_ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    var seen: Set<String> = ["uncategorized", "uncategorised"]
    var kept: [String] = []
    for name in names {
      let cleaned = PlainText.oneLine(name)
      let isName = !cleaned.isEmpty && cleaned.count <= 100
      guard isName, kept.count < 32, seen.insert(cleaned.lowercased()).inserted else { continue }
      kept.append(cleaned)
    }
    return kept.isEmpty ? nil : kept.joined(separator: Article.listSeparator)
  }
}
