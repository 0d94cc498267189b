import Articles
import Foundation
import Testing

@testable import Extraction

/// A document of pages with one column of lines each (ISO 32000-1).
func pdf(_ pages: [[String]], info: String = "", trailer: String = "") -> [UInt8] {
  let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
  var objects = [
    "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ]
  for lines in pages {
    let text = lines.map { "(\($0)) Tj T*" }.joined(separator: " ")
    let stream = "BT /F1 11 Tf 13 TL 72 760 Td \(text) ET"
    let resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
    objects.append("<< /Type /Page /Parent 2 0 R \(resources) /Contents \(objects.count + 2) 0 R >>")
    objects.append("<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream")
  }
  objects.append("<< \(info) >>")
  var text = "%PDF-1.4\n"
  var table = "0000000000 65535 f \n"
  for (number, object) in objects.enumerated() {
    let digits = String(text.utf8.count)
    table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    text += "\(number + 1) 0 obj\n\(object)\nendobj\n"
  }
  let start = text.utf8.count
  text += "xref\n0 \(objects.count + 1)\n\(table)trailer\n"
  text +=
    "<< /Size \(objects.count + 1) /Root 1 0 R /Info \(objects.count) 0 R \(trailer) >>\nstartxref\n\(start)\n%%EOF\n"
  return Array(text.utf8)
}

/// Whether the programs are there that read PDF.
private let hasPoppler = LimitedProgram("pdftotext", maximumOutput: 0) != nil

@Suite("PDF")
struct PDFTests {
  private static let prose = [
    "The keeper climbs the stairs every evening, and so he knows them by heart; the",
    "first are worn and the last are not, for nobody but him goes all the way to the",
    "top, where the lamp is waiting for its oil and for the cloth.",
  ]

  @Test("gives the text and what the document says of itself", .enabled(if: hasPoppler, "needs poppler-utils"))
  func document() throws {
    let info =
      "/Title (Of lamps) /Author (Ada Moor and Bo Ek) /Keywords (light, sea)"
      + " /CreationDate (D:20210305100000Z) /ModDate (D:20210306100000Z)"
    let found = try article(pdf([Self.prose], info: info), name: "a.pdf")
    #expect(found.title == "Of lamps")
    #expect(found.author == "Ada Moor; Bo Ek")
    #expect(found.category == "light; sea")
    #expect(found.published?.text == "2021-03-05T10:00:00Z")
    #expect(found.updated?.text == "2021-03-06T10:00:00Z")
    #expect(found.body == Self.prose.joined(separator: " "))
  }

  @Test("takes the first line or the file for a title", .enabled(if: hasPoppler, "needs poppler-utils"))
  func titles() throws {
    let named = "/Title (Microsoft Word - draft.doc)"
    #expect(try article(pdf([["A heading"]], info: named), name: "x.pdf").title == "A heading")
    #expect(try article(pdf([["Nothing but a sentence."]]), name: "my_file.pdf").title == "my file")
  }

  @Test(
    "is refused with a reason where there is no text, no key, or no document",
    .enabled(if: hasPoppler, "needs poppler-utils"))
  func refused() throws {
    #expect(try codes(read(pdf([[]]), name: "a.pdf")) == [.noText])
    #expect(try codes(read(Array("%PDF-1.4\nnothing".utf8), name: "a.pdf")) == [.invalidPDF])
    let key = String(repeating: "41", count: 32)
    let trailer = "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <\(key)> /U <\(key)> /P -44 >>"
    #expect(try codes(read(pdf([Self.prose], trailer: trailer), name: "a.pdf")) == [.encrypted])
  }

  @Test("is refused with what to install where the program is missing")
  func missing() throws {
    let context = DocumentContext(name: "a.pdf", limits: .init()) { _ in }
    do throws(ExtractionFailure) {
      _ = try PDFReader().article(from: pdf([Self.prose]), context: context, folders: ["/nowhere", "bin"])
      Issue.record("there is a program in /nowhere")
    } catch {
      #expect(error.code == .missingProgram)
      #expect(error.detail.contains("poppler-utils"))
    }
  }

  @Test("is known by its first bytes under any name")
  func detection() {
    #expect(Extractor.detectFormat(name: "a.txt", head: Array("%PDF-1.7\n%\u{e2}".utf8)) == .pdf)
    #expect(Extractor.detectFormat(name: "a.pdf", head: Array("Text.".utf8)) != .pdf)
  }

  @Test("loses running heads, page numbers and broken words")
  func pages() {
    let text = (1...6).map { number in
      let head = number % 2 == 0 ? "THE LAMP REVIEW" : "Chapter one"
      return
        "\(head)\n\nLine \(["one", "two", "three", "four", "five", "six"][number - 1]) is about the cat\nand it is remem-\n\n\(number) / 6\n"
        + "\u{c}"
    }.joined()
    let body = PDFPages(text).body
    #expect(!body.contains("REVIEW"))
    #expect(!body.contains("Chapter"))
    #expect(!body.contains("/ 6"))
    #expect(body.contains("Line one is about the cat"))
    let broken = PDFPages(
      "It was well-known, and re-\nmembered: a well-\nknown co\u{ad}\nlour of the big old house on the hill.\n"
    ).body
    #expect(broken == "It was well-known, and remembered: a well-known colour of the big old house on the hill.")
    let headed = PDFPages(
      "A heading\nThe first line of the text is as long as any\nand so is the second one, which goes to the end\nof it.\n"
    )
    #expect(
      headed.body
        == "A heading\n\nThe first line of the text is as long as any and so is the second one, which goes to the end of it."
    )
    #expect(headed.headline == "A heading")
    #expect(PDFPages("The lamp was\u{c}lit at six.\u{c}").body == "The lamp was\nlit at six.")
  }
}

