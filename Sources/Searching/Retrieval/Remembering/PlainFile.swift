import Glibc

/// Whole files, for copies that can be made again.
enum PlainFile {
  /// The words of a file; `nil` when it cannot be read or is not made of whole words.
  static func words(at path: String) -> [UInt64]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_size > 0, facts.st_size % 8 == 0 else { return nil }
    let size = Int(facts.st_size)
    let words = [UInt64](unsafeUninitializedCapacity: size / 8) { buffer, count in
      count = fill(UnsafeMutableRawBufferPointer(buffer), from: descriptor) ? size / 8 : 0
    }
    return words.isEmpty ? nil : words
  }

  private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32) -> Bool {
    var filled = 0
    while filled < buffer.count {
      let count = read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      filled += count
    }
    return true
  }

  /// Puts a file, for the owner's eyes only, in the place of another in one step.
  ///
  /// - Returns: Whether it is there; if not, the other still is.
  static func replace(_ path: String, with bytes: UnsafeRawBufferPointer) -> Bool {
    let temporary = "\(path).partial-\(getpid())"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    let isWritten = write(bytes, to: descriptor)
    close(descriptor)
    if isWritten, rename(temporary, path) == 0 { return true }
    unlink(temporary)
    return false
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }
}
