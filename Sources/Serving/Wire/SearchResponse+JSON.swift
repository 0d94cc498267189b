// The members stand in the order of their names on the wire.

extension SearchResponse: JSONWritable {
  /// Writes the answer.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("facets", facets) { json, counts in
        json.array { json in
          for count in counts { count.write(to: &json) }
        }
      }
      json.member("hits", hits)
      json.member("next", next)
      json.name("partial")
      json.boolean(partial)
      json.member("profile", profile)
      json.member("query", query)
      json.member("took_us", took)
      json.member("total", total)
    }
  }
}

extension SearchResponse.QueryReport: JSONWritable {
  /// Writes the report.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("notes", notes)
      json.member("parsed", parsed)
      json.member("text", text)
    }
  }
}

extension SearchResponse.Note: JSONWritable {
  /// Writes the note.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("detail", detail)
      json.member("kind", kind)
      json.member("term", term)
    }
  }
}

extension SearchResponse.Total: JSONWritable {
  /// Writes the number.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("relation", relation.rawValue)
      json.member("value", value)
    }
  }
}

extension SearchResponse.FacetCount: JSONWritable {
  /// Writes the count.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("count", count)
      json.member("value", value)
    }
  }
}

extension SearchResponse.Profile: JSONWritable {
  /// Writes the record.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("articles_scored", articlesScored)
      json.member("blocks_skipped", blocksSkipped)
      json.member("blocks_visited", blocksVisited)
      json.member("postings", postings)
      json.member("postings_read", postingsRead)
    }
  }
}

extension SearchResponse.Timings: JSONWritable {
  /// Writes the times.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("count", count)
      json.member("match", match)
      json.member("parse", parse)
      json.member("rank", rank)
      json.member("snippets", snippets)
      json.member("total", total)
    }
  }
}

extension Hit: JSONWritable {
  /// Writes the hit.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("author", author)
      json.member("category", category)
      json.member("copies", copies)
      json.member("explanation", explanation)
      json.member("id", id)
      json.member("key", key)
      json.member("language", language)
      json.member("published", published)
      json.name("score")
      json.number(score)
      json.member("site", site)
      json.member("snippets", snippets)
      json.member("title", title)
      json.member("url", url)
    }
  }
}

extension Hit.Passage: JSONWritable {
  /// Writes the passage.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      if let ranges {
        json.name("highlights")
        json.array { json in
          for range in ranges {
            json.array { json in
              json.integer(range.lowerBound)
              json.integer(range.upperBound)
            }
          }
        }
      }
      json.member("text", text)
    }
  }
}

extension Hit.Explanation: JSONWritable {
  /// Writes the parts.
  public func write(to json: inout JSONWriter) {
    json.object { json in json.member("parts", parts) }
  }
}

extension Hit.Explanation.Part: JSONWritable {
  /// Writes the part.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("document_frequency", documentFrequency)
      json.member("frequencies", frequencies) { json, frequency in json.integer(frequency) }
      json.member("term", term)
      json.name("value")
      json.number(value)
    }
  }
}
