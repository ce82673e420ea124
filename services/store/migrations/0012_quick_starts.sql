-- What a start asks of all captures and segments is told by indexes, without reading the rows themselves.

-- Who wrote, in which program and of which kind.
CREATE INDEX capture_who ON capture (author, app, source);
-- Which models' vectors and codes there are.
CREATE INDEX segment_embedded ON segment (embedded) WHERE embedded <> '';
CREATE INDEX segment_coded ON segment (coded, tier) WHERE coded <> '';
-- The person's own notes, of which there are few among all captures.
CREATE INDEX capture_note ON capture (at_ms) WHERE source = 'note';
