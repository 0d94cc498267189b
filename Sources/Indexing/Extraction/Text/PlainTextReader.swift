/// Reads plain text: one article a file, with its headline first, or a web page that was saved as text.
struct PlainTextReader: WholeDocumentReader {
  static let format = ArticleFormat.text

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let decoded = try TextDecoder.decode(bytes, declared: context.place.encoding)
    let text = PlainText.clean(decoded.text)
    guard !text.isEmpty else { throw ExtractionFailure(code: .empty, detail: "the input is nothing but white space") }
    var article = SavedPage(text)?.article ?? Self.headlineAndBody(text)
    if article.title.isEmpty { article.title = context.fileName.title }
    article.body = WrappedLines.join(article.body)
    article.notes = decoded.notes
    return article
  }

  /// The first line is the headline when it looks like one and a blank line and more text follow.
  private static func headlineAndBody(_ text: String) -> ExtractedArticle {
    let first = text.prefix { $0 != "\n" }
    let rest = text[first.endIndex...]
    guard rest.hasPrefix("\n\n"), Headline.isPlausible(first) else { return ExtractedArticle(body: text) }
    var article = ExtractedArticle(title: PlainText.oneLine(String(first)), body: PlainText.clean(String(rest)))
    let line = article.body.prefix { $0 != "\n" }
    if article.body[line.endIndex...].hasPrefix("\n\n"), let names = Byline.names(in: line) {
      article.author = AuthorNames.joined(names)
      article.body = PlainText.clean(String(article.body[line.endIndex...]))
    }
    return article
  }
}

/// What makes a line a headline.
enum Headline {
  /// Short, not ending as a sentence or a clause does, and made of words.
  static func isPlausible(_ line: some StringProtocol) -> Bool {
    let text = line.trimmingSpace
    guard let last = text.last, text.count <= 160, text.contains(where: \.isLetter) else { return false }
    if ",;:".contains(last) || text.hasPrefix("http://") || text.hasPrefix("https://") { return false }
    if last == "." || last == "。" { return text.hasSuffix("...") || text.dropLast().hasSuffix(".S") }
    return true
  }
}

/// A line that names the author.
enum Byline {
  /// The names in “By Jane Doe” or “By Jane Doe and John Roe”; `nil` for any other line.
  static func names(in line: some StringProtocol) -> [String]? {
    let text = line.trimmingSpace
    guard let lead = leads.first(where: text.hasPrefix), text.count <= 100 else { return nil }
    // Beside the names there may be a date or a time of reading.
    let parts = AuthorNames.split(withoutDay(String(text.dropFirst(lead.count))))
    let names = parts.prefix(1) + parts.dropFirst().filter { !$0.contains(where: \.isNumber) }
    let areNames = names.allSatisfy { name in
      let words = name.split(separator: " ")
      return (1...5).contains(words.count) && words.contains { $0.first?.isUppercase ?? false } && !name.hasSuffix(".")
        && !name.contains(where: \.isNumber)
    }
    return areNames && !names.isEmpty ? Array(names) : nil
  }

  private static let leads = [
    "By ", "BY ", "by ", "By: ", "Written by ", "Written By ", "Posted by ", "Posted By ", "Submitted by ",
    "Photographs by ", "Photos by ", "Story by ", "Text by ", "Words by ", "Author: ",
  ]

  /// The text before the day it was written: “Ann Lee on 5 March”.
  private static func withoutDay(_ text: String) -> String {
    for separator in [" on ", " at ", " » "] {
      if let range = text.place(of: separator), text[range.upperBound...].prefix(40).contains(where: \.isNumber) {
        return String(text[..<range.lowerBound])
      }
    }
    return text
  }

