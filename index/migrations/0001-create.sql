-- Version 1: the whole index. docs/schema.md explains every table and column.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value) VALUES ('generation', 0), ('refreshable_since', 0);

-- What the daemon scans at start comes first, so that reading a row stops early.
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  language TEXT,
  site TEXT,
  category TEXT,
  author TEXT,
  published_at INTEGER,
  title_terms INTEGER NOT NULL,
  body_terms INTEGER NOT NULL,
  rest_terms INTEGER NOT NULL,
  key TEXT NOT NULL UNIQUE,
  content_hash BLOB NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  published TEXT,
  updated TEXT,
  captured TEXT,
  body_bytes INTEGER NOT NULL,
  source_path TEXT NOT NULL,
  source_member TEXT,
  source_line INTEGER
) STRICT;

CREATE TABLE article_text (
  id INTEGER PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE article_checkpoint (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- The analyzer separates terms by spaces; every other ASCII mark is part of a term.
CREATE VIRTUAL TABLE terms USING fts5(
  title, body, author, site, category, compound,
  content = '',
  tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'"
);

-- Merging is done in slices by the writer, not inside the commits of an ingest, and a commit of an ingest is held in
-- memory up to 64 MiB before it becomes a segment. `rank` is what ORDER BY rank means in the sqlite3 shell.
INSERT INTO terms (terms, rank) VALUES
  ('automerge', 0),
  ('crisismerge', 16),
  ('hashsize', 67108864),
  ('rank', 'bm25(4.0, 1.0, 1.0, 0.5, 0.5, 1.0)');

CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, row);

CREATE VIRTUAL TABLE occurrence USING fts5vocab(terms, instance);

CREATE TABLE word_form (
  language TEXT NOT NULL,
  stem TEXT NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (language, stem, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE removal (
  generation INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (generation, id)
) STRICT, WITHOUT ROWID;

-- Large files whose articles are all here, so that reading them again can be spared.
CREATE TABLE read_file (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  device INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  manner TEXT NOT NULL,
  articles INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
