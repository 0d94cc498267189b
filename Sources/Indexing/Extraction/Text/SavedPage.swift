/// A web page that a browser saved as text: the site's name, its section and its buttons around the article.
///
/// A text counts as one only when it carries such furniture at its head or its end.
struct SavedPage {
  private(set) var article = ExtractedArticle()

  private var lines: [Substring]
  /// The title a comment counter at the end quotes.
  private var quotedTitle: String?

  init?(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let count = lines.count
    dropTrailer()
    let hadTrailer = lines.count < count
    let header = headerLines()
    let hadFurniture = header.contains { PageFurniture.isFurniture($0.text) }
    guard hadTrailer || hadFurniture, lines.contains(where: { !$0.isEmpty }) else { return nil }
    readHeader(header.filter { !PageFurniture.isFurniture($0.text) }, ofSavedPage: hadFurniture || quotedTitle != nil)
    article.body = PlainText.clean(lines.joined(separator: "\n"))
    if article.body.isEmpty { return nil }
  }

  // MARK: End

  /// Removes furniture lines from the end, and a row of share buttons or links below a line that announces it.
  private mutating func dropTrailer() {
    var keep = lines.count
    var index = lines.count - 1
    while index >= 0, lines.count - index <= 60 {
      let line = lines[index]
      if line.isEmpty || PageFurniture.isFurniture(line) {
        if let title = PageFurniture.commentCounter(line), !title.isEmpty { quotedTitle = title }
        if !line.isEmpty { keep = index }
      } else if !isButton(line) {
        break
      } else if !isBelowTrailer(index) {
        break
      }
      index -= 1
    }
    lines.removeSubrange(keep...)
  }

  private func isButton(_ line: Substring) -> Bool {
    let words = line.split(separator: " ")
    return words.count <= 12 && line.count <= 100 && !".!?".contains(line.last ?? " ")
  }

  /// Whether, going up over buttons, a line that opens a trailer comes before any prose.
  private func isBelowTrailer(_ index: Int) -> Bool {
    for line in lines[..<index].suffix(20).reversed() where !line.isEmpty {
      if PageFurniture.opensTrailer(line) { return true }
      if !isButton(line), !PageFurniture.isFurniture(line) { return false }
    }
    return false
  }

  // MARK: Head

  private struct HeaderLine {
    var index: Int
    var text: Substring
    /// Whether blank lines stand before and after it.
    var isAlone: Bool
  }

  /// The short lines before the first paragraph of prose, at most a dozen.
  private func headerLines() -> [HeaderLine] {
    var header: [HeaderLine] = []
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if isProse(line) || header.count == 12 { break }
      let isAlone = (index == 0 || lines[index - 1].isEmpty) && (index + 1 == lines.count || lines[index + 1].isEmpty)
      header.append(HeaderLine(index: index, text: line, isAlone: isAlone))
    }
    return header.count == 12 ? [] : header
  }

  private func isProse(_ line: Substring) -> Bool {
    if line.count >= 200 { return true }
    if PageFurniture.isFurniture(line) { return false }
    let endsSentence = line.last.map { ".!?”\"’…:。".contains($0) } ?? false
    return line.count >= (endsSentence ? 40 : 120)
  }

  private mutating func readHeader(_ header: [HeaderLine], ofSavedPage isSavedPage: Bool) {
    var header = header
    var end = 0
    header.removeAll { line in
      guard readFact(line.text) else { return false }
      end = max(end, line.index + 1)
      return true
    }
    if let headline = headline(among: header, isSavedPage: isSavedPage) {
      article.title = PlainText.oneLine(String(headline.text))
      let before = header.filter { $0.index < headline.index }
      if isSavedPage, before.count == 1, let site = before.first { article.site = PlainText.oneLine(String(site.text)) }
      end = max(end, headline.index + 1)
    } else if let quotedTitle {
      article.title = PlainText.oneLine(quotedTitle)
    }
    lines.removeSubrange(..<end)
    if let prose = lines.firstIndex(where: isProse) {
      lines.replaceSubrange(..<prose, with: lines[..<prose].filter { !PageFurniture.isFurniture($0) })
    }
  }

  /// The headline: the line a comment counter quotes; in a page with furniture the longest; else the first.
  private func headline(among header: [HeaderLine], isSavedPage: Bool) -> HeaderLine? {
    if let quotedTitle {
      let folded = PlainText.oneLine(quotedTitle).lowercased()
      if let line = header.last(where: { PlainText.oneLine(String($0.text)).lowercased() == folded }) { return line }
    }
    let candidates = header.filter { $0.isAlone && Headline.isPlausible($0.text) }
    return isSavedPage ? candidates.max { $0.text.count < $1.text.count } : candidates.first { $0.index == 0 }
  }

  /// Takes a byline or a date line; true when the line was one.
  private mutating func readFact(_ line: Substring) -> Bool {
    if let names = Byline.names(in: line) {
      article.author = article.author ?? AuthorNames.joined(names)
      return true
    }
    if line.count <= 60, let date = DateParser.parse(String(line)) {
      article.published = article.published ?? date
      return true
    }
    let lowered = line.lowercased()
    guard lowered.hasPrefix("posted on ") || lowered.hasPrefix("published on ") || lowered.hasPrefix("posted "),
      line.count <= 100
    else { return false }
    let rest = line.drop { $0 != " " }
    guard let by = rest.firstRange(of: " by ") else { return false }
    guard let date = DateParser.parse(String(rest[..<by.lowerBound])) else { return false }
    article.published = article.published ?? date
    article.author = article.author ?? AuthorNames.joined(AuthorNames.split(String(rest[by.upperBound...])))
    return true
  }
}
