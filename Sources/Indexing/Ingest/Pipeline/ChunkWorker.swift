import Analysis
import Articles
import Extraction
import IndexStore
import Isolation

/// Does the work that needs no order and no index: extraction of small files, language detection, analysis.
struct ChunkWorker: Sendable {
  private let options: IngestOptions
  private let identity: ArticleIdentity
  private let analyzer = Analyzer()
  private let detector = LanguageDetector()
  private let forms: WordForms
  private let notices: IsolationNotices
  private let stop: StopFlag

  init(
    options: IngestOptions, identity: ArticleIdentity, forms: WordForms, notices: IsolationNotices, stop: StopFlag
  ) {
    self.options = options
    self.identity = identity
    self.forms = forms
    self.notices = notices
    self.stop = stop
  }

  /// Works until there is nothing left to do, or a stop is asked for.
  func run(_ monitor: PipelineMonitor) {
    let extractor = GuardedExtractor(
      limits: options.limits, settings: options.isolation, notices: notices, check: stop.check)
    let preparation = ArticlePreparation(analyzer: analyzer, forms: forms)
    while let job = monitor.nextJob() {
      switch job {
      case .examine(let chunk):
        // Only a request to stop is thrown; a chunk that is not complete goes no further.
        guard let done = try? examined(chunk, by: extractor) else { return }
        monitor.finish(.examined(done))
      case .prepare(let chunk): monitor.finish(.prepared(prepared(chunk, by: preparation)))
      }
    }
  }

  /// Turns everything into articles that can be compared with the index.
  private func examined(_ chunk: Chunk, by extractor: GuardedExtractor) throws -> Chunk {
    var result = chunk
    result.entries.removeAll(keepingCapacity: true)
    for entry in chunk.entries {
      switch entry {
      case .document(let path, let bytes):
        let place = identity.place(path)
        try extractor.extract(name: path.description, format: options.format, bytes: bytes) {
          append($0, path: path, place: place, to: &result.entries)
        }
      case .deferred(let part, let path):
        let place = identity.place(path)
        try extractor.articles(in: part) { append($0, path: path, place: place, to: &result.entries) }
      case .extracted(let found, let path): append(found, path: path, place: identity.place(path), to: &result.entries)
      default: result.entries.append(entry)
      }
    }
    return result
  }

  private func append(
    _ result: Result<ExtractedArticle, ExtractionFailure>, path: InputPath, place: String,
    to entries: inout [Chunk.Entry]
  ) {
    switch result {
    case .success(let found): append(found, path: path, place: place, to: &entries)
    case .failure(let failure): entries.append(.skipped(SkippedInput(path, failure)))
    }
  }

  private func append(_ found: ExtractedArticle, path: InputPath, place: String, to entries: inout [Chunk.Entry]) {
    var article = identity.article(from: found, place: place)
    if let stated = article.language {
      if found.languageMayBeOfTemplate { article.language = detector.settled(stated, by: article.body) }
    } else {
      article.language = options.language ?? detector.detect(title: article.title, body: article.body)
    }
    if !found.notes.isEmpty {
      let source = ArticleSource(path: path.description, member: found.member, line: found.line)
      for note in found.notes { entries.append(.noted(source, note)) }
    }
    entries.append(.examined(HashedArticle(article, mayBeSummary: found.bodyMayBeSummary)))
  }

  /// Analyses the articles that the index does not have.
  private func prepared(_ chunk: Chunk, by preparation: ArticlePreparation) -> Chunk {
    var result = chunk
    var ready = preparation.prepare(
      chunk.entries.compactMap { entry in
        guard case .examined(let article) = entry else { return nil }
        return article
      })[...]
    for index in result.entries.indices {
      guard case .examined = result.entries[index], let article = ready.popFirst() else { continue }
      result.entries[index] = .prepared(article)
    }
    return result
  }
}
