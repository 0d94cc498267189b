import QueryLanguage
import Testing

@Suite("Queries as typed")
struct QueryGoldenTests {
  private let parser = QueryParser(now: september2021)

  @Test("are read as the golden files say", arguments: GoldenFile.all(".query.txt"))
  func goldens(file: GoldenFile) throws {
    if GoldenFile.isRecording { try file.record { answer(to: $0.query) } }
    for expected in file.cases where !GoldenFile.isRecording {
      #expect(answer(to: expected.query) == expected.answer, "\(file.name): \(expected.query)")
    }
  }

  @Test("are covered by enough cases")
  func coverage() {
    #expect(GoldenFile.all(".query.txt").map(\.cases.count).reduce(0, +) >= 150)
  }

  private func answer(to escaped: String) -> [String] {
    let text = GoldenFile.unescaped(escaped)
    var lines: [String] = []
    do throws(QuerySyntaxError) {
      let parsed = try parser.parse(text)
      lines.append("tree: " + parsed.query.treeDescription)
      lines.append("print: " + parsed.query.description)
      for note in parsed.notes { lines.append("note: \(note.kind) \(note.term) — \(note.detail)") }
    } catch {
      lines.append("refused: \(error)")
    }
    do throws(QuerySyntaxError) {
      _ = try parser.parseStrict(text)
    } catch {
      lines.append("strict: \(error)")
    }
    return lines.map { GoldenFile.escaped($0).trimmedAtEnd }
  }
}

extension String {
  /// The text without spaces at its end, which editors remove from files.
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
