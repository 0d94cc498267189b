public import ArgumentParser
public import SearchClient

/// What is found, and in which order.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The order of the hits.", valueName: "order"))
  var sort = SortOrder.relevance

  @Option(help: ArgumentHelp("How many of the words an article must have.", valueName: "mode"))
  var match = MatchMode.auto

  @Flag(help: "Refuse a query with a mistake, and show its place, instead of making the best of it.")
  var strict = false

  @Option(help: ArgumentHelp("Only this publication.", valueName: "name"))
  var site: String?

  @Option(help: ArgumentHelp("Only this category.", valueName: "name"))
  var category: String?

  @Option(
    help: ArgumentHelp("Only this language, as a tag such as en; und for those whose is unknown.", valueName: "tag"))
  var language: String?

  @Option(help: ArgumentHelp("Only this author.", valueName: "name"))
  var author: String?

  @Option(
    help: ArgumentHelp("Only articles published on this date or later: 2021-08-31, 2021-08, 30d…", valueName: "date"))
  var after: String?

  @Option(help: ArgumentHelp("Only articles published before this date.", valueName: "date"))
  var before: String?

  @Option(
    help: ArgumentHelp(
      "What to show of articles that are copies of each other: the best of a story, or none collapsed.",
      valueName: "mode"))
  var collapse = CollapseMode.story

  /// Whether no filter is set.
  var isEmpty: Bool {
    [site, category, language, author, after, before].allSatisfy { $0 == nil }
  }
}

/// What is printed, and how.
struct OutputOptions: ParsableArguments {
  /// How many hits `--all` asks for at a time unless told otherwise.
  static let pageSize = 200

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many hits, 1 to 1000 (10 without it).", valueName: "number"))
  var limit: Int?

  @Flag(help: "All hits, fetched page by page; --limit is then the size of a page.")
  var all = false

  @Option(help: ArgumentHelp("How many passages a hit shows, 0 to 5 (1 without it).", valueName: "number"))
  var snippets: Int?

  @Option(
    help: ArgumentHelp(
      "Also count the hits by some of site, category, author, language, year, month; separated by commas.",
      valueName: "names"), transform: { try FacetList($0) })
  var facets: FacetList?

  @Flag(help: "Also show what the score is made of.")
  var explain = false

  @Flag(help: "Only the number of articles that match.")
  var count = false

  @Flag(help: "The daemon's answer as it came, a JSON object; with --all one for each page, a line each.")
  var json = false

  @Flag(help: "A JSON object for each hit, a line each.")
  var ndjson = false

  @Option(
    help: ArgumentHelp(
      "A record for each hit, such as '{published}\\t{title}\\t{url}'.",
      discussion: """
        Fields: {rank} {id} {key} {url} {title} {author} {site} {category} {language} {published} {score} {snippet}. \
        Escapes: \\n \\t \\r \\0 \\\\ \\{ \\}. A record ends with a line end unless the template does.
        """, valueName: "template"), transform: { try RecordTemplate($0) })
  var format: RecordTemplate?

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "End records with NUL instead of a line end; without --format they are the articles' keys.")
  var null = false

  @Option(
    help: ArgumentHelp("How --json, --ndjson and --batch mark the matching words of passages.", valueName: "style"))
  var highlight = HighlightStyle.ranges

  @Option(
    help: ArgumentHelp("Whether to colour: auto does on a terminal unless NO_COLOR is set.", valueName: "when"))
  var color = ColorMode.auto

  mutating func validate() throws {
    if let limit, !SearchRequest.limitRange.contains(limit) {
      throw ValidationError("--limit is a number from 1 to 1000; for more hits use --all.")
    }
    if let snippets, !SearchRequest.snippetsRange.contains(snippets) {
      throw ValidationError("--snippets is a number from 0 to 5.")
    }
    let form = try form()
    switch form {
    case .readable, .json: break
    case .ndjson, .records:
      guard facets == nil else { throw ValidationError("--facets goes with readable output, --json or --count.") }
    case .count:
      guard !all else { throw ValidationError("--count counts all matching articles: leave out --all.") }
    }
    if explain, form == .count || format != nil || null {
      throw ValidationError("--explain goes with readable output, --json or --ndjson.")
    }
  }

  /// The form of the output.
  ///
  /// - Throws: `ValidationError` when more than one was asked for.
  func form() throws -> OutputForm {
    guard [json, ndjson, count, format != nil].filter({ $0 }).count <= 1 else {
      throw ValidationError("--json, --ndjson, --format and --count exclude each other.")
    }
    guard !null || !(json || ndjson || count) else {
      throw ValidationError("-0 goes with --format, or alone for the keys.")
    }
    if json { return .json }
    if ndjson { return .ndjson }
    if count { return .count }
    if let format { return .records(format, nulTerminated: null) }
    return null ? .records(.key, nulTerminated: true) : .readable
  }
}

/// Where the daemon is, and how long it may take.
struct DaemonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The daemon's socket. Without it: $SEARCHD_SOCKET, else your own daemon's, else the system's.",
      valueName: "path"), completion: .file())
  var socket: String?

  @Option(help: ArgumentHelp("Give up after this many seconds.", valueName: "seconds"))
  var timeout = 10.0

  @Option(
    help: ArgumentHelp(
      "Let the daemon answer with what it has found after this many milliseconds, 1 to 60000.",
      valueName: "milliseconds"))
  var deadline: Int?

  mutating func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout is a number of seconds above 0 and at most 86400.")
    }
    if let deadline, !SearchRequest.deadlineRange.contains(deadline) {
      throw ValidationError("--deadline is a number of milliseconds from 1 to 60000.")
    }
  }

  /// A client of the daemon.
  func client() -> SearchClient {
    SearchClient(socketPath: socket, configuration: .init(timeout: .seconds(timeout), maximumConnections: 1))
  }
}

/// The names of facets, separated by commas.
struct FacetList: Equatable {
  let names: [FacetName]

  /// Reads the names; one that is given twice counts once.
  ///
  /// - Throws: `ValidationError` for a name that is none of a facet.
  init(_ list: String) throws {
    var names: [FacetName] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      guard let name = FacetName(rawValue: String(part)) else {
        let known = FacetName.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("there is no facet “\(part)”; the facets are \(known)")
      }
      if !names.contains(name) { names.append(name) }
    }
    self.names = names
  }
}

/// When the output is coloured.
enum ColorMode: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// The form of the output.
enum OutputForm: Equatable {
  case readable
  case json
  case ndjson
  case records(RecordTemplate, nulTerminated: Bool)
  case count

  /// How many passages the form needs when nothing else is said.
  var snippets: Int {
    switch self {
    case .readable, .json, .ndjson: 1
    case .records(let template, _): template.showsSnippets ? 1 : 0
    case .count: 0
    }
  }
}

extension SortOrder: ExpressibleByArgument {}
extension MatchMode: ExpressibleByArgument {}
extension CollapseMode: ExpressibleByArgument {}
extension HighlightStyle: ExpressibleByArgument {}
