import Articles
import Testing

@testable import Extraction

@Suite("Texts that scripts would make")
struct ScriptedTextTests {
  private static let first = "The ferry carries eleven goats, two of them unwilling, and a crate of seed potatoes."
  private static let second = "Halfway across, the engine stops, and everybody looks at the oldest of the goats."
  private static let third = "It was the oldest goat, they said later, who had heard the fog come in before anyone."
  private static let whole = "\(first)\n\n\(second)\n\n\(third)"

  private func body(_ markup: String) throws -> String {
    try article(
      "<!doctype html><html lang=\"en\"><head><title>The ferry</title></head><body>\(markup)</body></html>",
      name: "a.html"
    ).body
  }

  @Test(
    "are taken from JSON in a script, given to a name, or in an attribute",
    arguments: [
      "<div id=\"app\"></div><script id=\"state\" type=\"application/json\">{\"page\":{\"story\":\"HTML\"}}</script>",
      "<div>Loading</div><script>window.state = {\"page\":{\"story\":\"HTML\"},\"menu\":[{\"label\":\"Boats\"}]};run()</script>",
      "<div data-preloaded=\"{&quot;topic&quot;:&quot;{\\&quot;posts\\&quot;:[{\\&quot;cooked\\&quot;:\\&quot;HTML\\&quot;}]}&quot;}\"></div>",
    ])
  func places(markup: String) throws {
    let html = "<p>\(Self.first)</p><p>\(Self.second)</p><p>\(Self.third)</p>"
    #expect(try body(markup.replacing("HTML", with: html)) == Self.whole)
  }

  @Test("are put together from blocks, and from the parts of a sentence")
  func blocks() throws {
    let blocks = [Self.first, Self.second].map { "{\"kind\":\"p\",\"parts\":[{\"text\":\"\($0)\"}]}" }
    let parts =
      "{\"kind\":\"p\",\"parts\":[{\"text\":\"It was \"},{\"text\":\"the oldest goat\"},"
      + "{\"text\":\", they said later, who had heard the fog come in before anyone.\"}]}"
    let aside = "\"related\":[{\"parts\":[{\"text\":\"\(String(repeating: "Another tale, of a cow. ", count: 40))\"}]}]"
    #expect(
      try body("<script>window.__S={\"blocks\":[\((blocks + [parts]).joined(separator: ","))],\(aside)}</script>")
        == Self.whole)
  }

  @Test("are not looked for where the page has a text, and not found where scripts have programs alone")
  func others() throws {
    let script = "<script>window.s={\"text\":\"\(Self.whole.replacing("\n", with: " "))\"}</script>"
    let shown =
      "The heron stands in the reeds, waits for the ferry to pass, and goes on with what it was doing before. "
    #expect(try !body("<main><p>\(shown)\(shown)</p></main>\(script)").contains("goat"))
    #expect(
      try body(
        "<p>Loading</p><script>function a() { var b = \"\(Self.first) \(Self.second) \(Self.third)\"; }</script>")
        == "Loading")
    #expect(try body("<p>Loading</p><script>window.s={\"text\":\"\(Self.whole)</script>") == "Loading")
  }
}
