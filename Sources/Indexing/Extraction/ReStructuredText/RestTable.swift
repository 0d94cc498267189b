/// The tables of reStructuredText.
extension RestBlockParser {
  /// Parses a table drawn with lines; returns the line after it, `nil` when there is none.
  mutating func parseTable(_ lines: ArraySlice<RestLine>, at index: Int) -> Int? {
    let text = lines[index].text
    if text.hasPrefix("+-") || text.hasPrefix("+="), text.last == "+", text.allSatisfy({ "+-=".contains($0) }) {
      let end =
        lines[index...].firstIndex { $0.indent > 0 || !($0.text.hasPrefix("+") || $0.text.hasPrefix("|")) }
        ?? lines.endIndex
      addRows(RestTable.grid(lines[index..<end].map(\.text)))
      return end
    }
    guard text.first == "=", text.contains(" "), text.allSatisfy({ $0 == "=" || $0 == " " }) else { return nil }
    var end = index + 1
    while end < lines.endIndex {
      end += 1
      let border = lines[end - 1].text
      let isBorder = border.first == "=" && border.allSatisfy { $0 == "=" || $0 == " " }
      if isBorder, end == lines.endIndex || lines[end].isBlank { break }
    }
    addRows(RestTable.simple(lines[index..<end].map(\.spaced)))
    return end
  }
}

/// The cells in the tables of reStructuredText.
enum RestTable {
  /// A table with borders around its cells; a cell over several columns counts as one.
  static func grid(_ lines: [Substring]) -> [[String]] {
    var rows: [[String]] = []
    var cells: [[Substring]] = []
    func finished() -> [String] { cells.map { $0.filter { !$0.isEmpty }.joined(separator: " ") } }
    for line in lines {
      if line.hasPrefix("+"), line.allSatisfy({ "+-=|".contains($0) }) {
        if !cells.isEmpty { rows.append(finished()) }
        cells = []
        continue
      }
      let parts = line.split(omittingEmptySubsequences: false) { $0 == "|" }.dropFirst().dropLast()
      for (number, part) in parts.enumerated() {
        let text = part.allSatisfy { "+-= ".contains($0) } && part.contains("-") ? "" : part.trimmingSpace[...]
        if number < cells.count { cells[number].append(text) } else { cells.append([text]) }
      }
    }
    return rows + (cells.isEmpty ? [] : [finished()])
  }

  /// A table with a line of `=` above the columns; a row whose first cell is empty goes on with the row before.
  static func simple(_ lines: [String]) -> [[String]] {
    let columns = columns(of: Array(lines[0]))
    var rows: [[String]] = []
    for line in lines.dropFirst() where !line.isBlank && !line.allSatisfy({ "=- ".contains($0) }) {
      let characters = Array(line)
      let cells = columns.enumerated().map { number, start in
        let end = number + 1 < columns.count ? min(columns[number + 1], characters.count) : characters.count
        return start < end ? String(characters[start..<end]).trimmingSpace : ""
      }
      if cells[0].isEmpty, let last = rows.indices.last {
        rows[last] = zip(rows[last], cells).map { $1.isEmpty ? $0 : ($0.isEmpty ? $1 : $0 + " " + $1) }
      } else {
        rows.append(cells)
      }
    }
    return rows
  }

  private static func columns(of border: [Character]) -> [Int] {
    border.indices.filter { border[$0] == "=" && ($0 == 0 || border[$0 - 1] != "=") }
  }

  /// The rows of `list-table`: a list of lists.
  static func listed(_ lines: ArraySlice<RestLine>) -> [[String]] {
    var rows: [[String]] = []
    for line in lines where !line.isBlank {
      if let match = line.text.prefixMatch(of: /[*-] +[*-](?: +(.*))?$/), line.indent == 0 {
        rows.append([match.1.map { String($0) } ?? ""])
      } else if let match = line.text.prefixMatch(of: /[*-](?: +(.*))?$/), line.indent <= 4, !rows.isEmpty {
        rows[rows.count - 1].append(match.1.map { String($0) } ?? "")
      } else if let row = rows.indices.last, let cell = rows[row].indices.last {
        rows[row][cell] += " " + line.text
      }
    }
    return rows
  }

  /// The rows of `csv-table`.
  static func separated(_ lines: ArraySlice<RestLine>, header: String?) -> [[String]] {
    let text = ((header.map { [$0] } ?? []) + lines.map { $0.spaced }).joined(separator: "\n")
    return RowSplitter.rows(of: text, separator: UInt8(ascii: ","), skipsInitialSpace: true)
  }
}
