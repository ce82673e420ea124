-- What repeats a segment is found directly: when it was seen again, and when it is deleted (every deletion looked through
-- all segments for such as point at it).
CREATE INDEX segment_twin ON segment (duplicate_of) WHERE duplicate_of IS NOT NULL;
