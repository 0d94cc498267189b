import FoundationEssentials

/// JSON as it goes over the wire: compact, keys sorted, slashes as they are, absent values left out.
public enum WireJSON {
  /// What an answer may take before its bytes have to be moved.
  private static let usualBytes = 1 << 13

  /// Writes a value on one line, so that it is a line of NDJSON too.
  ///
  /// - Throws: `EncodingError` for a number that is not finite.
  public static func encode(_ value: some JSONWritable) throws -> [UInt8] {
    var json = JSONWriter(capacity: usualBytes)
    value.write(to: &json)
    if let number = json.unwritable {
      throw EncodingError.invalidValue(
        number, EncodingError.Context(codingPath: [], debugDescription: "JSON has no numbers that are not finite"))
    }
    return json.bytes
  }

  /// Reads a value; fields it does not know are ignored.
  ///
  /// - Throws: `DecodingError` for anything that is not JSON of that shape.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Sequence<UInt8>) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}
