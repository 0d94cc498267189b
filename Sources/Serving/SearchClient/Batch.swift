public import Wire

extension SearchClient {
  /// Answers many searches, in order; a refused search does not keep the others from being answered.
  ///
  /// The searches are sent a few dozen at a time, when the first of them is asked for, so that any number can be given.
  public func batch<Requests>(_ requests: Requests) -> BatchAnswers<Requests>
  where Requests: Sequence<SearchRequest> & Sendable {
    BatchAnswers(client: self, requests: requests)
  }
}

/// The answers to a batch, one for each request, in the order of the requests.
public struct BatchAnswers<Requests: Sequence<SearchRequest> & Sendable>: AsyncSequence, Sendable {
  /// The answer to one request, or why the daemon refused it.
  public typealias Element = Result<SearchResponse, ProblemDetails>
  /// What sending a part of the batch throws.
  public typealias Failure = SearchClientError

  fileprivate let client: SearchClient
  fileprivate let requests: Requests

  /// Begins with the first request.
  public func makeAsyncIterator() -> Iterator { Iterator(client: client, requests: requests.makeIterator()) }

  /// Gives an answer at a time.
  public struct Iterator: AsyncIteratorProtocol {
    private let client: SearchClient
    private var requests: Requests.Iterator
    private var answers: ArraySlice<BatchAnswer> = []

    fileprivate init(client: SearchClient, requests: Requests.Iterator) {
      self.client = client
      self.requests = requests
    }

    /// Gives the next answer, from those at hand or from the next part of the batch.
    ///
    /// - Throws: ``SearchClientError`` when no part of the answer came; the sequence has ended then.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(SearchClientError) -> Element? {
      if answers.isEmpty {
        let lines = BatchPart.take(from: &requests)
        guard !lines.isEmpty else { return nil }
        answers = try await client.batchAnswers(lines)[...]
      }
      return switch answers.popFirst() {
      case .answer(let response): .success(response)
      case .problem(let problem): .failure(problem)
      case nil: nil
      }
    }
  }
}

extension SearchClient {
  fileprivate func batchAnswers(_ lines: [[UInt8]]) async throws(SearchClientError) -> [BatchAnswer] {
    var answers: [BatchAnswer] = []
    for line in try await batchBytes(lines) {
      answers.append(try AnswerReader.decode(BatchAnswer.self, from: line))
    }
    return answers
  }
}

/// How much of a batch goes into one request: enough to spare round trips, little enough to hold all answers in memory.
package enum BatchPart {
  /// At most so many lines.
  package static let maximumLines = 32
  /// At most about so many bytes, unless one line alone has more.
  package static let maximumBytes = 64 << 10
  private static let maximumHits = 1_000

  fileprivate static func take(from requests: inout some IteratorProtocol<SearchRequest>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var bytes = 0
    var hits = 0
    while lines.count < maximumLines, bytes < maximumBytes, hits < maximumHits, let request = requests.next() {
      let line = request.line
      lines.append(line)
      bytes += line.count
      hits += request.limit
    }
    return lines
  }
}
