public import Wire

extension SearchClient {
  /// All hits of a search, from page to page; a page is fetched when its first hit is asked for.
  ///
  /// The request's `limit` is the size of a page, and its `cursor` where to begin. Articles that are added or removed
  /// while paging may be missed, but none comes twice.
  public func hits(for request: SearchRequest) -> SearchHits {
    SearchHits(pages: pages(for: request))
  }

  /// All pages of a search; a page is fetched when it is asked for.
  public func pages(for request: SearchRequest) -> SearchPages {
    SearchPages(client: self, request: request)
  }
}

/// The pages of a search, in order; there is always at least one.
public struct SearchPages: AsyncSequence, Sendable {
  /// A page.
  public typealias Element = SearchResponse
  /// What fetching a page throws.
  public typealias Failure = SearchClientError

  fileprivate let client: SearchClient
  fileprivate let request: SearchRequest

  /// Begins with the first page.
  public func makeAsyncIterator() -> Iterator { Iterator(client: client, next: request) }

  /// Fetches a page at a time.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let client: SearchClient
    fileprivate var next: SearchRequest?

    /// Fetches the next page.
    ///
    /// - Throws: ``SearchClientError``; the sequence has ended then.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(SearchClientError) -> SearchResponse? {
      guard var request = next else { return nil }
      next = nil
      let page = try await client.search(request)
      if let cursor = page.next {
        request.cursor = cursor
        next = request
      }
      return page
    }
  }
}

/// The hits of a search, in order.
public struct SearchHits: AsyncSequence, Sendable {
  /// A hit.
  public typealias Element = Hit
  /// What fetching a page throws.
  public typealias Failure = SearchClientError

  fileprivate let pages: SearchPages

  /// Begins with the first hit.
  public func makeAsyncIterator() -> Iterator { Iterator(pages: pages.makeAsyncIterator()) }

  /// Gives a hit at a time.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var pages: SearchPages.Iterator
    private var page: ArraySlice<Hit> = []

    fileprivate init(pages: SearchPages.Iterator) { self.pages = pages }

    /// Gives the next hit, from the page at hand or the next one.
    ///
    /// - Throws: ``SearchClientError``; the sequence has ended then.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(SearchClientError) -> Hit? {
      while page.isEmpty {
        guard let response = try await pages.next(isolation: actor) else { return nil }
        page = response.hits[...]
      }
      return page.removeFirst()
    }
  }
}
