import CConfinedWorker
import Extraction

/// Keeps what is being read in memory that outlives the process.
final class SharedJournal: RecordJournal {
  private struct Record {
    var number: UInt64
    var results: Int
    var member: String?
    var line: Int?
  }

  private let page: OpaquePointer
  private var name = ""
  private var failures: [UInt64: ExtractionFailure] = [:]
  private var results: () -> Int = { 0 }
  private var count: UInt64 = 0
  private var open: [Record] = []

  init(_ page: OpaquePointer) {
    self.page = page
  }

  /// Starts to count anew.
  ///
  /// - Parameters:
  ///   - name: The input's path.
  ///   - failures: What stands for records that are not to be read.
  ///   - results: Tells the number of results so far.
  func beginJob(
    named name: String, failures: [UInt64: ExtractionFailure], results: @escaping () -> Int
  ) {
    (self.name, self.failures, self.results) = (name, failures, results)
    (count, open) = (0, [])
    note(nil)
    WorkerFault.strike(name)
  }

  func begin(member: String?, line: Int?) throws(ExtractionFailure) {
    count += 1
    if let failure = failures[count] { throw failure }
    let record = Record(number: count, results: results(), member: member, line: line)
    open.append(record)
    note(record)
    WorkerFault.strike(name, member, line)
  }

  func end() {
    open.removeLast()
    note(open.last)
  }

  private func note(_ record: Record?) {
    var entry = CWorkerRecord()
    guard let record else { return cworker_note(page, &entry) }
    entry.number = record.number
    entry.results_before = UInt64(record.results)
    entry.line = UInt64(record.line ?? 0)
    guard var member = record.member else { return cworker_note(page, &entry) }
    member.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        entry.member = characters.baseAddress
        entry.member_length = characters.count
        cworker_note(page, &entry)
      }
    }
  }
}
