import Extraction

/// What the parent tells a worker.
enum Order {
  /// The bounds on documents, once at the beginning.
  case limits(Extractor.Limits)
  case job(WorkerJob)
  /// The bytes that were asked for, none at the end.
  case bytes([UInt8])
  /// The source is at the offset that was asked for.
  case sought
  /// The source failed.
  case sourceFailed(String)
}

/// What a worker tells the parent.
enum Report {
  /// It waits for jobs; the value of errno that kept the system calls from being given up, 0 when they are.
  case ready(filterError: Int)
  case article(ExtractedArticle)
  case failure(ExtractionFailure)
  case part(DeferredInput)
  /// The addresses in a list of feeds.
  case references([FeedList.Reference])
  /// It goes through what the parent has already.
  case alive
  /// So many bytes are wanted at most.
  case read(Int)
  case seek(Int)
  /// The job is done; whether the worker has grown and had better be replaced.
  case done(isTired: Bool)
}

/// A message between a worker and its parent: four bytes of length, the low one first, then a byte of kind, then the rest.
protocol Message: Transferable {}

extension Message {
  /// Appends the message in its frame.
  func frame(into writer: inout TransferWriter) {
    let start = writer.bytes.count
    writer.append(raw: [0, 0, 0, 0])
    write(to: &writer)
    writer.put(UInt32(truncatingIfNeeded: writer.bytes.count - start - 4), at: start)
  }
}

extension Order: Message {
  func write(to writer: inout TransferWriter) {
    switch self {
    case .limits(let limits):
      writer.append(0)
      writer.append(limits)
    case .job(let job):
      writer.append(1)
      writer.append(job)
    case .bytes(let bytes):
      writer.append(2)
      writer.append(bytes)
    case .sought: writer.append(3)
    case .sourceFailed(let text):
      writer.append(4)
      writer.append(text)
    }
  }

  init(from reader: inout TransferReader) throws(TransferError) {
    switch try reader.integer() {
    case 0: self = .limits(try reader.value())
    case 1: self = .job(try reader.value())
    case 2: self = .bytes(try reader.list())
    case 3: self = .sought
    case 4: self = .sourceFailed(try reader.text())
    default: throw TransferError()
    }
  }
}

extension Report: Message {
  func write(to writer: inout TransferWriter) {
    switch self {
    case .ready(let error):
      writer.append(0)
      writer.append(error)
    case .article(let article):
      writer.append(1)
      writer.append(article)
    case .failure(let failure):
      writer.append(2)
      writer.append(failure)
    case .part(let part):
      writer.append(3)
      writer.append(part)
    case .read(let count):
      writer.append(4)
      writer.append(count)
    case .seek(let offset):
      writer.append(5)
      writer.append(offset)
    case .done(let isTired):
      writer.append(6)
      writer.append(isTired)
    case .alive: writer.append(8)
    case .references(let references):
      writer.append(7)
      writer.append(list: references)
    }
  }

  init(from reader: inout TransferReader) throws(TransferError) {
    switch try reader.integer() {
    case 0: self = .ready(filterError: try reader.integer())
    case 1: self = .article(try reader.value())
    case 2: self = .failure(try reader.value())
    case 3: self = .part(try reader.value())
    case 4: self = .read(try reader.integer())
    case 5: self = .seek(try reader.integer())
    case 6: self = .done(isTired: try reader.flag())
    case 8: self = .alive
    case 7: self = .references(try reader.values())
    default: throw TransferError()
    }
  }
}
