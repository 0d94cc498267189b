/// The text of pages made into the text of a document: without running heads, page numbers and broken words.
struct PDFPages {
  /// The lines at either end of a page among which running heads and page numbers are looked for.
  private static let edge = 3

  /// The paragraphs.
  let body: String
  /// The first line where it reads like a headline.
  let headline: String?

  /// Takes the pages as `pdftotext` writes them: lines, and a form feed after each page.
  init(_ text: String) {
    var pages = text.split(separator: "\u{c}", omittingEmptySubsequences: true).map { page in
      page.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingSpace }
    }
    pages.removeAll { $0.allSatisfy(\.isEmpty) }
    Self.dropRunningLines(&pages)
    let joined = Self.joined(pages)
    let words = Self.withoutBreaks(in: joined)
    body = PlainText.clean(words)
    let first = body.prefix { $0 != "\n" }
    headline = Headline.isPlausible(first) ? PlainText.oneLine(String(first)) : nil
  }

  // MARK: Running lines

  /// Leaves out lines that stand at the same end of many pages, whatever the numbers in them.
  private static func dropRunningLines(_ pages: inout [[String]]) {
    guard pages.count > 1 else { return }
    let enough = pages.count == 2 ? 2 : max(3, pages.count * 3 / 10)
    for isFoot in [false, true] {
      var counts: [String: Int] = [:]
      for page in pages {
        let shapes = Set(edges(of: page, isFoot: isFoot).map { shape(page[$0]) })
        for shape in shapes { counts[shape, default: 0] += 1 }
      }
      for number in pages.indices {
        // From the edge inwards: what is behind a line that stays is text.
        for line in edges(of: pages[number], isFoot: isFoot) {
          guard counts[shape(pages[number][line]), default: 0] >= enough else { break }
          pages[number][line] = ""
        }
      }
    }
  }

  /// The places of the outermost lines with text, the outermost first.
  private static func edges(of page: [String], isFoot: Bool) -> [Int] {
    let filled = page.indices.filter { !page[$0].isEmpty }
    return Array((isFoot ? filled.reversed() : filled).prefix(edge))
  }

  /// A line with one sign for every number, so that those with page numbers are the same.
  private static func shape(_ line: String) -> String {
    var shape = ""
    for character in line.lowercased() where !character.isWhitespace {
      let sign = character.isNumber ? "#" : character
      if sign != "#" || shape.last != "#" { shape.append(sign) }
    }
    let isRoman = !shape.isEmpty && shape.count <= 6 && shape.allSatisfy { "ivxlc".contains($0) }
    return isRoman ? "#" : shape
  }

  // MARK: Paragraphs

  /// The pages one after the other; a paragraph that goes on over the end of a page is one.
  private static func joined(_ pages: [[String]]) -> String {
    var text = ""
    for page in pages {
      let lines = page.drop { $0.isEmpty }
      let next = lines.joined(separator: "\n").trimmingEnd
      if next.isEmpty { continue }
      if !text.isEmpty { text += goesOn(text, next) ? "\n" : "\n\n" }
      text += next
    }
    return text
  }

  private static func goesOn(_ text: String, _ next: String) -> Bool {
    guard let last = text.last, let first = next.first else { return false }
    return (last.isLetter || ",-–;".contains(last)) && first.isLowercase
  }

  /// Joins the words that were broken at the end of a line, and the lines that were broken at the width of the page.
  private static func withoutBreaks(in text: String) -> String {
    let hyphenated = Set(text.split { $0.isWhitespace }.filter { $0.dropLast().contains("-") }.map(folded))
    let paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: true).map { paragraph in
      var lines: [String] = []
      for line in paragraph.split(separator: "\n") {
        if let last = lines.last, let whole = joined(last, String(line), hyphenated: hyphenated) {
          lines[lines.count - 1] = whole
        } else {
          lines.append(String(line))
        }
      }
      return filled(lines)
    }
    return paragraphs.joined(separator: "\n\n")
  }

  /// Two lines as one when a word is broken between them.
  private static func joined(_ line: String, _ next: String, hyphenated: Set<String>) -> String? {
    guard let last = line.last, last == "-" || last == "\u{ad}" || last == "‐", let first = next.first,
      first.isLowercase, let before = line.dropLast().last, before.isLetter
    else { return nil }
    if last == "\u{ad}" { return line.dropLast() + next }
    let head = line.split(separator: " ").last ?? ""
    let tail = next.prefix { !$0.isWhitespace }
    let keepsHyphen = hyphenated.contains(folded(head + tail))
    return (keepsHyphen ? line : String(line.dropLast())) + next
  }

  /// A word in lower case without signs at its ends.
  private static func folded(_ word: Substring) -> String {
    let start = word.drop { !$0.isLetter }
    guard let end = start.lastIndex(where: { $0.isLetter }) else { return "" }
    return start[...end].lowercased()
  }

  /// The lines of a block as a paragraph, unless they are short ones that stand for themselves; headings at its
  /// beginning as paragraphs of their own.
  private static func filled(_ lines: [String]) -> String {
    let widths = lines.dropLast().map(\.count).sorted()
    guard !widths.isEmpty, widths[widths.count / 2] >= 30 else { return lines.joined(separator: "\n") }
    let full = widths[widths.count / 2] * 2 / 3
    guard lines.dropLast().count(where: { $0.count < full }) * 4 <= lines.count else {
      return lines.joined(separator: "\n")
    }
    let headings = zip(lines, lines.dropFirst()).prefix { line, next in
      line.count < full && next.first?.isLowercase == false && !".,;:".contains(line.last ?? ".")
    }
    let text = lines.dropFirst(headings.count).joined(separator: " ")
    return (headings.map(\.0) + [text]).joined(separator: "\n\n")
  }
}
