import Articles
import Testing

@testable import Extraction

@Suite("Texts of pages")
struct PageBodyTests {
  private static let first =
    "Every autumn the keeper oils the gate, counts the boards, and writes the figures in a book."
  private static let second = "When the water is high, he opens two boards; when it is low, he closes them, and waits."

  private static let third =
    "Nobody asked for the book until the flood, and then it was all that was left of the keeper."

  private func body(_ markup: String, head: String = "") throws -> String {
    try article(
      "<!doctype html><html lang=\"en\"><head><title>The weir</title>\(head)</head><body>\(markup)</body></html>",
      name: "a.html"
    ).body
  }

  @Test("are told from what elements are called that their authors made up")
  func madeUpElements() throws {
    let text = try body(
      "<the-page><article-body><h1>The weir</h1><p>\(Self.first)</p><p>\(Self.second)</p><p>\(Self.third)</p></article-body>"
        + "<share-bar>Send it to a friend</share-bar><cookie-notice>We keep crumbs.</cookie-notice></the-page>")
    #expect(text == "\(Self.first)\n\n\(Self.second)\n\n\(Self.third)")
  }

  @Test(
    "have the buttons that fold a text, and no others",
    arguments: [
      "<div role=\"button\"><a>QUESTION</a></div>", "<button>QUESTION</button>", "<div><button>QUESTION</button></div>",
    ])
  func folds(button: String) throws {
    let text = try body(
      "<main><h1>The weir</h1><p>\(Self.first)</p><div>\(button.replacing("QUESTION", with: "Who opens it?"))"
        + "<div><p>\(Self.second)</p></div></div><button>Send</button><ul><li><a href=\"#\">Boats</a></li></ul></main>")
    #expect(text.contains("Who opens it?\n\n\(Self.second)"))
    #expect(!text.contains("Send"))
  }

  @Test("lose what asks to subscribe though the whole is named for a newsletter")
  func newsletters() throws {
    let text = try body(
      "<article class=\"newsletter-post\"><h1>The weir</h1><p>\(Self.first)</p><div class=\"subscription-box\"><p>"
        + "Give us your address.</p></div><p>\(Self.second)</p></article>")
    #expect(text == "\(Self.first)\n\n\(Self.second)")
  }

  @Test("keep headings whose names speak of a bar, and lose bars")
  func bars() throws {
    let text = try body(
      "<div class=\"navbar\"><h2>Rivers</h2></div><main><h1>The weir</h1><p>\(Self.first)</p>"
        + "<h2 class=\"anchor belowStickyNavbar\">Water</h2><p class=\"page-with-sidebar\">\(Self.second)</p></main>")
    #expect(text == "\(Self.first)\n\nWater\n\n\(Self.second)")
  }

  @Test("lose the comments on a text between line breaks, and the reviews of a product")
  func comments() throws {
    let told = Array(repeating: Self.first, count: 6).joined(separator: "<br><br>")
    let said = "<div id=\"comments\"><p>\(Self.second)</p><p>\(Self.second) I think.</p></div>"
    #expect(try !body("<div><h3>The weir</h3>\(told)<div></div></div>\(said)").contains("I think"))
    let head = "<meta property=\"og:type\" content=\"product\">"
    #expect(
      try !body("<main><h1>Oil</h1><p>\(Self.first)</p><div id=\"reviews\">\(said)</div></main>", head: head).contains(
        "I think"))
  }

  @Test("keep the sentences in a link that is not read aloud twice")
  func silentLinks() throws {
    let text = try body(
      "<main><h2><a href=\"/1\">The weir</a></h2><p><a href=\"/1\" aria-hidden=\"true\">\(Self.first)</a></p>"
        + "<p>\(Self.second)</p><a aria-hidden=\"true\" href=\"#\">Top</a></main>")
    #expect(text.contains(Self.first) && !text.contains("Top"))
  }

  @Test("lose what else there is of the author, whatever the name")
  func more() throws {
    let text = try body(
      "<main><p>\(Self.first)</p><p>\(Self.second)</p><h2>More from Ann Lee</h2><p>The sluice, and who opens it.</p></main>"
    )
    #expect(text == "\(Self.first)\n\n\(Self.second)")
  }
}
