import Foundation
import Testing

@testable import Extraction

@Suite("Real data", .enabled(if: sharedData != nil, "the folder ../shared/data is not here; set SEARCHD_SHARED to it"))
struct SharedDataTests {
  @Test("the first article of the project has its headline and none of its site's furniture")
  func firstArticle() throws {
    let folder = try #require(sharedData).appendingPathComponent("seed")
    let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent("tajik-helicopters.txt")))
    let found = try article(bytes, name: "tajik-helicopters.txt")
    #expect(found.title == "War in Afghanistan: Massacre of 300 Taliban & Capture of 1,000")
    #expect(found.body.hasPrefix("This victory marks the beginning"))
    #expect(found.body.hasSuffix("signalling their return."))
    #expect(found.body.contains("Source: Vassilis Kapoulas"))
    #expect(found.body.contains("جبهه متحد اسلامی ملی برای نجات افغانستان"))
    for furniture in ["Uncategorized", "1 thought on", "Comments are closed"] {
      #expect(!found.body.contains(furniture))
    }
  }
}
