/// Is told what is being read, so that it is known should the process end in the middle of it.
///
/// Records are counted in the order they are begun, those inside of others too: the same input gives the same numbers.
public protocol RecordJournal: AnyObject {
  /// A record begins.
  ///
  /// - Throws: What stands for the record when it is not to be read, because an earlier attempt failed; it has not begun.
  func begin(member: String?, line: Int?) throws(ExtractionFailure)

  /// The record that was begun last and has not ended yet ends.
  func end()
}

extension DocumentContext {
  /// Says that a record begins.
  ///
  /// - Throws: What stands for the record when it is not to be read.
  func begin(line: Int?) throws(ExtractionFailure) {
    do throws(ExtractionFailure) {
      try journal?.begin(member: member, line: line ?? place.line)
    } catch {
      // Whoever receives it adds the place of the document.
      throw ExtractionFailure(code: error.code, detail: error.detail, line: line)
    }
  }

  /// Says that the record that began last has ended.
  func end() { journal?.end() }

  /// Reads a record, or gives the failure that stands for it.
  ///
  /// - Parameters:
  ///   - line: The line it begins with.
  ///   - receive: Takes the failure; it adds the place of the document.
  ///   - read: Reads the record.
  func record(line: Int? = nil, receive: ArticleReceiver, _ read: () throws -> Void) throws {
    do throws(ExtractionFailure) {
      try begin(line: line)
    } catch {
      return try receive(.failure(error))
    }
    defer { end() }
    try read()
  }
}
