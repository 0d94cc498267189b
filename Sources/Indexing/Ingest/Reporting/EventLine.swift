import Articles
import Extraction

/// Events as one JSON object a line, for scripts.
///
/// The names in the objects are stable; new ones may be added.
public struct EventLine: Sendable, CustomStringConvertible {
  /// The JSON object without a line break.
  public let description: String

  /// Something that happened during an ingest.
  public init(_ event: IngestEvent) {
    switch event {
    case .skipped(let skipped):
      self.init(
        "skipped",
        Place(skipped.source).fields + [("code", .text(skipped.reason.code)), ("detail", .text(skipped.detail))])
    case .noted(let source, let note):
      self.init("note", Place(source).fields + [("detail", .text(note.description))])
    case .warned(let text): self.init("warning", [("detail", .text(text))])
    case .foreseen(let change):
      self.init(
        "change", [("change", .text(change.kind.rawValue)), ("key", .text(change.key))] + Place(change.source).fields)
    case .progress(let progress): self.init("progress", Self.fields(progress))
    }
  }

  /// The end of an ingest.
  public init(_ summary: IngestSummary) {
    var fields = Self.fields(summary.progress)
    fields.append(("skipped_by_code", .object(summary.skippedByCode.map { ($0.code, .number(Int64($0.count))) })))
    fields.append(("displaced", .number(Int64(summary.displaced.count))))
    if summary.progress.removed != nil { fields.append(("kept", .number(Int64(summary.kept)))) }
    if summary.isTrial { fields.append(("dry_run", .flag(true))) }
    if let last = summary.last { fields.append(("last", .text(last.description))) }
    switch summary.ending {
    case .finished: fields.append(("ending", .text("finished")))
    case .stopped(let signal): fields += [("ending", .text("stopped")), ("signal", .number(Int64(signal)))]
    case .failed(let error): fields += [("ending", .text("failed")), ("error", .text("\(error)"))]
    }
    self.init("summary", fields + [("status", .number(Int64(summary.exitStatus)))])
  }

  /// An ingest that could not begin.
  public init(error message: String) {
    self.init("error", [("detail", .text(message)), ("status", .number(2))])
  }

  private init(_ event: String, _ fields: [(String, JSONValue)]) {
    description = JSONValue.object([("event", .text(event))] + fields).text
  }

  private static func fields(_ progress: IngestProgress) -> [(String, JSONValue)] {
    var fields: [(String, JSONValue)] = [
      ("added", .number(Int64(progress.added))), ("replaced", .number(Int64(progress.replaced))),
      ("unchanged", .number(Int64(progress.unchanged))), ("skipped", .number(Int64(progress.skipped))),
    ]
    if let removed = progress.removed { fields.append(("removed", .number(Int64(removed)))) }
    fields.append(("bytes", .number(progress.inputBytes)))
    if let total = progress.totalBytes { fields.append(("total_bytes", .number(total))) }
    fields.append(("seconds", .decimal(Quantities.seconds(progress.elapsed))))
    return fields
  }

  /// The members that name where something was read.
  private struct Place {
    let fields: [(String, JSONValue)]

    init(_ source: ArticleSource) {
      var fields: [(String, JSONValue)] = [("path", .text(source.path))]
      if let member = source.member { fields.append(("member", .text(member))) }
      if let line = source.line { fields.append(("line", .number(Int64(line)))) }
      self.fields = fields
    }
  }
}
