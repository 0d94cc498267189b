-- Version 2: the articles of a file or folder are found without reading all articles.

CREATE INDEX article_by_source ON article (source_path);
