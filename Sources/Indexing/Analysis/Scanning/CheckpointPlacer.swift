/// Places checkpoints at a least distance from each other.
struct CheckpointPlacer {
  /// What was placed.
  private(set) var checkpoints: [Checkpoint] = []
  private let distance: Int
  private var next: Int

  /// - Parameters:
  ///   - distance: The least number of words between two checkpoints, and before the first.
  ///   - size: The size of the text, in bytes.
  init(every distance: Int, size: Int) {
    self.distance = max(1, distance)
    next = self.distance
    // English has some six bytes a word, its space included.
    checkpoints.reserveCapacity(size / 6 / self.distance)
  }

  /// Places none.
  init() {
    distance = .max
    next = .max
  }

  /// Tells that scanning may begin at an offset, where a word has a position.
  @inline(__always)
  mutating func restart(at offset: Int, position: Int) {
    guard position >= next else { return }
    checkpoints.append(Checkpoint(position: position, offset: offset))
    next = position + distance
  }
}
