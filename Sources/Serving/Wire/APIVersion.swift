/// The version of the interface that this module describes.
public enum APIVersion {
  /// The number in the paths; it grows only when an answer changes its meaning.
  public static let current = 1
  /// The prefix of every path that answers about articles.
  public static let pathPrefix = "/v1"
  /// The response header that names the version the daemon speaks, as a decimal number.
  public static let headerName = "searchd-api"
}
