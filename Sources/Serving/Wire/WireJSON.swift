import FoundationEssentials

/// JSON as it goes over the wire: compact, keys sorted, slashes as they are, absent values left out.
public enum WireJSON {
  /// Writes a value on one line, so that it is a line of NDJSON too.
  ///
  /// - Throws: `EncodingError` for a number that is not finite.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  /// Reads a value; fields it does not know are ignored.
  ///
  /// - Throws: `DecodingError` for anything that is not JSON of that shape.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Sequence<UInt8>) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}
