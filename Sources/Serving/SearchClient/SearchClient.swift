public import Wire

/// A client of the search daemon on its Unix socket.
///
/// One client serves any number of tasks at once: connections are opened when needed, kept open and shared. Making a
/// client costs nothing and touches nothing; the first request connects. A request whose task is cancelled closes its
/// connection, so that the daemon stops working on it too.
///
/// Every method throws ``SearchClientError``. All requests only read, so a request that met a connection the daemon
/// had closed in the meantime is sent again by itself, once.
public final class SearchClient: Sendable {
  private let transport: Transport

  /// Makes a client.
  ///
  /// - Parameters:
  ///   - socketPath: The daemon's socket, at most 107 bytes long. Without one: `$SEARCHD_SOCKET`, else the first that
  ///     exists of this user's own daemon and the system's `/run/searchd/searchd.sock`.
  ///   - configuration: Limits on time, connections and memory.
  public init(socketPath: String? = nil, configuration: Configuration = Configuration()) {
    transport = Transport(paths: SocketPaths(named: socketPath), configuration: configuration)
  }

  deinit { transport.shutDown() }

  /// Closes the connections that are open and refuses further requests; requests under way still get their answer.
  ///
  /// A client that is let go of does the same by itself.
  public func shutdown() { transport.shutDown() }

  /// Asks for a page of hits.
  ///
  /// - Throws: ``SearchClientError``; a query the daemon refuses is ``SearchClientError/problem(_:)``.
  public func search(_ request: SearchRequest) async throws(SearchClientError) -> SearchResponse {
    try AnswerReader.decode(SearchResponse.self, from: await searchBytes(request))
  }

  /// Asks for the ten best articles for a text in the query language.
  ///
  /// - Throws: ``SearchClientError``.
  public func search(_ text: String) async throws(SearchClientError) -> SearchResponse {
    try await search(SearchRequest(query: text))
  }

  /// Completes a text with words of the indexed articles and with their titles.
  ///
  /// - Parameters:
  ///   - prefix: What was typed so far.
  ///   - limit: How many completions at most, 1 to 100.
  /// - Returns: The completions, best first.
  /// - Throws: ``SearchClientError``.
  public func suggest(_ prefix: String, limit: Int = 10) async throws(SearchClientError) -> SuggestResponse {
    try AnswerReader.decode(SuggestResponse.self, from: await suggestBytes(prefix, limit: limit))
  }

  /// Fetches an article by its number, which is a hit's `id`.
  ///
  /// - Returns: `nil` when the index has no such article, for instance because it was replaced since.
  /// - Throws: ``SearchClientError``.
  public func article(id: Int64) async throws(SearchClientError) -> ArticleResponse? {
    try await articleIfPresent(at: "/articles/\(id)")
  }

  /// Fetches an article by its identity, which is a hit's `key` and stays the same when the article is replaced.
  ///
  /// - Returns: `nil` when the index has no such article.
  /// - Throws: ``SearchClientError``.
  public func article(key: String) async throws(SearchClientError) -> ArticleResponse? {
    try await articleIfPresent(at: "/articles?" + QueryString.encode(ArticleKeyRequest(key: key).queryItems))
  }

  /// Asks for articles like one.
  ///
  /// - Parameters:
  ///   - id: The article's number.
  ///   - limit: How many articles at most, 1 to 100.
  /// - Returns: The articles, most alike first, without passages.
  /// - Throws: ``SearchClientError``; ``SearchClientError/problem(_:)`` when there is no article with the number.
  public func similar(to id: Int64, limit: Int = 10) async throws(SearchClientError) -> [Hit] {
    let target = "/articles/\(id)/similar" + Self.query(SimilarRequest(limit: limit).queryItems)
    return try AnswerReader.decode(SimilarResponse.self, from: await bytes(.get(APIVersion.pathPrefix + target))).hits
  }

