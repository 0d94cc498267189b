import CICU

/// Scripts that write no spaces between words, and pictographs.
extension Scanner {
  /// Scans a run of Han and kana, or of Korean, as overlapping pairs; a lone character stands for itself.
  mutating func scanPairs(at start: Int) -> Int {
    let wanted = classes[text.scalar(at: start).value]
    var clusters: [(start: Int, end: Int, term: [UInt8])] = []
    var index = start
    while index < text.end, classes[text.scalar(at: index).value] == wanted {
      let end = clusterEnd(at: index)
      clusters.append((index, end, foldedCluster(index..<end)))
      index = end
    }
    clusters.removeAll { $0.term.isEmpty }
    guard let first = clusters.first, let last = clusters.last else { return index }
    if clusters.count == 1 {
      emit(first.term, start: first.start, end: first.end)
      return index
    }
    for (left, right) in zip(clusters, clusters.dropFirst()) {
      let pair = left.term + right.term
      pair.withUnsafeBufferPointer {
        sink.word($0, start: left.start, end: right.end, startsChunk: left.start == start)
      }
    }
    sink.run(start: first.start, end: last.end, span: clusters.count - 1)
    return index
  }

  /// The end of a character with what composes with it: voicing marks of kana, vowels and finals of Korean letters.
  private func clusterEnd(at start: Int) -> Int {
    var (scalar, index) = text.scalar(at: start)
    while index < text.end {
      let (following, next) = text.scalar(at: index)
      let composes =
        switch following {
        case 0x3099, 0x309A, 0xFF9E, 0xFF9F: true
        case 0x1160...0x11FF: (0x1100...0x11FF).contains(scalar)
        default: false
        }
      guard composes, index - start < maximumTermBytes / 4 else { break }
      scalar = following
      index = next
    }
    return index
  }

  private func foldedCluster(_ range: Range<Int>) -> [UInt8] {
    let (scalar, next) = text.scalar(at: range.lowerBound)
    if next == range.upperBound {
      var term: [UInt8] = []
      folding.append(scalar, source: text.bytes[range], to: &term)
      return Array(term.filter { $0 > 0x20 }.prefix(maximumTermBytes / 2))
    }
    return Array(FoldingTable.foldCluster(Array(text.bytes[range])).prefix(maximumTermBytes / 2))
  }

  /// Scans a run of Thai, Lao, Khmer or Burmese by ICU's dictionary.
  mutating func scanDictionaryRun(at start: Int) -> Int {
    var end = start
    while end < text.end, end - start < 4096 {
      let (scalar, next) = text.scalar(at: end)
      let kind = classes[scalar]
      guard kind == .dictionaryScript || kind == .ignorable else { break }
      end = next
    }
    let boundaries = wordBoundaries(start..<end)
    var words = 0
    for (from, to) in zip(boundaries, boundaries.dropFirst()) {
      buffer.removeAll(keepingCapacity: true)
      var index = from
      while index < to {
        let (scalar, next) = text.scalar(at: index)
        if classes[scalar] != .ignorable, buffer.count <= maximumTermBytes - 4 {
          folding.append(scalar, source: text.bytes[index..<next], to: &buffer)
        }
        index = next
      }
      guard !buffer.isEmpty else { continue }
      buffer.withUnsafeBufferPointer { sink.word($0, start: from, end: to, startsChunk: from == start) }
      words += 1
    }
    if words > 1 { sink.run(start: start, end: end, span: words) }
    return end
  }

  /// Offsets of the words' boundaries, both ends included; only the ends when ICU fails.
  private func wordBoundaries(_ range: Range<Int>) -> [Int] {
    let run = UnsafeBufferPointer(rebasing: text.bytes[range])
    var count: Int32 = -1
    let offsets = [Int32](unsafeUninitializedCapacity: range.count + 1) { output, initialized in
      count = cicu_word_boundaries(
        run.baseAddress, Int32(run.count), output.baseAddress, Int32(output.count))
      initialized = max(0, Int(count))
    }
    guard count >= 2 else { return [range.lowerBound, range.upperBound] }
    return offsets.map { range.lowerBound + Int($0) }
  }

  /// Emits a pictograph, or the pair of letters that make a flag, and passes over its modifiers.
  mutating func scanEmoji(at start: Int, _ scalar: UInt32, _ next: Int) -> Int {
    var end = next
    if isRegionalIndicator(scalar), end < text.end {
      let (second, behind) = text.scalar(at: end)
      if isRegionalIndicator(second) { end = behind }
    }
    emit(Array(text.bytes[start..<end]), start: start, end: end)
    return end
  }

  private func isRegionalIndicator(_ scalar: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar) }
}
