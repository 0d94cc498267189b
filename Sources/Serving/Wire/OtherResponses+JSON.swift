// The members stand in the order of their names on the wire.

extension SuggestResponse: JSONWritable {
  /// Writes the answer.
  public func write(to json: inout JSONWriter) {
    json.object { json in json.member("suggestions", suggestions) }
  }
}

extension SuggestResponse.Suggestion: JSONWritable {
  /// Writes the completion.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("count", count)
      json.member("kind", kind)
      json.member("text", text)
    }
  }
}

extension SimilarResponse: JSONWritable {
  /// Writes the answer.
  public func write(to json: inout JSONWriter) {
    json.object { json in json.member("hits", hits) }
  }
}

extension CopiesResponse: JSONWritable {
  /// Writes the answer.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("hits", hits)
      json.name("partial")
      json.boolean(partial)
      json.member("total", total)
    }
  }
}

extension ArticleResponse: JSONWritable {
  /// Writes the answer.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("author", author)
      json.member("body", body)
      json.member("captured", captured)
      json.member("category", category)
      json.member("id", id)
      json.member("key", key)
      json.member("language", language)
      json.member("published", published)
      json.member("site", site)
      json.member("source", source)
      json.member("title", title)
      json.member("updated", updated)
      json.member("url", url)
    }
  }
}

extension ArticleResponse.Source: JSONWritable {
  /// Writes the place.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("line", line)
      json.member("member", member)
      json.member("path", path)
    }
  }
}

extension StatsResponse: JSONWritable {
  /// Writes the answer.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("articles", articles)
      json.member("bytes", bytes)
      json.member("generation", generation)
      json.member("languages", languages) { json, count in json.integer(count) }
      json.member("schema_version", schemaVersion)
      json.member("terms", terms)
      json.member("version", version)
    }
  }
}

extension HealthResponse: JSONWritable {
  /// Writes the answer.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("status", status)
      json.member("version", version)
    }
  }
}

extension ProblemDetails: JSONWritable {
  /// Writes the problem.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("caret", caret)
      json.member("detail", detail)
      json.member("status", status)
      json.member("title", title)
      json.member("type", type)
    }
  }
}

extension BatchAnswer: JSONWritable {
  /// Writes the object itself, without a wrapper.
  public func write(to json: inout JSONWriter) {
    switch self {
    case .answer(let response): response.write(to: &json)
    case .problem(let problem): problem.write(to: &json)
    }
  }
}