  /// Asks for the copies of an article: the same text elsewhere, cut, changed a little, or with something around it.
  ///
  /// - Parameters:
  ///   - id: The article's number.
  ///   - limit: How many copies at most, 1 to 1,000.
  /// - Returns: The copies, those published first first, without passages, and how many there are in all.
  /// - Throws: ``SearchClientError``; ``SearchClientError/problem(_:)`` when there is no article with the number.
  public func copies(of id: Int64, limit: Int = 10) async throws(SearchClientError) -> CopiesResponse {
    try AnswerReader.decode(CopiesResponse.self, from: await copiesBytes(of: id, limit: limit))
  }

  /// Asks what the index holds.
  ///
  /// - Throws: ``SearchClientError``.
  public func stats() async throws(SearchClientError) -> StatsResponse {
    try AnswerReader.decode(StatsResponse.self, from: await bytes(.get(APIVersion.pathPrefix + "/stats")))
  }

  /// Asks how the daemon is; one that is draining or has no index answers too, and its status says so.
  ///
  /// - Throws: ``SearchClientError``; ``SearchClientError/unreachable(path:reason:)`` when no daemon runs.
  public func health() async throws(SearchClientError) -> HealthResponse {
    let answer = try await transport.answer(to: .get("/healthz"), retryingWhenOverloaded: false)
    try AnswerReader.checkVersion(of: answer)
    guard answer.status == 503, let health = try? AnswerReader.decode(HealthResponse.self, from: answer.bytes) else {
      return try AnswerReader.decode(HealthResponse.self, from: AnswerReader.body(of: answer))
    }
    return health
  }

  /// The daemon's answer to a search as it came.
  package func searchBytes(_ request: SearchRequest) async throws(SearchClientError) -> [UInt8] {
    try await bytes(.get(APIVersion.pathPrefix + "/search" + Self.query(request.queryItems)))
  }

  /// The daemon's completions as they came.
  package func suggestBytes(_ prefix: String, limit: Int) async throws(SearchClientError) -> [UInt8] {
    let request = SuggestRequest(prefix: prefix, limit: limit)
    return try await bytes(.get(APIVersion.pathPrefix + "/suggest" + Self.query(request.queryItems)))
  }

  /// The daemon's copies of an article as they came.
  package func copiesBytes(of id: Int64, limit: Int) async throws(SearchClientError) -> [UInt8] {
    let query = Self.query(CopiesRequest(limit: limit).queryItems)
    return try await bytes(.get(APIVersion.pathPrefix + "/articles/\(id)/copies" + query))
  }

  /// Sends lines of a batch in one request and returns the daemon's lines, one for each.
  ///
  /// When the daemon refuses the request as a whole, each line's answer is that problem.
  package func batchBytes(_ lines: [[UInt8]]) async throws(SearchClientError) -> [[UInt8]] {
    let call = HTTPCall.post(
      APIVersion.pathPrefix + "/search", contentType: "application/x-ndjson",
      body: Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")])
    let answer: [UInt8]
    do {
      answer = try await bytes(call)
    } catch .problem(let problem) {
      guard let line = try? WireJSON.encode(problem) else { throw .problem(problem) }
      return Array(repeating: line, count: lines.count)
    }
    let answers = answer.split(separator: UInt8(ascii: "\n")).map(Array.init)
    guard answers.count == lines.count else {
      throw .invalidResponse("\(answers.count) answers to a batch of \(lines.count) queries")
    }
    return answers
  }

  /// Reads an answer that came as bytes; fields that this version does not know are ignored.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws(SearchClientError) -> Value {
    try AnswerReader.decode(type, from: bytes)
  }

  private func bytes(_ call: HTTPCall) async throws(SearchClientError) -> [UInt8] {
    try AnswerReader.body(of: await transport.answer(to: call))
  }

  private func articleIfPresent(at path: String) async throws(SearchClientError) -> ArticleResponse? {
    do {
      return try AnswerReader.decode(ArticleResponse.self, from: await bytes(.get(APIVersion.pathPrefix + path)))
    } catch .problem(let problem) where problem.kind == .noSuchArticle {
      return nil
    }
  }

  private static func query(_ items: [(name: String, value: String)]) -> String {
    items.isEmpty ? "" : "?" + QueryString.encode(items)
  }
}
