import Foundation

/// Brings the pages of a segment from the thread that lays them out to the thread that writes them, a few at a time.
///
/// `@unchecked Sendable`: every stored variable is read and written with `condition` locked, and nowhere else.
final class SegmentStream: @unchecked Sendable {
  /// What a ``SegmentPages/Sink`` is given.
  fileprivate enum Item {
    case page(Int, [UInt8])
    case leading([UInt8], page: Int, hasDoclistIndex: Bool)
    case doclistIndex(DoclistIndexPages.Part)
  }

  /// Nobody takes pages any more.
  private struct Abandoned: Error {}

  /// How many items go over together, and how many such parts may wait: some megabyte.
  private static let (itemsOfPart, mostParts) = (64, 4)

  private let condition = NSCondition()
  private var parts: [[Item]] = []
  private var end: Result<Int, any Error>?
  private var isAbandoned = false

  // MARK: The thread that lays pages out

  /// Gives what `body` lays out, and returns when it was taken or nobody wants it.
  ///
  /// - Parameter body: Gives pages to the sink, and answers how many the segment has; what it throws is thrown where pages are
  ///   taken.
  func send(_ body: (inout Sender) throws -> Int) {
    var sender = Sender(stream: self)
    let end = Result {
      let count = try body(&sender)
      try send(sender.items)
      return count
    }
    condition.withLock {
      self.end = end
      condition.broadcast()
    }
  }

  private func send(_ part: [Item]) throws {
    try condition.withLock {
      while parts.count >= Self.mostParts, !isAbandoned { condition.wait() }
      if isAbandoned { throw Abandoned() }
      parts.append(part)
      condition.broadcast()
    }
  }

  /// Gives pages to the thread that takes them.
  struct Sender: SegmentPages.Sink {
    fileprivate let stream: SegmentStream
    fileprivate var items: [Item] = []

    mutating func add(page: Int, _ bytes: [UInt8]) throws { try add(.page(page, bytes)) }

    mutating func add(leading term: [UInt8], to page: Int, hasDoclistIndex: Bool) throws {
      try add(.leading(term, page: page, hasDoclistIndex: hasDoclistIndex))
    }

    mutating func add(doclistIndex part: DoclistIndexPages.Part) throws { try add(.doclistIndex(part)) }

    private mutating func add(_ item: Item) throws {
      items.append(item)
      guard items.count >= itemsOfPart else { return }
      try stream.send(items)
      items.removeAll(keepingCapacity: true)
    }
  }

  // MARK: The thread that writes

  /// Takes all pages; answers how many there were.
  func receive<S: SegmentPages.Sink>(to sink: inout S) throws -> Int {
    do {
      while true {
        switch next() {
        case .part(let items): for item in items { try hand(item, to: &sink) }
        case .end(let end): return try end.get()
        }
      }
    } catch {
      condition.withLock {
        isAbandoned = true
        condition.broadcast()
      }
      throw error
    }
  }

  private enum Received {
    case part([Item])
    case end(Result<Int, any Error>)
  }

  private func next() -> Received {
    condition.withLock {
      while true {
        if !parts.isEmpty {
          defer { condition.broadcast() }
          return .part(parts.removeFirst())
        }
        if let end { return .end(end) }
        condition.wait()
      }
    }
  }

  private func hand<S: SegmentPages.Sink>(_ item: Item, to sink: inout S) throws {
    switch item {
    case .page(let number, let bytes): try sink.add(page: number, bytes)
    case .leading(let term, let page, let hasIndex): try sink.add(leading: term, to: page, hasDoclistIndex: hasIndex)
    case .doclistIndex(let part): try sink.add(doclistIndex: part)
    }
  }
}
