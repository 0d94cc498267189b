import SearchClient

// The examples of docs/client.md; a test holds the two equal.

func firstExample() async throws {
  let client = SearchClient()
  let answer = try await client.search("\"air bridge\" Panjshir")
  for hit in answer.hits {
    print(hit.title, hit.url ?? hit.key)
  }
}

func secondExample() async throws {
  let client = SearchClient()
  let request = SearchRequest(query: "helicopters", limit: 100, sort: .newest, site: "example.org", after: "2021-08")

  for try await hit in client.hits(for: request) {  // all of them, a hundred at a time
    print(hit.published ?? "no date", hit.title)
  }

  for try await answer in client.batch([SearchRequest(query: "Massoud"), SearchRequest(query: "Nejat")]) {
    switch answer {
    case .success(let response): print(response.total.value)
    case .failure(let problem): print(problem.detail ?? problem.title)
    }
  }

  for completion in try await client.suggest("heli").suggestions { print(completion.text) }

  if let best = try await client.search("Mi-17").hits.first, let article = try await client.article(id: best.id) {
    print(article.body)
  }
}

func thirdExample() async {
  let client = SearchClient(configuration: .init(timeout: .seconds(2)))
  do throws(SearchClientError) {
    print(try await client.search(SearchRequest(query: "(Mi-17", syntax: .strict)).total.value)
    print(try await client.stats().articles)
  } catch .unreachable(let path, _) {
    print("start the daemon that listens on \(path)")
  } catch .problem(let problem) {
    print(problem.detail ?? problem.title, problem.caret ?? "")
  } catch {
    print(error)
  }
}
