/// Why bytes are not a JSON value, and where.
struct JSONError: Error, Equatable {
  enum Problem: Equatable {
    case unexpectedEnd
    case unterminatedString
    case unexpectedByte(UInt8)
    case invalidEscape
    case controlCharacter
    case invalidNumber
    case invalidUTF8
    case trailingBytes
    case tooDeep
  }

  var problem: Problem
  /// The offset of the byte in question.
  var offset: Int

  /// The failure an article reader reports; columns count bytes from 1.
  ///
  /// - Parameters:
  ///   - line: The line the value begins on.
  ///   - value: The value's bytes, to find the line and column within it.
  /// - Returns: A failure with the line the error is on.
  func failure(line: Int, in value: ArraySlice<UInt8>) -> ExtractionFailure {
    let before = value.prefix(offset)
    let lastBreak = before.lastIndex(of: 0x0a)
    let column = lastBreak.map { before.endIndex - $0 } ?? offset + 1
    let code: ReasonCode =
      switch problem {
      case .invalidUTF8: .encoding
      case .tooDeep: .tooDeep
      default: .invalidJSON
      }
    return ExtractionFailure(
      code: code, detail: "\(words) at column \(column)", line: line + before.count { $0 == 0x0a })
  }

  private var words: String {
    switch problem {
    case .unexpectedEnd: "the value ends too early"
    case .unterminatedString: "a string is not closed"
    case .unexpectedByte(let byte):
      byte > 0x20 && byte < 0x7f ? "unexpected “\(Character(Unicode.Scalar(byte)))”" : "unexpected byte \(byte)"
    case .invalidEscape: "invalid escape in a string"
    case .controlCharacter: "unescaped control character in a string"
    case .invalidNumber: "invalid number"
    case .invalidUTF8: "invalid UTF-8 in a string"
    case .trailingBytes: "text after the value"
    case .tooDeep: "nested too deeply"
    }
  }
}
