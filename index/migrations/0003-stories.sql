-- Version 3: articles that are copies of each other have a story in common.

CREATE TABLE article_story (
  id INTEGER PRIMARY KEY,
  story INTEGER NOT NULL,
  keys BLOB NOT NULL
) STRICT;

-- The copies alone, which are few.
CREATE INDEX article_copy ON article_story (story) WHERE story <> id;

-- Articles that are here already get their stories when the index is rebuilt.
INSERT INTO meta (name, value) SELECT 'stories_after', coalesce(max(id), 0) FROM article;

-- A rebuild that was interrupted begins anew, since it collected no stories.
DELETE FROM meta WHERE name = 'rebuild_generation';
