-- Events that were cut while the day went on are cut anew at night; what they are about sums up days and weeks.
ALTER TABLE event ADD COLUMN settled INTEGER NOT NULL DEFAULT 1;
ALTER TABLE event ADD COLUMN terms TEXT NOT NULL DEFAULT '[]';  -- JSON list
CREATE INDEX event_unsettled ON event (id) WHERE settled = 0;
-- No event is longer than the longest: so a look at one day reads no year of them.
CREATE INDEX event_length ON event (end_ms - start_ms);

-- Whether the language model has read a segment for facts: those of most worth come first.
ALTER TABLE segment ADD COLUMN studied INTEGER NOT NULL DEFAULT 0;
CREATE INDEX segment_to_study ON segment (salience) WHERE studied = 0 AND digested = 1 AND duplicate_of IS NULL;

-- How long the text is that an archived segment holds packed (0: packed before this was kept).
ALTER TABLE segment ADD COLUMN packed_bytes INTEGER NOT NULL DEFAULT 0;

-- Segments below the hot tier that changed since tiers were last decided: those are looked at again.
CREATE TABLE tier_due (segment_id INTEGER PRIMARY KEY REFERENCES segment (id) ON DELETE CASCADE);
CREATE TRIGGER tier_due_changed AFTER UPDATE OF reinforced_at_ms, stability_days, uses, salience, pinned, kept_until_ms ON segment
    WHEN NEW.tier IN ('warm', 'archived') BEGIN
    INSERT OR IGNORE INTO tier_due (segment_id) VALUES (NEW.id);
END;
CREATE TRIGGER tier_due_needed AFTER INSERT ON fact_source
    WHEN EXISTS (SELECT 1 FROM segment WHERE id = NEW.segment_id AND tier IN ('warm', 'archived')) BEGIN
    INSERT OR IGNORE INTO tier_due (segment_id) VALUES (NEW.segment_id);
END;
