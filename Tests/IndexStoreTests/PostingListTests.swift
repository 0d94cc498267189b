import Articles
import Testing

@testable import IndexStore

@Suite("Posting lists")
struct PostingListTests {
  @Test("keep the counts of the fields apart")
  func packing() {
    let counts = FieldFrequencies(title: 1, body: 2, author: 3, site: 4, category: 5, compound: 6)
    #expect(Field.allCases.map { counts[$0] } == [1, 2, 3, 4, 5, 6])
    #expect(counts.rest == 12)
    #expect(!counts.isEmpty)
    #expect(FieldFrequencies().isEmpty)
  }

  @Test("saturate each count at its width without touching the others")
  func saturation() {
    let maxima: [Field: Int] = [
      .title: 1023, .body: 65_535, .author: 255, .site: 255, .category: 1023, .compound: 4095,
    ]
    for field in Field.allCases {
      var huge = FieldFrequencies()
      huge.set(1_000_000, column: field.column)
      for other in Field.allCases { #expect(huge[other] == (other == field ? maxima[field] : 0)) }
      #expect((huge + huge)[field] == maxima[field])
    }
  }

  @Test("add counts field by field")
  func addition() {
    let sum = FieldFrequencies(title: 1, body: 2, site: 1) + FieldFrequencies(body: 5, compound: 3)
    #expect(sum == FieldFrequencies(title: 1, body: 7, site: 1, compound: 3))
  }

  @Test("name a place by field and position, ordered by both")
  func occurrences() {
    let places = [
      Occurrence(field: .title, position: 4), Occurrence(field: .body, position: 0),
      Occurrence(field: .body, position: 3_000_000_000), Occurrence(field: .compound, position: 1),
    ]
    #expect(places.sorted() == places)
    #expect(places.map(\.field) == [.title, .body, .body, .compound])
    #expect(places.map(\.position) == [4, 0, 3_000_000_000, 1])
  }
}
