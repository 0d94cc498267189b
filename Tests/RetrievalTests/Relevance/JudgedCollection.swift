import Articles
import Foundation
import Retrieval

/// Documents, questions, and which documents answer which question.
struct JudgedCollection {
  var name: String
  var articles: [Article]
  var queries: [(id: String, text: String)]
  var grades: [String: [String: Int]]

  private struct Document: Decodable {
    var _id: String
    var title: String?
    var text: String
  }

  private struct Question: Decodable {
    var _id: String
    var text: String
  }

  /// Reads a collection from the shared data; its language is the end of its name, English when that names none.
  init(_ name: String) throws {
    self.name = name
    let language = name.split(separator: "-").last.flatMap { $0.count == 2 ? String($0) : nil } ?? "en"
    articles = try Self.lines("ir/\(name)/corpus.jsonl.xz").map { line in
      let document = try JSONDecoder().decode(Document.self, from: line)
      return .made(document._id, title: document.title ?? "", body: document.text, language: language)
    }
    queries = try Self.lines("ir/\(name)/queries.jsonl.xz").map { line in
      let question = try JSONDecoder().decode(Question.self, from: line)
      return (question._id, question.text)
    }
    grades = [:]
    let judgments = String(decoding: try SharedData.content(of: "ir/\(name)/qrels.tsv"), as: UTF8.self)
    for line in judgments.split(separator: "\n").dropFirst() {
      let parts = line.split(separator: "\t").map(String.init)
      if parts.count == 3 { grades[parts[0], default: [:]][parts[1]] = Int(parts[2]) }
    }
  }

  private static func lines(_ name: String) throws -> [Data] {
    try SharedData.content(of: name).split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }

  /// Asks every judged question as plain words and judges the orders of up to 1,000 hits.
  func evaluate(_ searcher: TestSearcher, match: MatchMode = .auto) throws -> RelevanceMetrics {
    var metrics: [RelevanceMetrics] = []
    for query in queries {
      guard let grades = grades[query.id], grades.values.contains(where: { $0 > 0 }) else { continue }
      let result = try searcher.search(
        SearchQuery(text: Self.plain(query.text), limit: 1000, match: match, snippets: 0))
      metrics.append(RelevanceMetrics(ranking: result.keys, grades: grades))
    }
    return RelevanceMetrics(meanOf: metrics)
  }

  /// The words of a question without marks that the query language gives a meaning.
  private static func plain(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).map { word in
      String(word.filter { !"\"()+*~=:|".contains($0) }).drop { $0 == "-" }
    }
    return words.filter { !["AND", "OR", "NOT", "NEAR"].contains($0) }.joined(separator: " ")
  }
}
