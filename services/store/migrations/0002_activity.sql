-- Captures by hour and by day, so that looking at years counts no single capture.

CREATE TABLE activity (
    span_ms INTEGER NOT NULL,           -- an hour or a day
    start_ms INTEGER NOT NULL,          -- a multiple of the span
    lane TEXT NOT NULL,                 -- the app, or the source of what came from none
    captures INTEGER NOT NULL,
    sample_id INTEGER NOT NULL,         -- one of them: how strong it is stands for all
    PRIMARY KEY (span_ms, start_ms, lane)
) WITHOUT ROWID;
CREATE VIEW activity_span AS SELECT 3600000 AS span_ms UNION ALL SELECT 86400000;

INSERT INTO activity
    SELECT span_ms, floored, lane, count(*), max(id) FROM (
        SELECT span_ms, c.id, iif(c.app = '', c.source, c.app) AS lane,
            c.at_ms - (c.at_ms % span_ms + span_ms) % span_ms AS floored
        FROM capture c, activity_span
    ) GROUP BY span_ms, floored, lane;

CREATE TRIGGER activity_added AFTER INSERT ON capture BEGIN
    INSERT INTO activity
        SELECT span_ms, NEW.at_ms - (NEW.at_ms % span_ms + span_ms) % span_ms,
            iif(NEW.app = '', NEW.source, NEW.app), 1, NEW.id
        FROM activity_span WHERE true
        ON CONFLICT DO UPDATE SET captures = captures + 1, sample_id = excluded.sample_id;
END;

CREATE TRIGGER activity_removed AFTER DELETE ON capture BEGIN
    UPDATE activity SET
        captures = captures - 1,
        sample_id = iif(sample_id <> OLD.id, sample_id, coalesce((
            SELECT c.id FROM capture c
            WHERE c.at_ms >= activity.start_ms AND c.at_ms < activity.start_ms + activity.span_ms
                AND iif(c.app = '', c.source, c.app) = activity.lane
            LIMIT 1
        ), 0))
        WHERE lane = iif(OLD.app = '', OLD.source, OLD.app) AND (span_ms, start_ms) IN (
            SELECT span_ms, OLD.at_ms - (OLD.at_ms % span_ms + span_ms) % span_ms
            FROM activity_span
        );
    DELETE FROM activity
        WHERE captures = 0 AND lane = iif(OLD.app = '', OLD.source, OLD.app)
        AND (span_ms, start_ms) IN (
            SELECT span_ms, OLD.at_ms - (OLD.at_ms % span_ms + span_ms) % span_ms
            FROM activity_span
        );
END;

-- What is counted by must not change afterwards.
CREATE TRIGGER activity_fixed BEFORE UPDATE OF at_ms, app, source ON capture BEGIN
    SELECT raise(ABORT, 'a capture keeps its time, its app and its source');
END;
CREATE INDEX event_weight ON event (start_ms, end_ms, captures, strength);
