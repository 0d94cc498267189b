import Extraction

/// What a worker is to read.
struct WorkerJob {
  /// Where the bytes are.
  enum Content {
    /// Here, all of them.
    case document([UInt8])
    /// Here, with what is known about them.
    case part(DeferredInput)
    /// With the parent, who is asked for them.
    case stream(seekableSize: Int?)
    /// A list of feeds, whose addresses are wanted.
    case list([UInt8])
  }

  /// The input's path, or `-`.
  var name: String
  var format: ArticleFormat?
  var content: Content
  /// Whether parts that are work for several threads are handed back.
  var handsPartsBack = false
  /// Whether every result is sent at once, because the input cannot be read a second time.
  var sendsAtOnce = false
  /// The number of results at the beginning that the parent has already.
  var known = 0
  /// What stands for records that ended an earlier attempt, by their number.
  var failures: [UInt64: ExtractionFailure] = [:]
}

extension WorkerJob: Transferable {
  func write(to writer: inout TransferWriter) {
    writer.append(name)
    writer.append(format)
    writer.append(handsPartsBack)
    writer.append(sendsAtOnce)
    writer.append(known)
    writer.append(failures.count)
    for (record, failure) in failures {
      writer.append(record)
      writer.append(failure)
    }
    switch content {
    case .document(let bytes):
      writer.append(0)
      writer.append(bytes)
    case .part(let part):
      writer.append(1)
      writer.append(part)
    case .stream(let size):
      writer.append(2)
      writer.append(size)
    case .list(let bytes):
      writer.append(3)
      writer.append(bytes)
    }
  }

  init(from reader: inout TransferReader) throws(TransferError) {
    name = try reader.text()
    format = try reader.optionalValue()
    handsPartsBack = try reader.flag()
    sendsAtOnce = try reader.flag()
    known = try reader.integer()
    for _ in 0..<(try reader.integer()) {
      let record = try reader.number()
      failures[record] = try reader.value()
    }
    switch try reader.integer() {
    case 0: content = .document(try reader.list())
    case 1: content = .part(try reader.value())
    case 2: content = .stream(seekableSize: try reader.optionalInteger())
    case 3: content = .list(try reader.list())
    default: throw TransferError()
    }
  }
}
