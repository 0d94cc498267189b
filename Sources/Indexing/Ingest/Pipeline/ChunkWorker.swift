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
        try extractor.extract(name: path.description, format: options.format, bytes: bytes) {
          result.entries += entries(of: $0, path: path)
        }
      case .deferred(let part, let path):
        try extractor.articles(in: part) { result.entries += entries(of: $0, path: path) }
      case .extracted(let found, let path): result.entries += examined(found, path: path)
      default: result.entries.append(entry)
      }
    }
    return result
  }

  private func entries(
    of result: Result<ExtractedArticle, ExtractionFailure>, path: InputPath
  ) -> [Chunk.Entry] {
    switch result {
    case .success(let found): examined(found, path: path)
    case .failure(let failure): [.skipped(SkippedInput(path, failure))]
    }
  }

  private func examined(_ found: ExtractedArticle, path: InputPath) -> [Chunk.Entry] {
    var article = identity.article(from: found, path: path)
    if let stated = article.language {
      if found.languageMayBeOfTemplate { article.language = detector.settled(stated, by: article.body) }
    } else {
      article.language = options.language ?? detector.detect(article.title + "\n" + article.body)
    }
    let place = ArticleSource(path: path.description, member: found.member, line: found.line)
    return found.notes.map { .noted(place, $0) } + [.examined(HashedArticle(article))]
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
