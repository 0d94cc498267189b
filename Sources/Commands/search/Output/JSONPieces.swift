/// Cuts and escapes JSON without changing what it says, so that fields this version does not know are kept.
///
/// The JSON has been read successfully before; on anything else the pieces are empty.
enum JSONPieces {
  /// The bytes of each element of an array that is a member of the outermost object.
  static func elements(of member: String, in json: [UInt8]) -> [ArraySlice<UInt8>] {
    let scanner = Scanner(json: json)
    guard let start = scanner.findArray(member: Array(member.utf8)) else { return [] }
    return scanner.elements(from: start)
  }

  /// Appends JSON with the control characters of its strings as escapes, which say the same.
  ///
  /// JSON itself escapes those below U+0020, which stand in it as space between values only; DEL, U+0080 to U+009F and the characters that change the direction of
  /// text may stand in it as they are, and a terminal obeys them.
  static func appendEscaped(_ json: some Sequence<UInt8>, to output: inout [UInt8]) {
    let text = String(decoding: Array(json), as: UTF8.self)
    for scalar in text.unicodeScalars {
      if TerminalText.isHazard(scalar), scalar.value > 0x20 {
        let digits = String(scalar.value, radix: 16)
        output += "\\u".utf8
        output += String(repeating: "0", count: max(0, 4 - digits.utf8.count)).utf8
        output += digits.utf8
      } else {
        output += String(scalar).utf8
      }
    }
  }

  private struct Scanner {
    let json: [UInt8]

    /// The index behind the bracket that opens the array of a member.
    func findArray(member: [UInt8]) -> Int? {
      var depth = 0
      var index = 0
      while index < json.count {
        switch json[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "\""):
          let end = endOfString(from: index)
          // A string is a name when a colon follows; `member` has no characters that JSON would escape.
          if depth == 1, json[(index + 1)..<max(index + 1, end - 1)].elementsEqual(member),
            let colon = skipSpace(from: end), json[colon] == UInt8(ascii: ":"),
            let bracket = skipSpace(from: colon + 1), json[bracket] == UInt8(ascii: "[")
          {
            return bracket + 1
          }
          index = end - 1
        default: break
        }
        index += 1
      }
      return nil
    }

    func elements(from start: Int) -> [ArraySlice<UInt8>] {
      var elements: [ArraySlice<UInt8>] = []
      var depth = 0
      var elementStart = start
      var index = start
      while index < json.count {
        switch json[index] {
        case UInt8(ascii: "]") where depth == 0:
          if skipSpace(from: elementStart) != index { elements.append(trimmed(elementStart..<index)) }
          return elements
        case UInt8(ascii: ",") where depth == 0:
          elements.append(trimmed(elementStart..<index))
          elementStart = index + 1
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "\""): index = endOfString(from: index) - 1
        default: break
        }
        index += 1
      }
      return []
    }

    private func trimmed(_ range: Range<Int>) -> ArraySlice<UInt8> {
      var element = json[range].drop(while: Self.isSpace)
      while let last = element.last, Self.isSpace(last) { element.removeLast() }
      return element
    }

    /// The index behind the closing quote of the string that opens at `start`.
    private func endOfString(from start: Int) -> Int {
      var index = start + 1
      while index < json.count, json[index] != UInt8(ascii: "\"") {
        index += json[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      return min(index + 1, json.count)
    }

    /// White space between values (RFC 8259, section 2).
    private static func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private func skipSpace(from start: Int) -> Int? {
      json[min(start, json.count)...].firstIndex { !Self.isSpace($0) }
    }
  }
}
