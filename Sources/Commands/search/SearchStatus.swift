import SearchClient

/// How the command ends; a contract with scripts, as search(1) states it.
enum SearchStatus: Int32, Equatable {
  /// Something was found.
  case found = 0
  /// Nothing was found.
  case none = 1
  /// The arguments or the query are wrong, or the output could not be written.
  case refused = 2
  /// No daemon answers, or it cannot.
  case unreachable = 3
  /// The deadline cut the search short; what was found until then is printed.
  case partial = 4
  /// The daemon speaks another version of the interface.
  case versionMismatch = 5

  /// The status that an error ends with.
  init(_ error: SearchClientError) {
    switch error {
    case .problem(let problem): self = problem.status < 500 ? .refused : .unreachable
    case .versionMismatch: self = .versionMismatch
    case .unreachable, .timedOut, .invalidResponse, .cancelled, .shutDown: self = .unreachable
    }
  }
}

/// Puts the answers of one run together into its exit status.
struct Tally: Equatable {
  private(set) var found = 0
  private(set) var isPartial = false
  private(set) var hasRefusal = false

  mutating func add(_ response: SearchResponse) {
    found += response.hits.count
    if response.partial { isPartial = true }
  }

  mutating func add(_ answer: BatchAnswer) {
    switch answer {
    case .answer(let response): add(response)
    case .problem: hasRefusal = true
    }
  }

  var status: SearchStatus {
    if hasRefusal { return .refused }
    if isPartial { return .partial }
    return found > 0 ? .found : .none
  }
}
