import Extraction

/// A source whose first bytes were looked at already.
struct HeadedSource: ByteSource {
  private var head: [UInt8] = []
  private var rest: any ByteSource
  private var failure: (any Error)?

  init(_ source: any ByteSource) {
    rest = source
  }

  /// The bytes up to the end of the first line that is not blank, or `limit` of them, without taking them.
  ///
  /// Waits for no more: from a pipe, the next line may be hours away.
  mutating func peekLine(limit: Int) -> [UInt8] {
    do {
      while head.count < limit, !Self.hasLine(head) {
        let more = try rest.read(upTo: limit - head.count)
        if more.isEmpty { break }
        head += more
      }
    } catch {
      failure = error
    }
    return head
  }

  /// All bytes of a source that has no more than `limit` of them; `nil` when it has, or fails, and then none is taken.
  mutating func takeAll(limit: Int) -> [UInt8]? {
    head.reserveCapacity(limit + 1)
    do {
      while head.count <= limit, failure == nil {
        let more = try rest.read(upTo: limit + 1 - head.count)
        if more.isEmpty {
          defer { head = [] }
          return head
        }
        head += more
      }
    } catch {
      failure = error
    }
    return nil
  }

  private static func hasLine(_ bytes: [UInt8]) -> Bool { bytes.drop { $0 <= 0x20 }.contains(0x0a) }

  mutating func read(upTo count: Int) throws -> [UInt8] {
    guard head.isEmpty else {
      defer { head.removeFirst(min(count, head.count)) }
      return Array(head.prefix(count))
    }
    if let failure { throw failure }
    return try rest.read(upTo: count)
  }

  var seekableSize: Int? { rest.seekableSize }

  mutating func seek(to offset: Int) throws {
    (head, failure) = ([], nil)
    try rest.seek(to: offset)
  }
}