  /// The names in a byline of another language, which must be nothing but names; `nil` for any other line.
  ///
  /// The words are prepositions too, so each word of the names begins with a capital.
  static func foreignNames(in line: some StringProtocol) -> [String]? {
    let text = line.trimmingSpace
    guard text.utf8.count <= 120, text.count <= 60 else { return nil }
    if let lead = caselessLeads.first(where: text.hasPrefix) {
      let name = text.dropFirst(lead.count).trimmingSpace
      let isName = !name.isEmpty && name.count <= 30 && name.allSatisfy { $0.isLetter || " ·・'-".contains($0) }
      return isName && name.split(separator: " ").count <= 4 ? [name] : nil
    }
    guard let lead = foreignLeads.first(where: text.hasPrefix) else { return nil }
    let names = AuthorNames.split(String(text.dropFirst(lead.count)))
    let areNames = names.allSatisfy { name in
      let words = name.split(separator: " ")
      return (2...4).contains(words.count)
        && words.allSatisfy { ($0.first?.isUppercase ?? false) && $0.allSatisfy { $0.isLetter || "-'’.".contains($0) } }
    }
    return areNames && !names.isEmpty ? names : nil
  }

  /// Whether a text is the name of a person in full: two to four words, each beginning with a capital.
  static func isFullName(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    return text.utf8.count <= 60 && (2...4).contains(words.count)
      && words.allSatisfy { ($0.first?.isUppercase ?? false) && $0.allSatisfy { $0.isLetter || "-'’.".contains($0) } }
  }

  /// Labels in scripts without capitals.
  private static let caselessLeads = [
    "作者:", "作者：", "记者:", "记者：", "記者:", "記者：", "文／", "文/", "著者:", "著者：", "執筆:", "執筆：", "글쓴이:", "기자:", "بقلم:",
    "بقلم ", "كتب:", "كتبت:", "الكاتب:", "نویسنده:", "מאת:", "מאת ", "लेखक:", "ผู้เขียน:",
  ]

  private static let foreignLeads = [
    "Von ", "VON ", "Par ", "PAR ", "Por ", "POR ", "Di ", "DI ", "Door ", "DOOR ", "Av ", "Af ", "Text: ", "Tekst: ",
    "Autor: ", "Autora: ", "Auteur : ", "Auteur: ", "Autore: ", "Автор: ", "Текст: ",
  ]
}

/// Joins the lines of paragraphs that were broken at a fixed width.
enum WrappedLines {
  /// Joins lines where every break of the text was forced: the next word would not have fitted any more.
  ///
  /// A paragraph is left alone when any of its lines could have been longer (verse, lists, addresses, tables), is
  /// indented or begins with a list marker, so that nothing but filled prose changes.
  static func join(_ text: String) -> String {
    let paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: false)
    let widths = paragraphs.flatMap { $0.split(separator: "\n").dropLast() }.map(\.count)
    guard let width = widths.max(), (40...120).contains(width), widths.count >= 3 else { return text }
    return paragraphs.map { join(paragraph: $0, width: width) }.joined(separator: "\n\n")
  }

  private static func join(paragraph: Substring, width: Int) -> String {
    let lines = paragraph.split(separator: "\n")
    guard lines.count > 1, !lines.contains(where: isStructured) else { return String(paragraph) }
    // Lines may fall short of the width by one word that did not fit, and by hyphens the writer avoided to break at.
    for (line, next) in zip(lines, lines.dropFirst()) {
      let word = next.prefix { !$0.isWhitespace }
      guard line.count + 1 + word.count >= width - 2 else { return String(paragraph) }
    }
    return lines.joined(separator: " ")
  }

  private static func isStructured(_ line: Substring) -> Bool {
    guard let first = line.first else { return true }
    if first.isWhitespace || "-*•|>#+".contains(first) || line.contains("\t") || line.contains("   ") { return true }
    let number = line.prefix(while: \.isNumber)
    return !number.isEmpty
      && (line.dropFirst(number.count).hasPrefix(". ") || line.dropFirst(number.count).hasPrefix(") "))
  }
}
