import ArgumentParser

/// A number of bytes as people write it: `64K`, `16M`, `1G`, in powers of 1024.
struct ByteSize: ExpressibleByArgument, CustomStringConvertible {
  let bytes: Int
  let description: String

  init(bytes: Int, description: String) {
    self.bytes = bytes
    self.description = description
  }

  init?(argument: String) {
    let shifts: [Character: Int] = ["k": 10, "m": 20, "g": 30]
    let shift = argument.last.flatMap { shifts[Character($0.lowercased())] }
    guard let number = Int(shift == nil ? argument[...] : argument.dropLast()), number > 0,
      number <= (1 << 40) >> (shift ?? 0)
    else { return nil }
    bytes = number << (shift ?? 0)
    description = argument
  }

  var defaultValueDescription: String { description }
}
