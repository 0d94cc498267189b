-- Version 4: the stamps of past generations, so that what was derived from one of them can be brought to the present.

CREATE TABLE generation_stamp (
  generation INTEGER PRIMARY KEY,
  stamp INTEGER NOT NULL
) STRICT;

INSERT INTO generation_stamp (generation, stamp)
SELECT g.value, s.value FROM meta g JOIN meta s ON g.name = 'generation' AND s.name = 'stamp';
