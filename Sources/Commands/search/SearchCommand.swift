import ArgumentParser
import Articles
import SearchClient

/// The arguments of `search`.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search the articles that searchd has indexed.",
    usage: "search [OPTIONS] QUERY…",
    discussion: """
      The words of the query are joined by spaces, so quotes around it make no difference to the query: for a phrase \
      the daemon has to see them, as in search '"air bridge"'. A word that begins with a dash goes behind two dashes: \
      search -- helicopters -Russian. Without words, every article that the filters leave is found. The query language \
      is described in search-query(7).

      Exit status: 0 found, 1 nothing found, 2 the arguments or the query are wrong, 3 no daemon answers, 4 the answer \
      is partial, 5 the daemon speaks another version of the interface.
      """,
    version: "search " + Software.version)

  @Argument(help: "What to look for.")
  var query: [String] = []

  @OptionGroup(title: "Selection")
  var selection: SelectionOptions

  @OptionGroup(title: "Output")
  var output: OutputOptions

  @OptionGroup(title: "Daemon")
  var daemon: DaemonOptions

  @Flag(
    help: ArgumentHelp(
      "Read queries from the standard input, a line each, and answer with a line of JSON each, in order.",
      discussion: """
        A line is a query, to which the options apply, or a JSON object with the parameters of the daemon's \
        /v1/search, such as {"q":"air bridge","limit":3}, to which they do not. An empty line is the empty query, \
        which finds everything. A query that is refused is answered with a problem object and does not keep the \
        others from being answered.
        """))
  var batch = false

  @Flag(help: "Complete the last word of the query, and find titles that begin with it, instead of searching.")
  var suggest = false

  @Option(
    help: ArgumentHelp(
      "List the copies of an article, named by the number that a hit shows, instead of searching.", valueName: "id"))
  var copies: Int64?

  mutating func validate() throws {
    guard copies == nil || (query.isEmpty && !batch && !suggest) else {
      throw ValidationError("--copies lists the copies of one article: give no QUERY, --batch or --suggest.")
    }
    guard !batch || query.isEmpty else {
      throw ValidationError("--batch reads the queries from the standard input: give no QUERY.")
    }
    guard !(batch && suggest) else { throw ValidationError("--batch and --suggest exclude each other.") }
    let form = try output.form()
    if batch {
      guard form == .readable || form == .ndjson, !output.all else {
        throw ValidationError("--batch answers with lines of JSON: leave out the other forms of output and --all.")
      }
    } else if copies != nil {
      guard form != .count, !output.all, !output.explain, output.facets == nil, output.snippets == nil else {
        throw ValidationError("--copies lists articles: use it plain, with --json, --ndjson, --format or -0.")
      }
    } else if suggest {
      guard form != .count, output.format == nil, !output.all, !output.explain, output.facets == nil,
        output.snippets == nil
      else { throw ValidationError("--suggest prints completions: use it plain, with --json, --ndjson or -0.") }
      guard (1...100).contains(output.limit ?? 10) else {
        throw ValidationError("--suggest takes a --limit from 1 to 100.")
      }
    }
  }

  /// Refuses a command without anything to look for; apart from the validation, which would hide an unknown option.
  ///
  /// - Throws: `ValidationError`.
  func checkQuery() throws {
    guard !batch, copies == nil, query.isEmpty else { return }
    guard !suggest else { throw ValidationError("--suggest needs a text to complete.") }
    guard !selection.isEmpty else {
      throw ValidationError("Nothing to look for: give a QUERY, a filter such as --site, or '' for every article.")
    }
  }

  /// The words as one query.
  var text: String { query.joined(separator: " ") }

  /// The request for a query, as the options shape it.
  func request(for text: String) throws -> SearchRequest {
    let form = try output.form()
    return SearchRequest(
      query: text, limit: form == .count ? 1 : output.limit ?? (output.all ? OutputOptions.pageSize : 10),
      sort: selection.sort, match: selection.match, syntax: selection.strict ? .strict : .lenient,
      site: selection.site, category: selection.category, language: selection.language, author: selection.author,
      after: selection.after, before: selection.before, collapse: selection.collapse,
      snippets: output.snippets ?? form.snippets,
      highlight: form == .readable && !batch ? .ranges : output.highlight, facets: output.facets?.names ?? [],
      explain: output.explain, deadlineMilliseconds: daemon.deadline)
  }
}
