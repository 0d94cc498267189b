import Testing

@testable import Extraction

@Suite("Metadata")
struct MetadataTests {
  @Test(
    "titles lose the site's name and nothing else",
    arguments: [
      ("Harbour reopens | The Observer", "Harbour reopens"),
      ("Harbour reopens - The Observer", "Harbour reopens"),
      ("The Observer: Harbour reopens", "Harbour reopens"),
      ("Harbour reopens – observer.example", "Harbour reopens"),
      ("Harbour reopens - after the storm", "Harbour reopens - after the storm"),
      ("A | B", "A | B"),
      ("Rain &amp; wind | The Observer", "Rain & wind"),
      ("The Observer", "The Observer"),
      ("  Two\n lines  ", "Two lines"),
    ])
  func titles(title: String, expected: String) {
    let cleaner = TitleCleaner(siteName: "The Observer", host: "observer.example", heading: nil)
    #expect(cleaner.clean(title) == expected)
  }

  @Test(
    "authors are names",
    arguments: [
      ("By Ann Lee", "Ann Lee"),
      ("by Ann Lee and Bo Ek", "Ann Lee; Bo Ek"),
      ("Ann Lee, Bo Ek & Cy Dorn", "Ann Lee; Bo Ek; Cy Dorn"),
      ("Lee, Ann", "Lee, Ann"),
      ("ann@example.org (Ann Lee)", "Ann Lee"),
      ("Ann Lee <ann@example.org>", "Ann Lee"),
      ("Written by Ann Lee |", "Ann Lee"),
      ("Ann Lee; ann lee", "Ann Lee"),
    ])
  func authors(byline: String, expected: String) {
    #expect(AuthorNames.joined(AuthorNames.split(byline)) == expected)
  }

  @Test(
    "addresses, handles and labels are no authors",
    arguments: ["https://example.org/ann", "@ann", "Written by", "admin", " "])
  func noAuthors(byline: String) {
    #expect(AuthorNames.joined(AuthorNames.split(byline)) == nil)
  }

  @Test("categories are split, repeated ones and the empty drawer of publishing systems left out")
  func categories() {
    #expect(CategoryNames.joined(CategoryNames.split("News, world; News|Uncategorized")) == "News; world")
    #expect(CategoryNames.joined(["Uncategorized"]) == nil)
  }

  @Test(
    "hosts are read from addresses",
    arguments: [
      ("https://www.Example.org/a?b#c", "example.org"), ("http://user@example.org:8080", "example.org"),
      ("ftp://example.org", nil), ("example.org", nil), ("https://", nil), ("/path", nil),
    ] as [(String, String?)])
  func hosts(address: String, expected: String?) {
    #expect(WebAddress.host(address) == expected)
  }

  @Test("each property's names are folded and belong to it alone")
  func aliases() {
    let names = ArticleProperty.allCases.flatMap(\.names)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { ArticleProperty.fold($0) == $0 })
  }

  @Test("comment counters tell the title they count for")
  func counters() {
    #expect(PageFurniture.commentCounter("3 thoughts on “A Title”") == "A Title")
    #expect(PageFurniture.commentCounter("No comments yet") == "")
    #expect(PageFurniture.commentCounter("12 Comments") == "")
    #expect(PageFurniture.commentCounter("12 monkeys") == nil)
    #expect(PageFurniture.commentCounter("One reply was enough") == nil)
  }
}
