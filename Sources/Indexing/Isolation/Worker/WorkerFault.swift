import Articles
import Glibc

/// What tests have a worker of a debug build do at a place in an input, named in `SEARCHCTL_WORKER_FAULT` by a word and
/// the end of the place: `crash broken.html`, `hang feed.xml:12`, `memory a.zip#b.txt`, `probe a.txt`; or by one word,
/// `unstartable` or `unfiltered`.
enum WorkerFault {
  static let variable = "SEARCHCTL_WORKER_FAULT"

  #if DEBUG
    private static let wanted = getenv(variable).map { String(cString: $0) } ?? ""

    static func isWanted(_ word: String) -> Bool { wanted == word }

    static func strike(_ path: String, _ member: String? = nil, _ line: Int? = nil) {
      let words = wanted.split(separator: " ", maxSplits: 1)
      let place = ArticleSource(path: path, member: member, line: line).description
      guard words.count == 2, place.hasSuffix(words[1]) else { return }
      switch words[0] {
      case "crash": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
      case "hang": while getpid() > 0 {}
      case "memory": eat()
      case "probe": probe()
      default: break
      }
    }

    private static func eat() {
      var parts: [[UInt8]] = []
      while true { parts.append([UInt8](repeating: 1, count: 1 << 20)) }
    }

    /// Ends with the calls that were not refused as the signal's number, SIGUSR1 when all were.
    private static func probe() {
      var granted: [Int32] = []
      if open("/etc/passwd", O_RDONLY) >= 0 { granted.append(SIGQUIT) }
      if socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) >= 0 { granted.append(SIGTRAP) }
      if kill(getppid(), 0) == 0 { granted.append(SIGFPE) }
      let child = posixSpawn("/bin/true")
      if child == 0 { granted.append(SIGSYS) }
      signal(granted.first ?? SIGUSR1, SIG_DFL)
      raise(granted.first ?? SIGUSR1)
    }

    private static func posixSpawn(_ path: String) -> Int32 {
      var process: pid_t = 0
      var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
      return posix_spawn(&process, path, nil, nil, &arguments, nil)
    }
  #else
    @inline(__always)
    static func isWanted(_ word: String) -> Bool { false }

    @inline(__always)
    static func strike(_ path: String, _ member: String? = nil, _ line: Int? = nil) {}
  #endif
}
