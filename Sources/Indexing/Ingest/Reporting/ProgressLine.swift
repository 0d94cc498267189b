extension IngestProgress {
  /// The progress on one line without a line break.
  ///
  /// - Parameter width: The columns of the terminal, for a bar where the total is known and there is room for one; `nil`
  ///   leaves the bar out.
  public func line(width: Int? = nil) -> String {
    var parts = [Quantities.count(articles, "article")]
    if skipped > 0 { parts.append("\(Quantities.count(skipped)) skipped") }
    let total = totalBytes.map { max($0, inputBytes) }
    parts.append(Quantities.megabytes(inputBytes) + (total.map { " of " + Quantities.megabytes($0) } ?? ""))
    parts.append(Quantities.rate(inputBytes, elapsed))
    parts.append(remaining.map { Quantities.clock($0) + " left" } ?? Quantities.clock(elapsed))
    let text = parts.joined(separator: "  ")
    guard let width else { return text }
    let room = width - text.count - 4
    guard room >= 10, let total, total > 0 else { return String(text.prefix(max(0, width - 1))) }
    let cells = min(room, 40)
    let filled = Int(Double(cells) * Double(inputBytes) / Double(total))
    return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: cells - filled) + "] " + text
  }

  /// The time the rest will take at the rate so far; `nil` while nothing is known about it.
  public var remaining: Duration? {
    guard let totalBytes, inputBytes > 0, elapsed >= .milliseconds(500) else { return nil }
    return elapsed * (Double(max(0, totalBytes - inputBytes)) / Double(inputBytes))
  }
}

extension IngestSummary {
  /// The summary for people, a few lines without a closing line break.
  public var text: String {
    var counts = [
      "\(Quantities.count(progress.added)) added", "\(Quantities.count(progress.replaced)) replaced",
      "\(Quantities.count(progress.unchanged)) unchanged", "\(Quantities.count(progress.skipped)) skipped",
    ]
    if let removed = progress.removed { counts.append("\(Quantities.count(removed)) removed") }
    let effort =
      "\(Quantities.megabytes(progress.inputBytes)) in \(Quantities.decimal(Quantities.seconds(progress.elapsed))) s, "
      + Quantities.rate(progress.inputBytes, progress.elapsed)
    let total = (isTrial ? "Nothing was changed; it would be " : "") + Quantities.count(progress.articles, "article")
    var lines = ["\(total): \(counts.joined(separator: ", ")); \(effort)"]
    for (code, count) in skippedByCode { lines.append("  skipped as \(code): \(Quantities.count(count))") }
    if let (article, previous) = displaced.first {
      let count = Quantities.count(displaced.count, "record")
      lines.append(
        "  took the place of another with the same id or address: \(count), the first \(article) that of \(previous)")
    }
    if kept > 0 {
      lines.append("  kept, because their places could not be read completely: " + Quantities.count(kept, "article"))
    }
    let place = last.map { "after \($0)" } ?? "before the first article"
    switch ending {
    case .finished: break
    case .stopped(let signal):
      let rest = progress.removed == nil ? "" : "nothing was removed; "
      lines.append("Stopped by signal \(signal) \(place); \(rest)run the same command again to go on.")
    case .failed(let error):
      lines.append("Stopped \(place): \(error)")
    }
    return lines.joined(separator: "\n")
  }

  /// The inputs that were not indexed, by the stable name of the reason, in alphabetical order.
  public var skippedByCode: [(code: String, count: Int)] {
    var counts: [String: Int] = [:]
    for (reason, count) in skipped { counts[reason.code, default: 0] += count }
    return counts.sorted { $0.key < $1.key }.map { (code: $0.key, count: $0.value) }
  }
}
