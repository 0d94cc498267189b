import NIOCore
import NIOPosix

/// For each event loop the connection whose request came last.
struct LoopTurns: Sendable {
  /// That of one loop, to be used on the loop.
  typealias Turn = NIOLoopBoundBox<ObjectIdentifier?>

  private let turns: [ObjectIdentifier: Turn]

  init(_ group: MultiThreadedEventLoopGroup) {
    let turns = group.makeIterator().map { loop in
      (ObjectIdentifier(loop), Turn.makeEmptyBox(valueType: ObjectIdentifier.self, eventLoop: loop))
    }
    self.turns = Dictionary(uniqueKeysWithValues: turns)
  }

  /// That of a loop; absent for a loop of another group.
  func turn(on loop: any EventLoop) -> Turn? { turns[ObjectIdentifier(loop)] }
}
