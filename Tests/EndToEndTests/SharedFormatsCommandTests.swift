import Foundation
import Testing

/// The folder of real data with files of every format, which only some machines have.
private let sharedFormats: String? = {
  let checkout = URL(filePath: #filePath).appending(path: "../../..").standardized
  let shared = ProcessInfo.processInfo.environment["SEARCHD_SHARED"] ?? checkout.appending(path: "../shared").path
  let folder = URL(filePath: shared).appending(path: "data/formats").standardized.path
  return FileManager.default.fileExists(atPath: folder) ? folder : nil
}()

@Suite(
  "Real files of every format through searchctl",
  .enabled(if: sharedFormats != nil, "needs ../shared/data/formats beside the checkout, or $SEARCHD_SHARED"))
struct SharedFormatsCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  @Test("are articles or have a reason and a place, and the index is sound")
  func ingest() async throws {
    let folder = try #require(sharedFormats)
    let events = try await place.run("ingest", "--json", folder).objects()
    let summary = try #require(events.last)
    #expect(summary["event"] as? String == "summary" && summary["ending"] as? String == "finished")
    #expect(try #require(summary["added"] as? Int) > 1000)
    for event in events where event["event"] as? String == "skipped" {
      let isPlaced = event["member"] is String && (event["code"] as? String)?.isEmpty == false
      #expect(isPlaced, "\(event)")
    }
    #expect(try await place.isSound())
  }
}
