-- What search compares word by word: a code of each telling token of a segment, for ranking anew.

ALTER TABLE segment ADD COLUMN coded TEXT NOT NULL DEFAULT '';  -- model id of its codes, '' without
CREATE INDEX segment_to_code ON segment (id) WHERE tier = 'hot' AND embedded <> '' AND coded = '';
CREATE INDEX segment_code_faded ON segment (id) WHERE tier <> 'hot' AND coded <> '';

CREATE TABLE token_code (               -- one bit a dimension, as many bytes a token as the model has
    segment_id INTEGER PRIMARY KEY REFERENCES segment (id) ON DELETE CASCADE,
    codes BLOB NOT NULL
);

-- Scripts without spaces are indexed sign by sign from now on: those texts have to be indexed anew.
INSERT INTO flag (name, text)
    SELECT 'words.respace', '' WHERE EXISTS (SELECT 1 FROM segment WHERE text GLOB '*[ก-๛ກ-ໟက-႟ក-៿々-ヿ㐀-䶿一-鿿豈-﫿𠀀-𯨟]*');
