import CMalloc

/// How the process gets memory from the system and gives it back.
enum MemoryPolicy {
  /// Allocations from so many bytes on are mapped one by one and given back as soon as they are freed.
  private static let mappedFrom: Int32 = 1 << 20

  /// Keeps what was used for a moment from staying with the process for months.
  ///
  /// Reading a long posting list takes some times its size for an instant. By default glibc raises its threshold for
  /// mapping with each such piece (mallopt(3), “M_MMAP_THRESHOLD”), so that later ones come out of heaps where the small
  /// allocations behind them keep them from going back. A fixed threshold turns that off.
  static func apply() {
    mallopt(M_MMAP_THRESHOLD, mappedFrom)
    mallopt(M_TRIM_THRESHOLD, mappedFrom)
  }

  /// Gives back the pages of the heaps that nothing is on; some milliseconds.
  ///
  /// Posting lists come and go among small allocations, so that free memory lies between what is used, where glibc leaves
  /// it (malloc_trim(3)).
  static func giveBack() { malloc_trim(0) }
}
