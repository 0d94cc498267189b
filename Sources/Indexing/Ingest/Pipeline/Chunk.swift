import Articles
import Extraction
import IndexStore

/// A few consecutive inputs on their way through the pipeline; chunks are numbered in the order of the inputs.
struct Chunk: Sendable {
  /// One input, or one article of an input, at one step of its way.
  ///
  /// All but references are indirect, so that an entry is no larger than one: most are articles, of which there are many.
  enum Entry: Sendable {
    /// A small file that was read but not looked into.
    indirect case document(InputPath, [UInt8])
    /// A part of an input that was not looked into.
    indirect case deferred(DeferredInput, path: InputPath)
    /// An article as a reader found it.
    indirect case extracted(ExtractedArticle, path: InputPath)
    /// An article that is ready to be compared with the index.
    case examined(HashedArticle)
    /// An article that is ready to be written.
    case prepared(PreparedArticle)
    /// An article that was written in the running transaction.
    indirect case written(key: String, ArticleSource, IndexWriter.Outcome)
    /// An article that is in the index already.
    indirect case unchanged(ArticleSource)
    /// What a trial found out about an article, in place of its writing.
    indirect case foreseen(ArticleChange)
    /// The beginning of a large file.
    case largeFile
    /// The end of a large file that did not change while it was read.
    indirect case read(ReadFile)
    /// A large file that is as it was when its articles came into the index.
    indirect case unchangedFile(ReadFile)
    /// Something about the article that follows.
    indirect case noted(ArticleSource, ExtractionNote)
    /// An input that will not be indexed.
    indirect case skipped(SkippedInput)
  }

  let number: Int
  var entries: [Entry] = []
  /// The memory the chunk is counted with, in bytes.
  var weight = 0
  /// The bytes of the inputs that were read for the chunk.
  var inputBytes: Int64 = 0

  var isEmpty: Bool { entries.isEmpty && inputBytes == 0 }
}
