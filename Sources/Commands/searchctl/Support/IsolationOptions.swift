import ArgumentParser
import Isolation

/// How documents are kept from doing harm while they are read.
struct IsolationOptions: ParsableArguments {
  /// Whether documents are read in processes of their own.
  enum Isolation: String, ExpressibleByArgument, CaseIterable {
    case on, off
  }

  @Option(help: "Whether documents are read in processes without rights.")
  var isolation = Isolation.on
  @Option(help: ArgumentHelp("The most memory that reading a document may take, 128M to 64G.", valueName: "size"))
  var documentMemory = ByteSize(bytes: IsolationSettings().memoryBytes, description: "1G")
  @Option(help: ArgumentHelp("The longest time that reading a document may take, 1 to 3600.", valueName: "seconds"))
  var documentSeconds = IsolationSettings().seconds

  func validate() throws {
    guard (128 << 20...64 << 30).contains(documentMemory.bytes) else {
      throw ValidationError("--document-memory must be between 128M and 64G.")
    }
    guard (1...3600).contains(documentSeconds) else {
      throw ValidationError("--document-seconds must be between 1 and 3600.")
    }
  }

  /// The same for a reader; `nil` when documents are read in this process.
  var settings: IsolationSettings? {
    guard isolation == .on else { return nil }
    var settings = IsolationSettings()
    settings.memoryBytes = documentMemory.bytes
    settings.seconds = documentSeconds
    return settings
  }
}
