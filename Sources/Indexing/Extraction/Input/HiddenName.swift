/// Names of files and folders that are left out where a folder or an archive is walked.
public enum HiddenName {
  /// Whether a name begins with a dot, or is that of the folder in which the packages are that a project was given by
  /// others (`node_modules`), or of the shadows of files in archives from macOS (`__MACOSX`).
  public static func isHidden(_ name: some Collection<UInt8>) -> Bool {
    name.first == UInt8(ascii: ".") || name.elementsEqual("node_modules".utf8) || name.elementsEqual("__MACOSX".utf8)
  }
}
