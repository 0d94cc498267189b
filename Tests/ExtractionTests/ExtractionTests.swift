import Extraction
import Testing

@Suite("Extractor")
struct ExtractorTests {
  @Test("reads an object a line")
  func lines() throws {
    var source = MemorySource(Array("{\"id\":1,\"title\":\"A\",\"text\":\"b\"}\n{x\n".utf8))
    var results: [Result<ExtractedArticle, ExtractionFailure>] = []
    try Extractor().extract(name: "a.jsonl", format: nil, source: &source) { results.append($0) }
    #expect(results.count == 2)
    #expect(try results[0].get().id == "1")
  }
}
