import NIOCore
import NIOPosix
import Synchronization

/// The threads that read and write connections, and what each of them has to do.
///
/// They are more than the processors, since a thread that waits costs nothing: connections that are at work at the same time
/// seldom share one, and the system deals the processors out among those with something to do.
final class EventLoops: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let seats: [Seat]
  private let numbers: [ObjectIdentifier: Int]
  /// Where the search for the next loop begins.
  private let turn = Atomic(0)

  /// One event loop.
  final class Seat: Sendable {
    let loop: any EventLoop
    /// The connection whose request came last, to be used on the loop.
    let lastToAsk: NIOLoopBoundBox<ObjectIdentifier?>
    private let load = Mutex(LoopLoad())

    init(_ loop: any EventLoop) {
      self.loop = loop
      lastToAsk = .makeEmptyBox(valueType: ObjectIdentifier.self, eventLoop: loop)
    }

    /// Counts a connection that has been given to the loop.
    func open() { load.withLock { $0.open += 1 } }

    /// Counts a connection that is closed.
    func close() { load.withLock { $0.open -= 1 } }

    /// Notes that a connection asks something, once a second.
    func ask(_ connection: ObjectIdentifier, second: UInt64) { load.withLock { $0.ask(connection, second: second) } }

    /// Notes that a connection will ask nothing more.
    func leave(_ connection: ObjectIdentifier) { load.withLock { $0.leave(connection) } }

    /// How many connections have asked something of late, and how many are open.
    func load(second: UInt64) -> (asking: Int, open: Int) {
      load.withLock { ($0.asking(second: second), $0.open) }
    }
  }

  /// Starts as many threads as serve connections beside so many for queries.
  init(queryThreads: Int) {
    group = MultiThreadedEventLoopGroup(numberOfThreads: min(max(4, 2 * queryThreads), 64))
    seats = group.makeIterator().map(Seat.init)
    numbers = Dictionary(uniqueKeysWithValues: seats.enumerated().map { (ObjectIdentifier($1.loop), $0) })
  }

  /// How many there are.
  var count: Int { seats.count }

  /// The present second of a clock that only goes on.
  static var second: UInt64 { NIODeadline.now().uptimeNanoseconds / 1_000_000_000 }

  /// Takes a place for a new connection: where the fewest have asked something of late, among these where the fewest are
  /// open, and else in turn.
  func take(second: UInt64 = EventLoops.second) -> Seat {
    let first = turn.wrappingAdd(1, ordering: .relaxed).oldValue
    let inTurn = seats.indices.map { seats[(first &+ $0) % seats.count] }
    let loads = inTurn.map { $0.load(second: second) }
    let seat = inTurn[loads.indices.min { loads[$0] < loads[$1] } ?? 0]
    seat.open()
    return seat
  }

  /// That of a loop; `nil` for a loop that is none of these.
  func seat(of loop: any EventLoop) -> Seat? { numbers[ObjectIdentifier(loop)].map { seats[$0] } }

  /// What each of them has to do.
  func loads(second: UInt64) -> [(asking: Int, open: Int)] { seats.map { $0.load(second: second) } }

  /// Some loop.
  func any() -> any EventLoop { group.any() }

  /// Waits until every loop has done something.
  func answerPing() async throws {
    for seat in seats { try await seat.loop.submit {}.get() }
  }

  /// Ends the threads.
  func shutDown() async throws { try await group.shutdownGracefully() }
}

/// What an event loop has to do.
struct LoopLoad {
  /// The connections that are open.
  var open = 0
  /// The second in which each of these has last asked something.
  private var lastAsked: [ObjectIdentifier: UInt64] = [:]

  /// Notes that a connection asks something; called once a second for each.
  mutating func ask(_ connection: ObjectIdentifier, second: UInt64) { lastAsked[connection] = second }

  /// Notes that a connection will ask nothing more.
  mutating func leave(_ connection: ObjectIdentifier) { lastAsked[connection] = nil }

  /// How many connections have asked something in a second or the one before.
  func asking(second: UInt64) -> Int { lastAsked.values.count { $0 == second || $0 + 1 == second } }
}
