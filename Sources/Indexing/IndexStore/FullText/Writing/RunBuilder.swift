import Dispatch

/// Inverts articles on a thread of its own, while the thread that writes goes on with their rows.
///
/// What was gathered becomes a run now and then, so that little is left to do in the end, and the lists of a run stay in
/// the caches of the processor while they are made.
///
/// `@unchecked Sendable`: the variables are used by blocks of the queue alone, which run one after another.
final class RunBuilder: @unchecked Sendable {
  /// How many occurrences end a run, at 8 bytes each while it is gathered.
  private let occurrencesOfRun: Int
  private let queue = DispatchQueue(label: "segments")
  private let inverter = TermInverter()
  private var runs: [SortedRun] = []

  init(occurrencesOfRun: Int) {
    self.occurrencesOfRun = occurrencesOfRun
  }

  /// Adds articles, whose numbers are above those of all before, and returns at once.
  func add(_ articles: [(id: Int64, terms: TermColumns)]) {
    queue.async {
      for (id, terms) in articles {
        self.inverter.add(terms, id: id)
        if self.inverter.count >= self.occurrencesOfRun { self.endRun() }
      }
    }
  }

  /// Lays a segment of all that was added out in pages, while those that are ready are taken; everything is forgotten here.
  ///
  /// - Parameter sink: Takes the pages, on the calling thread.
  /// - Returns: How many pages there are.
  func finish<S: SegmentPages.Sink>(to sink: inout S) throws -> Int {
    let stream = SegmentStream()
    queue.async {
      self.endRun()
      var merger = RunMerger(self.runs)
      self.runs = []
      stream.send { sender in
        var pages = SegmentPages()
        try merger.forEachTerm { term, doclist in try pages.add(term, doclist: doclist, to: &sender) }
        return try pages.finish(to: &sender)
      }
    }
    return try stream.receive(to: &sink)
  }

  /// Forgets what was added.
  func forget() {
    queue.sync {
      inverter.removeAll()
      runs = []
    }
  }

  private func endRun() {
    guard inverter.count > 0 else { return }
    runs.append(inverter.run())
    inverter.removeAll()
  }
}
