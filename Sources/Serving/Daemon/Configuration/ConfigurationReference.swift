/// The reference of all settings as Markdown, the text of `docs/configuration.md`.
public enum ConfigurationReference {
  /// The whole page.
  public static var markdown: String {
    ([introduction, "| Setting | Takes | Default | Reload | What it does |", "| --- | --- | --- | --- | --- |"]
      + Setting.all.map(row)).joined(separator: "\n") + "\n" + example
  }

  private static func row(_ setting: Setting) -> String {
    let cells = [
      "`\(setting.name)`", setting.expected, setting.standard, setting.isReloadable ? "yes" : "restart",
      setting.summary,
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private static let introduction = """
    # Configuration of searchd

    A value comes from the first of these that gives one:

    1. a flag: the setting's name with dashes, `--slow-query-ms 200`;
    2. the environment: `SEARCHD_` and the name in capitals, `SEARCHD_SLOW_QUERY_MS=200`;
    3. the configuration file: `slow_query_ms = 200`;
    4. the default.

    The file is the one named by `--config` or `$SEARCHD_CONFIG`, which must exist; otherwise `searchd.conf` in
    `$CONFIGURATION_DIRECTORY` (which systemd sets), otherwise `/etc/searchd/searchd.conf` for root and
    `searchd/searchd.conf` in the XDG configuration directory for everybody else, when it exists.

    The file has lines of `key = value`. Blank lines and everything from `#` on are left out; a value in double quotes
    may contain `#`. An unknown key, a key given twice and a value that is not taken are errors with file and line; all
    are listed, and the daemon does not start (exit status 2). `searchd --check-config` does the same check and prints
    the configuration in force.

    SIGHUP (`systemctl reload searchd`) reads everything again. Settings marked “restart” keep their old value until
    the daemon is restarted, and the log says so; when the new configuration has an error, the old one stays in force.

    """

  private static let example = """

    ## An example

    ```
    # /etc/searchd/searchd.conf
    index        = /var/lib/searchd/index.sqlite
    socket_group = www-data       # the web server may search
    deadline_ms  = 1000
    ```

    """
}
