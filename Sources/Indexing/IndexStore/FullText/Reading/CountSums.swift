/// Adds up what lists count, article by article.
///
/// The sums are kept by the number of the article, 256 together, so that a list costs little more than reading it however many
/// there are.
final class CountSums {
  private typealias Block = UnsafeMutablePointer<FieldFrequencies>

  private static let blockSize: Int64 = 256
  /// Numbers of articles above it would take too much room.
  private static let limit: Int64 = 1 << 32
  private var blocks: [Block?] = []

  deinit {
    for block in blocks { block?.deallocate() }
  }

  /// Adds the counts of some articles, ascending.
  func add(_ ids: UnsafeBufferPointer<Int64>, _ counts: UnsafeBufferPointer<FieldFrequencies>) throws {
    guard let first = ids.first, let last = ids.last else { return }
    guard first >= 0, last < Self.limit else { throw SegmentNotUnderstood() }
    let needed = Int(last / Self.blockSize) + 1
    if blocks.count < needed { blocks += [Block?](repeating: nil, count: needed - blocks.count) }
    for place in ids.indices {
      let (number, offset) = (Int(ids[place] / Self.blockSize), Int(ids[place] % Self.blockSize))
      let block = blocks[number] ?? newBlock(number)
      block[offset].add(counts[place])
    }
  }

  private func newBlock(_ number: Int) -> Block {
    let block = Block.allocate(capacity: Int(Self.blockSize))
    block.initialize(repeating: FieldFrequencies(), count: Int(Self.blockSize))
    blocks[number] = block
    return block
  }

  /// Gives the sums, ascending, some thousand at a time.
  func forEach(in room: PostingRoom, _ body: PostingRoom.Sink) {
    room.removeAll()
    for (number, block) in blocks.enumerated() {
      guard let block else { continue }
      for offset in 0..<Int(Self.blockSize) where !block[offset].isEmpty {
        room.append(Int64(number) * Self.blockSize + Int64(offset), block[offset])
        if !room.hasRoom { room.flush(body) }
      }
    }
    room.flush(body)
  }
}
