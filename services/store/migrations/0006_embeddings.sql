-- 8-bit copies of the sealed vectors, which are searched in memory; Chroma keeps the vectors themselves.
CREATE TABLE vector_code (
    segment_id INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    grain TEXT NOT NULL,
    scale REAL NOT NULL,
    code BLOB NOT NULL,
    PRIMARY KEY (segment_id, model, grain)
);
-- Segments whose vectors of the embedding model that is to come lie in its index already.
CREATE TABLE embedding_next (
    segment_id INTEGER PRIMARY KEY REFERENCES segment (id) ON DELETE CASCADE,
    model TEXT NOT NULL
);
