/// Cuts a text into the tokens of dates.
struct DateTokenCutter {
  private var tokens: [DateTokens.Token] = []
  private var digits = ""
  private var word = ""
  private var isPlainWord = true
  /// Whether there is a word that may be a part of another.
  private var hasForeignWord = false

  /// Takes a text, of whose characters only those beyond ASCII, and what these may change, are looked up in tables.
  mutating func take(_ text: String) {
    let bytes = text.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      if byte < 0x80, next == bytes.endIndex || bytes[next] < 0x80 {
        take(byte)
        index = next
      } else {
        take(text[index])
        index = text.index(after: index)
      }
    }
  }

  mutating func finish() -> [DateTokens.Token] {
    endDigits()
    endWord()
    return hasForeignWord ? DateWords.joined(tokens) : tokens
  }

  private mutating func take(_ byte: UInt8) {
    let scalar = Unicode.Scalar(byte)
    if byte.isASCIIDigit {
      endWord()
      digits.unicodeScalars.append(scalar)
    } else if byte.isASCIILetter {
      endDigits()
      word.unicodeScalars.append(Unicode.Scalar(byte.asciiLowercased))
    } else {
      takeSign(Character(scalar), isSpace: byte.isASCIIWhitespace)
    }
  }

  private mutating func take(_ character: Character) {
    let isLetter = character.isLetter && !MonthNames.eastAsianUnits.contains(character)
    // A number in words goes on with a word, as the last character of 星期一.
    if isLetter, !word.isEmpty {
      word.append(character)
      isPlainWord = false
    } else if let digit = character.wholeNumberValue, (0...9).contains(digit), character.unicodeScalars.count == 1 {
      endWord()
      digits += String(digit)
    } else if isLetter {
      endDigits()
      word.append(character)
      isPlainWord = false
    } else {
      takeSign(character, isSpace: character.isWhitespace)
    }
  }

  private mutating func takeSign(_ sign: Character, isSpace: Bool) {
    endDigits()
    endWord()
    // Between day and time, as in “March 5, 2021 @ 10:15”.
    if !isSpace, sign != "@" { tokens.append(.sign(sign)) }
  }

  private mutating func endDigits() {
    guard !digits.isEmpty else { return }
    tokens.append(.number(digits))
    digits = ""
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    tokens.append(.word(isPlainWord ? word : word.lowercased()))
    hasForeignWord = hasForeignWord || !isPlainWord || word == "thg"
    word = ""
    isPlainWord = true
  }
}
