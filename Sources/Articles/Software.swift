/// The programs of this project as a whole.
public enum Software {
  /// The version, as `--version` prints it; it follows Semantic Versioning 2.0.0.
  public static let version = "0.1.0"
}
