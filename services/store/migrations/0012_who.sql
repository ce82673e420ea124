-- Who wrote, in which program and of which kind: told of all captures without reading their rows.
CREATE INDEX capture_who ON capture (author, app, source);
