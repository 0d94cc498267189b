public import Articles
public import Extraction

/// Why an input was not indexed.
public enum SkipReason: Sendable, Hashable {
  /// Its content is no article.
  case content(ReasonCode)
  /// There is nothing at the path.
  case notFound
  /// This user may not read it.
  case notPermitted
  /// It is a socket, a device, or a pipe inside a folder.
  case specialFile
  /// The system failed to read it.
  case unreadable

  /// Whether the input itself wants it to be left out, so that nothing is missing.
  public var isIntended: Bool {
    if case .content(let reason) = self { reason.isIntended } else { false }
  }

  /// Whether nothing behind the place of the failure could be read either.
  var endsReading: Bool {
    if case .content(let reason) = self { reason.endsReading } else { true }
  }

  /// The stable name scripts compare.
  public var code: String {
    switch self {
    case .content(let reason): reason.rawValue
    case .notFound: "not-found"
    case .notPermitted: "not-permitted"
    case .specialFile: "special-file"
    case .unreadable: ReasonCode.unreadable.rawValue
    }
  }
}

/// An input, or a part of one, that is not in the index.
public struct SkippedInput: Sendable, Equatable {
  /// The kind of failure.
  public var reason: SkipReason
  /// The file, and the line and member where they are known.
  public var source: ArticleSource
  /// One sentence without a final stop: what is wrong.
  public var detail: String

  /// Names an input and what is wrong with it.
  public init(reason: SkipReason, source: ArticleSource, detail: String) {
    self.reason = reason
    self.source = source
    self.detail = detail
  }
}

extension SkippedInput: CustomStringConvertible {
  /// `place: code: detail`.
  public var description: String { "\(source): \(reason.code): \(detail)" }
}
