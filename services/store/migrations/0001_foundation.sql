-- The first schema: rows are the truth; full text, vectors, gists and caches can be rebuilt from them.

CREATE TABLE capture (
    id INTEGER PRIMARY KEY,
    external_id TEXT UNIQUE,
    source TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,          -- so long its window stood in front with the person there
    offset_min INTEGER NOT NULL,
    trust TEXT NOT NULL,
    app TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    thread TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    monitor INTEGER NOT NULL DEFAULT 0,
    document_id INTEGER REFERENCES document (id),
    event_id INTEGER REFERENCES event (id) ON DELETE SET NULL
);
CREATE INDEX capture_at ON capture (at_ms);
CREATE INDEX capture_app ON capture (app, at_ms);
CREATE INDEX capture_thread ON capture (thread, at_ms) WHERE thread <> '';
CREATE INDEX capture_window ON capture (app, title, source, at_ms);
CREATE INDEX capture_document ON capture (document_id, at_ms) WHERE document_id IS NOT NULL;
CREATE INDEX capture_event ON capture (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX capture_without_event ON capture (at_ms) WHERE event_id IS NULL;

CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    capture_id INTEGER NOT NULL REFERENCES capture (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    text TEXT NOT NULL,                 -- '' once archived: then packed holds it
    packed BLOB,                        -- compressed text of an archived segment
    heading TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    boxes TEXT NOT NULL DEFAULT '',     -- JSON [[left, top, width, height], ...], one a line of text
    start INTEGER NOT NULL DEFAULT 0,
    "end" INTEGER NOT NULL DEFAULT 0,
    salience REAL NOT NULL DEFAULT 0.5,
    salience_why TEXT NOT NULL DEFAULT '',
    stability_days REAL NOT NULL DEFAULT 1.0,
    difficulty REAL NOT NULL DEFAULT 5.0,
    reinforced_at_ms INTEGER NOT NULL,
    uses INTEGER NOT NULL DEFAULT 0,
    tier TEXT NOT NULL DEFAULT 'hot',
    pinned INTEGER NOT NULL DEFAULT 0,
    disputed INTEGER NOT NULL DEFAULT 0,
    kept_until_ms INTEGER,              -- "keep" from the fading list: a grace period
    fingerprint INTEGER NOT NULL DEFAULT 0,  -- SimHash of the words, signed 64 bit
    duplicate_of INTEGER REFERENCES segment (id) ON DELETE SET NULL,
    digested INTEGER NOT NULL DEFAULT 0,     -- the nightly job has taken salience and facts from it
    embedded TEXT NOT NULL DEFAULT ''        -- model id of its vector in the index, '' where there is none
);
CREATE INDEX segment_capture ON segment (capture_id, ordinal);
CREATE INDEX segment_at ON segment (at_ms);
CREATE INDEX segment_tier ON segment (tier, id);
CREATE INDEX segment_undigested ON segment (id) WHERE digested = 0;
CREATE INDEX segment_to_embed ON segment (id) WHERE tier = 'hot' AND embedded = '';
CREATE INDEX segment_fingerprint ON segment (fingerprint);
CREATE INDEX segment_pinned ON segment (id) WHERE pinned = 1;

-- Words of hot and warm segments. "context" holds title, app, author, thread and heading.
-- contentless_delete keeps the text itself in one place only.
CREATE VIRTUAL TABLE segment_words USING fts5 (
    text, context, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
-- Words of a segment with its neighbours in the same thread, document or window.
CREATE VIRTUAL TABLE window_words USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE segment_vocabulary USING fts5vocab (segment_words, 'row');

CREATE TABLE frame (
    id INTEGER PRIMARY KEY,
    capture_id INTEGER NOT NULL REFERENCES capture (id) ON DELETE CASCADE,
    monitor INTEGER NOT NULL DEFAULT 0,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    base_id INTEGER REFERENCES frame (id),
    blob TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'full'
);
CREATE UNIQUE INDEX frame_capture ON frame (capture_id);
CREATE INDEX frame_base ON frame (base_id) WHERE base_id IS NOT NULL;
CREATE INDEX frame_state ON frame (state, id);

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    read_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'present',
    title TEXT NOT NULL DEFAULT '',
    text_blob TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX document_path ON document (path, state);
CREATE INDEX document_hash ON document (content_hash);

CREATE TABLE file_failure (
    path TEXT PRIMARY KEY,
    error TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL DEFAULT 0,
    modified_ms INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL DEFAULT 0,
    app TEXT NOT NULL,
    title TEXT NOT NULL,
    people TEXT NOT NULL DEFAULT '[]',  -- JSON list
    gist TEXT NOT NULL DEFAULT '[]',    -- JSON list of verbatim lines
    strength REAL NOT NULL DEFAULT 1.0,
    captures INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX event_start ON event (start_ms);
CREATE INDEX event_end ON event (end_ms);

CREATE TABLE event_source (             -- the segments a gist quotes
    event_id INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    segment_id INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
    PRIMARY KEY (event_id, segment_id)
) WITHOUT ROWID;
CREATE INDEX event_source_segment ON event_source (segment_id);

CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    slot TEXT NOT NULL,
    value TEXT NOT NULL,
    single INTEGER NOT NULL DEFAULT 1,
    valid_from_ms INTEGER NOT NULL,
    valid_to_ms INTEGER,
    observed_at_ms INTEGER NOT NULL,
    edited INTEGER NOT NULL DEFAULT 0,
    conflicting INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    expired_ms INTEGER                  -- when the user removed it; kept so that it is not learned again
);
CREATE INDEX fact_key ON fact (subject, slot, valid_from_ms);

CREATE TABLE fact_source (
    fact_id INTEGER NOT NULL REFERENCES fact (id) ON DELETE CASCADE,
    segment_id INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    PRIMARY KEY (fact_id, segment_id)
) WITHOUT ROWID;
CREATE INDEX fact_source_segment ON fact_source (segment_id);

CREATE TABLE withheld (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    rule TEXT NOT NULL,
    kind TEXT NOT NULL,
    app TEXT NOT NULL DEFAULT '',
    count INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX withheld_at ON withheld (at_ms);

CREATE TABLE line_cache (               -- text of lines by a keyed hash of their pixels
    key BLOB PRIMARY KEY,
    text TEXT NOT NULL,
    confidence REAL NOT NULL,
    used_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    question TEXT NOT NULL,
    outcome TEXT NOT NULL,
    answer TEXT NOT NULL,
    model TEXT NOT NULL DEFAULT ''
);
CREATE TABLE question_source (
    question_id INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    mark INTEGER NOT NULL,
    segment_id INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    PRIMARY KEY (question_id, mark)
) WITHOUT ROWID;
CREATE INDEX question_source_segment ON question_source (segment_id);

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;  -- value is JSON
CREATE TABLE flag (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;  -- consent, first start …
CREATE TABLE counter (name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID; -- "cpu_s.read", "ocr.lines" …
CREATE TABLE job (                      -- durable, idempotent work and where it stands
    name TEXT PRIMARY KEY,
    checkpoint TEXT NOT NULL DEFAULT '',
    started_ms INTEGER,
    finished_ms INTEGER,
    report TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
-- Vectors and blobs whose rows are gone; emptied once the index and the folder have followed.
CREATE TABLE removal (kind TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;
