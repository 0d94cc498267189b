import Articles
import Foundation

/// Where a page of hits ended, as an opaque text that is safe in a URL.
///
/// It names the last hit's place in the order and a hash of what was asked, so that it is of use for the same question
/// only. A page begins behind that place, whatever has come or gone before it since.
struct Cursor: Equatable {
  var key: RankKey
  /// The identity of the question; see ``QueryIdentity``.
  var query: UInt64

  private static let version: UInt8 = 1
  private static let size = 1 + 1 + 8 + 8 + 8

  init(key: RankKey, query: UInt64) {
    self.key = key
    self.query = query
  }

  /// Reads the text form; `nil` for anything else.
  init?(text: String) {
    var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: base64), data.count == Self.size, data[0] == Self.version else { return nil }
    func number(_ start: Int) -> UInt64 { data[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    key = RankKey(tier: data[1], value: number(2), id: Int64(bitPattern: number(10)))
    query = number(18)
  }

  /// The text form: base64url without padding.
  var text: String {
    var bytes = [Self.version, key.tier]
    bytes.reserveCapacity(Self.size)
    for number in [key.value, UInt64(bitPattern: key.id), query] {
      withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
    let size = (Self.size * 8 + 5) / 6
    return String(unsafeUninitializedCapacity: size) { digits in
      for index in 0..<size {
        let bit = index * 6
        let next = bit / 8 + 1 < bytes.count ? UInt16(bytes[bit / 8 + 1]) : 0
        let pair = UInt16(bytes[bit / 8]) << 8 | next
        digits[index] = Self.digits[Int(pair >> UInt16(10 - bit % 8) & 63)]
      }
      return size
    }
  }

  /// The alphabet of base64url (RFC 4648, section 5).
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}

/// A hash of everything that decides which hits there are and their order.
///
/// FNV-1a in 64 bits (Fowler, Noll, Vo): the same in every process, unlike `Hasher`.
struct QueryIdentity {
  private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  init(_ query: SearchQuery) {
    add(query.text)
    add(query.sort.rawValue)
    add(query.match.rawValue)
    add(query.collapse.rawValue)
    for filter in query.filters { add(String(describing: filter)) }
  }

  private mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0xFF)
  }

  private mutating func add(_ byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}
