/// The Prometheus text exposition format, version 0.0.4.
struct MetricsText {
  /// The media type of the format.
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  /// The lines written so far.
  private(set) var text = ""

  /// The kinds of metric that are written.
  enum Kind: String {
    case counter, gauge, histogram
  }

  /// Writes the head of a metric.
  mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// Writes a metric that has one value.
  mutating func single(_ name: String, _ kind: Kind, _ value: some Numeric, _ help: String) {
    begin(name, kind, help)
    text += "\(name) \(value)\n"
  }

  /// Writes one value of a metric.
  mutating func sample(_ name: String, _ labels: [(String, String)], _ value: some Numeric) {
    let list = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    text += "\(name){\(list)} \(value)\n"
  }

  /// Writes the cumulative buckets of a histogram.
  mutating func histogram(_ name: String, _ labels: [(String, String)], _ histogram: Histogram) {
    var total = 0
    for (index, count) in histogram.buckets.enumerated() {
      total += count
      let bound = index < Histogram.bounds.count ? "\(Histogram.bounds[index])" : "+Inf"
      sample(name + "_bucket", labels + [("le", bound)], total)
    }
    sample(name + "_sum", labels, histogram.sum)
    sample(name + "_count", labels, total)
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

extension Metrics {
  /// What changes by itself and is looked at only when asked.
  struct Gauges {
    var queuedQueries: Int
    var runningQueries: Int
    var indexGeneration: Int64?
    var indexArticles: Int?
    var postings: PostingsFigures?
  }

  /// The answer of `/metrics`.
  func text(_ gauges: Gauges, version: String) -> String {
    var page = MetricsText()
    let counts = snapshot
    page.begin("searchd_build_info", .gauge, "The version of the daemon.")
    page.sample("searchd_build_info", [("version", version)], 1)
    page.single("searchd_uptime_seconds", .gauge, uptime / .seconds(1), "Time since the daemon started.")
    page.single("process_resident_memory_bytes", .gauge, ProcessFacts.residentBytes, "Memory in use.")
    page.single("process_cpu_seconds_total", .counter, ProcessFacts.processorSeconds, "Processor time used.")
    Self.writeRequests(counts, to: &page)
    Self.writeQueries(counts, gauges, to: &page)
    Self.writeConnections(counts, to: &page)
    if let postings = gauges.postings { Self.write(postings, to: &page) }
    return page.text
  }

  private static func writeRequests(_ counts: Counts, to page: inout MetricsText) {
    page.begin("searchd_requests_total", .counter, "Answered requests by route and status.")
    let requests = counts.requests.sorted { left, right in
      (left.key.route.rawValue, left.key.status) < (right.key.route.rawValue, right.key.status)
    }
    for (labels, count) in requests {
      page.sample(
        "searchd_requests_total", [("route", labels.route.rawValue), ("status", String(labels.status))], count)
    }
    page.begin("searchd_request_seconds", .histogram, "Time from a request's last byte to its answer.")
    for (route, histogram) in counts.latency.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      page.histogram("searchd_request_seconds", [("route", route.rawValue)], histogram)
    }
  }

  private static func writeQueries(_ counts: Counts, _ gauges: Gauges, to page: inout MetricsText) {
    page.single("searchd_queue_depth", .gauge, gauges.queuedQueries, "Queries that wait for a thread.")
    page.single("searchd_running_queries", .gauge, gauges.runningQueries, "Queries that run.")
    page.single("searchd_overloads_total", .counter, counts.overloads, "Queries refused because too many waited.")
    page.single(
      "searchd_cancelled_queries_total", .counter, counts.cancelledQueries, "Queries whose client went away.")
    page.single("searchd_slow_queries_total", .counter, counts.slowQueries, "Queries slower than slow_query_ms.")
    page.single("searchd_partial_answers_total", .counter, counts.partialAnswers, "Answers cut short by a deadline.")
    if let generation = gauges.indexGeneration {
      page.single("searchd_index_generation", .gauge, generation, "How often the index has been committed to.")
    }
    if let articles = gauges.indexArticles {
      page.single("searchd_index_articles", .gauge, articles, "Articles in the index.")
    }
    page.single("searchd_reloads_total", .counter, counts.reloads, "How often the configuration was read again.")
  }

  private static func writeConnections(_ counts: Counts, to page: inout MetricsText) {
    page.single("searchd_connections", .gauge, counts.openConnections, "Open connections.")
    page.single("searchd_connections_total", .counter, counts.acceptedConnections, "Accepted connections.")
    page.single("searchd_connections_refused_total", .counter, counts.refusedConnections, "Refused connections.")
    page.begin("searchd_timeouts_total", .counter, "Connections cut off by reason.")
    for (reason, count) in counts.timeouts.sorted(by: { $0.key < $1.key }) {
      page.sample("searchd_timeouts_total", [("reason", reason)], count)
    }
  }

  private static func write(_ postings: PostingsFigures, to page: inout MetricsText) {
    page.single("searchd_postings_bytes", .gauge, postings.bytes, "Memory that posting lists take.")
    let name = "searchd_postings_total"
    page.begin(name, .counter, "Posting lists asked for, by what came of it, and evictions.")
    page.sample(name, [("outcome", "hit")], postings.hits)
    page.sample(name, [("outcome", "update")], postings.updates)
    page.sample(name, [("outcome", "load")], postings.loads)
    page.sample(name, [("outcome", "eviction")], postings.evictions)
  }
}
