import Extraction
import Glibc

/// The end of a worker in the middle of its work.
struct WorkerDeath: Error {
  /// The record it was reading, 0 when it was none.
  let number: UInt64
  /// The results it had made before that record.
  let resultsBefore: Int
  var member: String?
  var line: Int?
  var lastWords: String?
  private(set) var code = ReasonCode.extractorCrashed
  private var how = "ended"

  init(number: UInt64, resultsBefore: Int) {
    self.number = number
    self.resultsBefore = resultsBefore
  }

  /// Finds out from the status of waitpid what was the matter.
  mutating func judge(status: Int32, timedOut: Bool, usedMemory: Bool) {
    let signal = status & 0x7f
    if timedOut || signal == SIGXCPU {
      code = .extractorTimeout
    } else if usedMemory || lastWords?.contains("allocat") == true || lastWords?.contains("memory") == true {
      code = .extractorMemory
    } else if signal != 0 {
      how = "crashed (\(Self.names[signal] ?? "signal \(signal)"))"
    } else {
      how = "ended with status \(status >> 8 & 0xff)"
    }
  }

  /// What stands for the document, with what to do about it.
  func failure(_ settings: IsolationSettings) -> ExtractionFailure {
    let detail =
      switch code {
      case .extractorTimeout:
        "took more than \(settings.seconds) seconds to read; allow it more with --document-seconds, or convert it to text"
      case .extractorMemory:
        "took more than \(settings.memoryBytes >> 20) MiB of memory to read; allow it more with --document-memory, "
          + "or convert it to text"
      default: "the program that reads it \(how); nothing else is affected; convert it to text, and report the defect"
      }
    return ExtractionFailure(code: code, detail: detail, member: member, line: line)
  }

  private static let names: [Int32: String] = [
    SIGSEGV: "SIGSEGV", SIGBUS: "SIGBUS", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT", SIGFPE: "SIGFPE",
    SIGKILL: "SIGKILL", SIGSYS: "SIGSYS", SIGXFSZ: "SIGXFSZ", SIGUSR1: "SIGUSR1", SIGQUIT: "SIGQUIT",
  ]
}
