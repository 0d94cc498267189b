/// Search by doubling steps in ascending lists that are walked together.
enum Galloping {
  /// The first place at or behind another that is not before what is looked for; the end when all are.
  ///
  /// Costs the logarithm of the distance (Bentley and Yao, “An almost optimal algorithm for unbounded searching”, 1976).
  ///
  /// - Parameter isBefore: Whether what stands at a place comes before what is looked for; once false, it stays false.
  @inline(__always)
  static func advance(_ start: Int, end: Int, isBefore: (Int) -> Bool) -> Int {
    var lower = start
    var step = 1
    while lower + step < end, isBefore(lower + step) {
      lower += step
      step *= 2
    }
    var upper = min(lower + step, end)
    while lower < upper {
      let middle = (lower + upper) / 2
      if isBefore(middle) { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
