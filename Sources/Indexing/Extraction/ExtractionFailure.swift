/// Why an input, or a part of one, gave no article.
///
/// The raw values are stable: scripts compare them.
public enum ReasonCode: String, CaseIterable, Sendable, Codable {
  /// There are no bytes, or nothing but white space.
  case empty
  /// The bytes are not text.
  case binary
  /// The text is not JSON.
  case invalidJSON = "invalid-json"
  /// There is no XML element in the text.
  case invalidXML = "invalid-xml"
  /// The XML ends inside an element.
  case truncatedXML = "truncated-xml"
  /// The JSON value is no object.
  case notAnObject = "not-an-object"
  /// There is neither a title nor a text.
  case missingText = "missing-text"
  /// The first row of a table does not name the columns of articles.
  case missingHeader = "missing-header"
  /// A row of a table has more cells than the header, or a quote that is not closed.
  case invalidTable = "invalid-csv"
  /// The document or line is larger than the limit.
  case tooLarge = "too-large"
  /// JSON or archives are nested deeper than the limit.
  case tooDeep = "too-deep"
  /// The archive is no book, or a document of the book is missing.
  case invalidEPUB = "invalid-epub"
  /// The PDF cannot be read.
  case invalidPDF = "invalid-pdf"
  /// The document has pictures of text only.
  case noText = "no-text"
  /// A program that reads the format is not installed.
  case missingProgram = "missing-program"
  /// Reading the document takes too long.
  case tooSlow = "too-slow"
  /// The process that read the document crashed.
  case extractorCrashed = "extractor-crashed"
  /// The process that read the document took longer than it may, and was ended.
  case extractorTimeout = "extractor-timeout"
  /// The process that read the document needed more memory than it may have.
  case extractorMemory = "extractor-memory"
  /// What a list of feeds names is somewhere on the network, and is not fetched.
  case remote
  /// What a list of feeds names is a file outside of the folder of the list.
  case outsideFolder = "outside-folder"
  /// The source could not be read to its end.
  case unreadable
  /// Neither the content nor the name says which format this is.
  case unknownFormat = "unknown-format"
  /// The bytes are not valid in the encoding they must be in.
  case encoding
  /// The gzip data ends too early.
  case truncatedGzip = "truncated-gzip"
  /// The gzip data is damaged.
  case corruptGzip = "corrupt-gzip"
  /// The gzip data would expand beyond the limit.
  case gzipBomb = "gzip-bomb"
  /// An archive, or xz, zstd or bzip2 data, ends too early.
  case truncatedArchive = "truncated-archive"
  /// An archive, or xz, zstd or bzip2 data, is damaged.
  case corruptArchive = "corrupt-archive"
  /// An archive, or xz, zstd or bzip2 data, would expand beyond the limit or has too many members.
  case archiveBomb = "archive-bomb"
  /// A record of a crawler's archive is damaged.
  case corruptRecord = "corrupt-record"
  /// A member of an archive, a message, a book or a PDF is encrypted.
  case encrypted
  /// The author marked the document as a draft.
  case draft
  /// A part of an export that the public does not see: private, scheduled, in the bin, behind a password.
  case unpublished
  /// A part of an export that is no article: an attachment, a menu, a comment, a revision.
  case notAnArticle = "not-an-article"
  /// A file in a folder or archive that goes with articles: a picture, a font, a style sheet, a program.
  case asset
  /// The document is a template: it has places for texts instead of texts.
  case template
  /// A member of an archive that is a link, a device or a pipe.
  case notAFile = "not-a-file"

  /// Whether the input itself wants the part to be left out, so that leaving it out is no fault.
  public var isIntended: Bool {
    switch self {
    case .draft, .unpublished, .notAnArticle, .asset, .template, .notAFile: true
    default: false
    }
  }
}

extension ReasonCode {
  /// Whether nothing behind the place of the failure could be read either, so that other articles may be missing.
  public var endsReading: Bool {
    switch self {
    case .truncatedGzip, .corruptGzip, .gzipBomb, .truncatedArchive, .corruptArchive, .archiveBomb, .unreadable,
      .extractorCrashed, .extractorTimeout, .extractorMemory:
      true
    default: false
    }
  }
}

/// One input, or one part of an input, that gave no article.
public struct ExtractionFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure.
  public var code: ReasonCode
  /// One sentence without a final stop: what is wrong, and what to do where that helps.
  public var detail: String
  /// The member of an archive.
  public var member: String?
  /// The line within the input or member, counted from 1.
  public var line: Int?

  /// Makes a failure.
  public init(code: ReasonCode, detail: String, member: String? = nil, line: Int? = nil) {
    self.code = code
    self.detail = detail
    self.member = member
    self.line = line
  }

  /// `code: detail`, preceded by `line N: ` when the line is known.
  public var description: String {
    (member.map { "\($0): " } ?? "") + (line.map { "line \($0): " } ?? "") + "\(code.rawValue): \(detail)"
  }
}
