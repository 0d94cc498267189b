/// Changes that wait until they have settled.
struct PendingChanges {
  typealias Instant = ContinuousClock.Instant

  /// What is to be read now.
  enum Due: Equatable {
    case paths([InputPath])
    case everything
  }

  /// More paths than this are as much as everything.
  static let mostPaths = 10_000

  private let settling: Duration
  private let patience: Duration
  private var paths: [InputPath: (first: Instant, last: Instant)] = [:]
  private var everything: Instant?

  /// - Parameters:
  ///   - settling: How long nothing must have happened to a path.
  ///   - patience: How long a path waits although something keeps happening to it.
  init(settling: Duration, patience: Duration) {
    self.settling = settling
    self.patience = patience
  }

  var isEmpty: Bool { paths.isEmpty && everything == nil }

  mutating func note(_ path: InputPath, at now: Instant) {
    guard everything == nil else { return }
    paths[path] = (paths[path]?.first ?? now, now)
    if paths.count > Self.mostPaths { noteEverything(at: now) }
  }

  /// Asks for everything to be read; what is noted afterwards is a part of that.
  mutating func noteEverything(at now: Instant) {
    paths = [:]
    if everything == nil { everything = now }
  }

  /// Takes what has settled.
  mutating func removeDue(at now: Instant) -> Due? {
    if let since = everything {
      guard now - since >= settling else { return nil }
      everything = nil
      return .everything
    }
    let due = paths.filter { now - $0.value.last >= settling || now - $0.value.first >= patience }
    guard !due.isEmpty else { return nil }
    for path in due.keys { paths[path] = nil }
    return .paths(due.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) })
  }
}
