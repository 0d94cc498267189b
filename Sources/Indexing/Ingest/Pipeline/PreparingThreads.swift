import Foundation
import Glibc

/// Threads that read and analyse, and leave the processors to the one that writes where it wants one.
///
/// Everything waits for the thread that writes in the end, and during a commit it has nothing for the others to do but what
/// waits to be analysed. So they are behind it: what waits grows during a commit, when there is time for it, and shrinks
/// between commits. Processes that they start to read documents inherit their priority.
final class PreparingThreads: Sendable {
  /// How much nicer than the others the threads are: where both want a processor they get a tenth of it.
  private static let niceness: Int32 = 10

  private let group = DispatchGroup()

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: Its name, for who looks at the process.
  ///   - work: What it does.
  func start(_ name: String, _ work: @escaping @Sendable () -> Void) {
    group.enter()
    let thread = Thread { [group] in
      // Where it is refused, they compete.
      let thread = __priority_which_t(PRIO_PROCESS.rawValue)
      _ = setpriority(thread, 0, min(19, getpriority(thread, 0) + Self.niceness))
      work()
      group.leave()
    }
    thread.name = name
    thread.start()
  }

  /// Waits until all have done their work.
  func wait() { group.wait() }
}
