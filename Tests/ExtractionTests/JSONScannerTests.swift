import Foundation
import Testing

@testable import Extraction

@Suite("JSON")
struct JSONScannerTests {
  @Test(
    "that is valid is read as it stands",
    arguments: [
      ("null", .null), (" true ", .bool(true)), ("-0.5e+10", .number("-0.5e+10")),
      ("12345678901234567890", .number("12345678901234567890")), ("\"\"", .string("")),
      ("\"a\\n\\u00e9\\ud83d\\ude00\\/\"", .string("a\né😀/")), ("[1,[ ]]", .list([.number("1"), .list([])])),
      (
        "{\"a\":{\"a\":null}}",
        .record([MetadataMember(name: "a", value: .record([MetadataMember(name: "a", value: .null)]))])
      ),
      ("\"\\ud800x\"", .string("\u{fffd}x")), ("\"\\udc00\\ud800\"", .string("\u{fffd}\u{fffd}")),
    ] as [(String, MetadataValue)])
  func valid(text: String, expected: MetadataValue) throws {
    #expect(try JSONScanner.parse(Array(text.utf8)[...]).get() == expected)
  }

  @Test(
    "that is not valid is refused where it breaks",
    arguments: [
      ("", .unexpectedEnd, 0), ("{", .unexpectedEnd, 1), ("[1,]", .unexpectedByte(0x5d), 3), ("01", .invalidNumber, 0),
      ("1.", .invalidNumber, 0), ("+1", .unexpectedByte(0x2b), 0), ("nul", .unexpectedEnd, 3),
      ("\"a", .unterminatedString, 2),
      ("\"\\x\"", .invalidEscape, 1), ("\"\\u12g4\"", .invalidEscape, 5), ("1 2", .trailingBytes, 2),
      ("\"\n\"", .controlCharacter, 1), ("{\"a\" 1}", .unexpectedByte(0x31), 5), ("'a'", .unexpectedByte(0x27), 0),
    ] as [(String, JSONError.Problem, Int)])
  func invalid(text: String, problem: JSONError.Problem, offset: Int) {
    let result = JSONScanner.parse(Array(text.utf8)[...])
    #expect(result == .failure(JSONError(problem: problem, offset: offset)))
  }

  @Test("ends and breaks wherever its strings do", arguments: 0..<40)
  func places(length: Int) {
    for letter in ["a", "é", "\u{7F}", "!", "🚁"] {
      let text = String(repeating: letter, count: length)
      func parse(_ value: String) -> Result<MetadataValue, JSONError> { JSONScanner.parse(Array(value.utf8)[...]) }
      #expect(parse("\"\(text)\"") == .success(.string(text)))
      #expect(parse("\"\(text)\\n\(text)\"") == .success(.string("\(text)\n\(text)")))
      let offset = text.utf8.count + 1
      let error = JSONError(problem: .controlCharacter, offset: offset)
      #expect(parse("\"\(text)\u{1F}\(text)\"") == .failure(error))
      #expect(parse("\"\(text)") == .failure(JSONError(problem: .unterminatedString, offset: offset)))
    }
  }

  @Test("agrees with Foundation on 10,000 mutated values")
  func agreement() {
    var generator = SeededGenerator(seed: 1)
    var accepted = 0
    for _ in 0..<10_000 {
      var bytes = Array(JSONMaker.value(depth: 3, using: &generator).utf8)
      if Bool.random(using: &generator) { Mutator.mutate(&bytes, using: &generator) }
      let ours = JSONScanner.parse(bytes[...])
      let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      if Self.isKnownDifference(bytes) { continue }
      switch (ours, theirs) {
      case (.success(let value), let object?):
        accepted += 1
        #expect(Self.isEqual(value, object), "\(String(decoding: bytes, as: UTF8.self))")
      case (.failure, nil): continue
      default: Issue.record("verdicts differ on \(String(decoding: bytes, as: UTF8.self)): \(ours)")
      }
    }
    #expect(accepted > 4_000)
  }

  /// Foundation takes NUL-heavy bytes for UTF-16 or UTF-32, skips a byte order mark, refuses unpaired surrogates, and
  /// gives up on numbers beyond its range.
  private static func isKnownDifference(_ bytes: [UInt8]) -> Bool {
    if bytes.contains(0) || bytes.first.map({ $0 >= 0xef }) == true { return true }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return text.contains("\\ud") || text.contains("e")
  }

  private static func isEqual(_ value: MetadataValue, _ object: Any) -> Bool {
    switch value {
    case .null: return object is NSNull
    case .bool(let flag): return (object as? Bool) == flag
    case .number(let text):
      return (object as? NSNumber).map { abs($0.doubleValue - (Double(text) ?? .nan)) <= 1e-9 * abs($0.doubleValue) }
        ?? false
    case .string(let text): return (object as? String) == text
    case .list(let elements):
      guard let list = object as? [Any], list.count == elements.count else { return false }
      return zip(elements, list).allSatisfy { isEqual($0, $1) }
    case .record(let members):
      guard let record = object as? [String: Any] else { return false }
      return Set(members.map(\.name)) == Set(record.keys)
        && members.allSatisfy { member in record[member.name].map { isEqual(value[member.name] ?? .null, $0) } ?? false
        }
    }
  }
}

/// Random JSON values.
enum JSONMaker {
  static func value(depth: Int, using generator: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
    case 0: return "null"
    case 1: return Bool.random(using: &generator) ? "true" : " false"
    case 2: return String(Int.random(in: -1000...1000, using: &generator))
    case 3: return String(Int.random(in: -99...99, using: &generator)) + ".25"
    case 4, 5: return string(using: &generator)
    case 6:
      let count = Int.random(in: 0...3, using: &generator)
      return "[" + (0..<count).map { _ in value(depth: depth - 1, using: &generator) }.joined(separator: ", ") + "]"
    default:
      let count = Int.random(in: 0...3, using: &generator)
      let members = (0..<count).map { _ in string(using: &generator) + ":" + value(depth: depth - 1, using: &generator)
      }
      return "{" + members.joined(separator: ",\n") + "}"
    }
  }

  static func string(using generator: inout SeededGenerator) -> String {
    let pieces = ["a", "bc", " ", "\\n", "\\\"", "\\u00e9", "é", "漢", "\\\\", "/", "\\/", "1"]
    let count = Int.random(in: 0...5, using: &generator)
    return "\"" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined() + "\""
  }
}