@Suite("Programs for bytes that nobody trusts")
struct LimitedProgramTests {
  private func program(_ name: String, maximumOutput: Int = 1000) throws -> LimitedProgram {
    try #require(LimitedProgram(name, in: ["/usr/bin", "/bin"], maximumOutput: maximumOutput))
  }

  @Test("see their input, and hardly anything else")
  func environment() throws {
    let copied = try program("cat").run([], input: Array("abc".utf8))
    #expect(copied.output == Array("abc".utf8))
    #expect(copied.outcome == .exited(0))
    let variables = try program("env").run([], input: [])
    #expect(String(decoding: variables.output, as: UTF8.self) == "LC_ALL=C.UTF-8\nTZ=UTC\n")
    let descriptors = try program("ls").run(["/proc/self/fd"], input: [])
    #expect(String(decoding: descriptors.output, as: UTF8.self) == "0\n1\n2\n3\n")
    #expect(try program("false").run([], input: []).outcome == .exited(1))
  }

  @Test("are ended when they take too long, write too much, or want too much memory")
  func bounds() throws {
    var slow = try program("sleep")
    slow.maximumSeconds = 1
    #expect(slow.run(["60"], input: []).outcome == .tooSlow)
    #expect(try program("yes").run([], input: []).outcome == .tooMuchOutput)
    var large = try program("dd")
    let copy = ["if=/dev/zero", "of=/dev/null", "bs=64M", "count=1"]
    #expect(large.run(copy, input: []).outcome == .exited(0))
    large.maximumMemory = 32 << 20
    #expect(large.run(copy, input: []).outcome == .exited(1))
    #expect(
      try program("cp").run(["/proc/self/status", "/tmp/should-not-be-written"], input: []).outcome != .exited(0))
    try? FileManager.default.removeItem(atPath: "/tmp/should-not-be-written")
  }

  @Test("are looked for in absolute folders only")
  func places() {
    #expect(LimitedProgram("cat", in: ["bin", "."], maximumOutput: 0) == nil)
    #expect(LimitedProgram("no-such-program", maximumOutput: 0) == nil)
  }
}
