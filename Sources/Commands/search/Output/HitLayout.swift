import SearchClient

/// Lays a hit out for a reader.
struct HitLayout {
  let terminal: Terminal
  /// How many digits the highest number on the page has.
  let numberWidth: Int

  private var indentation: String { String(repeating: " ", count: numberWidth + 2) }
  private var columns: Int? { terminal.columns.map { $0 - indentation.utf8.count } }

  /// The lines of a hit: number and title, where and when it was published, its passages, its address.
  func lines(of hit: Hit, number: Int) -> [String] {
    let figure = String(number)
    let head = String(repeating: " ", count: numberWidth - figure.utf8.count) + figure + ". "
    var lines = title(of: hit)
    lines[0] = head + lines[0]
    for index in lines.indices.dropFirst() { lines[index] = indentation + lines[index] }
    lines += below(of: hit).map { indentation + $0 }
    return lines
  }

  private func title(of hit: Hit) -> [String] {
    let layout = TextLayout(hit.title, columns: columns)
    let lines = layout.lines.map { runs in
      let text = runs.map(\.text).joined()
      return terminal.linked(terminal.styled(text, .title), to: hit.url)
    }
    return lines.isEmpty ? ["(no title)"] : lines
  }

  private func below(of hit: Hit) -> [String] {
    var lines: [String] = []
    let facts = [hit.site, hit.published.map { String($0.prefix(10)) }, hit.author, hit.category, hit.language]
    lines += detail(facts.compactMap { $0 }.joined(separator: " · "))
    for passage in hit.snippets {
      lines += TextLayout(passage.text, highlights: passage.highlights ?? [], columns: columns).lines.map { runs in
        runs.map { $0.isHighlighted ? terminal.styled($0.text, .match) : $0.text }.joined()
      }
    }
    lines.append(terminal.styled(terminal.linked(TerminalText.safe(hit.url ?? hit.key), to: hit.url), .detail))
    if let copies = hit.copies {
      lines += detail("and \(Figures.grouped(copies)) more \(copies == 1 ? "copy" : "copies"): --copies \(hit.id)")
    }
    lines += explanation(of: hit)
    return lines
  }

  private func explanation(of hit: Hit) -> [String] {
    guard let parts = hit.explanation?.parts else { return [] }
    return detail("score " + Figures.fixed(hit.score, digits: 3))
      + parts.flatMap { part -> [String] in
        var facts = [Figures.fixed(part.value, digits: 3) + " for " + part.term]
        if let frequency = part.documentFrequency { facts.append("in \(Figures.grouped(frequency)) articles") }
        facts += (part.frequencies ?? [:]).sorted { $0.key < $1.key }.map { "\($0.value) in \($0.key)" }
        return detail(facts.joined(separator: ", "), isIndented: true)
      }
  }

  private func detail(_ text: String, isIndented: Bool = false) -> [String] {
    TextLayout(text, columns: columns).lines.map { runs in
      (isIndented ? "  " : "") + terminal.styled(runs.map(\.text).joined(), .detail)
    }
  }
}
