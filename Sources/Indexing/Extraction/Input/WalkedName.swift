/// What the name of a file or folder says of it where a folder or an archive is walked.
public enum WalkedName {
  /// Whether a name begins with a dot, or is that of the folder in which the packages are that a project was given by
  /// others (`node_modules`), or of the shadows of files in archives from macOS (`__MACOSX`).
  public static func isHidden(_ name: some Collection<UInt8>) -> Bool {
    name.first == UInt8(ascii: ".") || name.elementsEqual("node_modules".utf8) || name.elementsEqual("__MACOSX".utf8)
  }

  /// Whether a file goes with documents and is none: a picture, a font, a style sheet, a program, its settings, what
  /// crawlers and tools are told.
  ///
  /// What a web server was asked besides (`style.css?ver=2`) is no part of the extension.
  public static func isAsset(_ name: some Collection<UInt8>) -> Bool {
    let name = Array(name)
    let path = name.firstIndex(of: UInt8(ascii: "?")).map { name[..<$0] } ?? name[...]
    guard path.count <= 255 else { return false }
    let last = String(decoding: path.map(\.asciiLowercased), as: UTF8.self)
    if filesForPrograms.contains(last) { return true }
    return last.lastIndex(of: ".").map { assetExtensions.contains(String(last[last.index(after: $0)...])) } ?? false
  }

  /// The failure that stands for such a file.
  public static let asset = ExtractionFailure(
    code: .asset, detail: "goes with articles and is none; to read it, name the file itself or its format")

  private static let assetExtensions: Set<String> = [
    "png", "jpg", "jpeg", "jfif", "gif", "webp", "avif", "svg", "svgz", "ico", "bmp", "tif", "tiff", "heic", "psd",
    "mp3", "m4a", "aac", "ogg", "oga", "opus", "flac", "wav", "mp4", "m4v", "mov", "webm", "ogv", "avi", "mkv", "swf",
    "woff", "woff2", "ttf", "otf", "eot", "css", "scss", "sass", "less", "js", "mjs", "cjs", "jsx", "ts", "tsx", "vue",
    "map", "wasm", "yml", "yaml", "toml", "lock", "webmanifest",
  ]

  private static let filesForPrograms: Set<String> = [
    "robots.txt", "humans.txt", "ads.txt", "app-ads.txt", "security.txt", "sitemap.xml", "browserconfig.xml",
    "manifest.json", "hts-log.txt", "wget-log", "cname", "_headers", "_redirects", "gemfile", "rakefile", "makefile",
    "dockerfile", "procfile",
    "vagrantfile", "jenkinsfile", "codeowners", "requirements.txt", "cmakelists.txt", "package.json",
    "package-lock.json", "composer.json", "bower.json", "tsconfig.json", "jsconfig.json",
  ]
}
