import Testing

@testable import Daemon

@Suite("Metrics")
struct MetricsTests {
  @Test("durations fall into the first bucket that is not below them")
  func histogram() {
    var histogram = Histogram()
    for microseconds in [1, 500, 501, 9_999_999, 10_000_000, 11_000_000] {
      histogram.record(.microseconds(microseconds))
    }
    #expect(histogram.buckets[0] == 2)
    #expect(histogram.buckets[1] == 1)
    #expect(histogram.buckets[13] == 2)
    #expect(histogram.buckets[14] == 1)
    #expect(histogram.count == 6)
  }

  @Test("the page is Prometheus text: every sample stands below its help and type")
  func page() async throws {
    let page = try await TestServer.run { server in
      _ = try server.get("/v1/search?q=a")
      _ = try server.get("/v1/search")
      try await server.eventually { $0.context.metrics.snapshot.openConnections == 0 }
      return try server.get("/metrics").body
    }
    #expect(page.contains("searchd_requests_total{route=\"search\",status=\"200\"} 1\n"))
    #expect(page.contains("searchd_requests_total{route=\"search\",status=\"400\"} 1\n"))
    #expect(page.contains("searchd_request_seconds_bucket{route=\"search\",le=\"+Inf\"} 2\n"))
    #expect(page.contains("searchd_request_seconds_count{route=\"search\"} 2\n"))
    #expect(page.contains("searchd_index_generation 4\n"))
    #expect(page.contains("searchd_postings_bytes 4096\n"))
    #expect(page.contains("searchd_postings_total{outcome=\"update\"} 2\n"))
    #expect(page.contains("searchd_connections 1\n"))
    var declared: Set<Substring> = []
    for line in page.split(separator: "\n") {
      if line.hasPrefix("# TYPE ") {
        declared.insert(line.split(separator: " ")[2])
      } else if !line.hasPrefix("#") {
        let name = line.prefix { $0 != "{" && $0 != " " }
        let bases = ["", "_bucket", "_sum", "_count"].map { name.hasSuffix($0) ? name.dropLast($0.count) : name }
        #expect(bases.contains { declared.contains($0) }, "\(line)")
      }
    }
  }

  @Test("label values cannot break a line")
  func labels() {
    var text = MetricsText()
    text.sample("m", [("a", "x\"\\\n")], 1)
    #expect(text.text == "m{a=\"x\\\"\\\\\\n\"} 1\n")
  }
}
