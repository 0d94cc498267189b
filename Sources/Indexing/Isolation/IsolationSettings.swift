/// How documents are read in processes of their own.
public struct IsolationSettings: Sendable, Equatable {
  /// The arguments that make this program a worker, without its name.
  public var arguments: [String]
  /// The address space of a worker, in bytes.
  public var memoryBytes = 1 << 30
  /// The longest time of the processor that a worker takes between two results, in seconds.
  public var seconds = 60

  /// The longest time by the clock, in seconds: on a busy machine a worker must wait for the processor.
  var clockSeconds: Int { seconds * 4 }

  /// Reads documents in this program, started with these arguments; it must hand over to ``ExtractionWorker``.
  public init(arguments: [String] = [ExtractionWorker.argument]) {
    self.arguments = arguments
  }
}
