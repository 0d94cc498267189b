/// Text with highlights, broken into lines of a width.
struct TextLayout: Equatable {
  /// A part of a line, all of it highlighted or none.
  struct Run: Equatable {
    var text: String
    let isHighlighted: Bool
  }

  /// The lines, without the spaces they were broken at.
  private(set) var lines: [[Run]] = []

  private struct Cell {
    let text: String
    let width: Int
    let isHighlighted: Bool
    var isSpace: Bool { text == " " }
    /// Whether a line may be broken before and after it without a space: between the characters of Chinese and Japanese.
    var isWide: Bool { width == 2 }
  }

  /// Breaks text at spaces, and words that are longer than a line where the line ends.
  ///
  /// - Parameters:
  ///   - text: The text as it came; what a terminal would obey is replaced, runs of white space are one space.
  ///   - highlights: `[start, end)` pairs counted in Unicode scalars of the text; those that make no sense are ignored.
  ///   - columns: The width of a line, `nil` for a single line.
  init(_ text: String, highlights: [[Int]] = [], columns: Int?) {
    let cells = Self.cells(text, highlights: highlights)
    guard let columns else {
      lines = cells.isEmpty ? [] : [Self.runs(cells[...])]
      return
    }
    var rest = cells[...]
    while !rest.isEmpty {
      let end = Self.endOfLine(rest, columns: columns)
      var line = rest[..<end]
      while line.last?.isSpace == true { line.removeLast() }
      if !line.isEmpty { lines.append(Self.runs(line)) }
      rest = rest[end...].drop(while: \.isSpace)
    }
  }

  private static func cells(_ text: String, highlights: [[Int]]) -> [Cell] {
    let ranges = highlights.compactMap { pair -> Range<Int>? in
      guard pair.count == 2, pair[0] >= 0, pair[0] < pair[1] else { return nil }
      return pair[0]..<pair[1]
    }
    var cells: [Cell] = []
    var position = 0
    for character in TerminalText.safe(text) {
      let end = position + character.unicodeScalars.count
      let isHighlighted = ranges.contains { $0.overlaps(position..<end) }
      position = end
      if character == " ", cells.isEmpty || cells.last?.isSpace == true { continue }
      cells.append(Cell(text: String(character), width: TextWidth.columns(of: character), isHighlighted: isHighlighted))
    }
    while cells.last?.isSpace == true { cells.removeLast() }
    return cells
  }

  /// The index behind the last cell of the first line.
  private static func endOfLine(_ cells: ArraySlice<Cell>, columns: Int) -> Int {
    var width = 0
    var lastBreak: Int?
    for index in cells.indices {
      let cell = cells[index]
      if index > cells.startIndex, cell.isSpace || cell.isWide || cells[index - 1].isWide || cells[index - 1].isSpace {
        lastBreak = index
      }
      width += cell.width
      if width > columns, !cell.isSpace, index > cells.startIndex { return lastBreak ?? index }
    }
    return cells.endIndex
  }

  private static func runs(_ cells: ArraySlice<Cell>) -> [Run] {
    var runs: [Run] = []
    for cell in cells {
      if let last = runs.indices.last, runs[last].isHighlighted == cell.isHighlighted {
        runs[last].text += cell.text
      } else {
        runs.append(Run(text: cell.text, isHighlighted: cell.isHighlighted))
      }
    }
    return runs
  }
}
