-- Counts by hour and day know kinds and people too, so that a filter over years counts no single capture.

DROP TRIGGER activity_added;
DROP TRIGGER activity_removed;
DROP TRIGGER activity_fixed;
DROP TABLE activity;

CREATE TABLE activity (
    person TEXT NOT NULL,               -- who wrote the captures or is of their event; '' for all captures
    span_ms INTEGER NOT NULL,           -- an hour or a day
    start_ms INTEGER NOT NULL,          -- a multiple of the span
    app TEXT NOT NULL,
    source TEXT NOT NULL,
    captures INTEGER NOT NULL,
    sample_id INTEGER NOT NULL,         -- one of them: how strong it is stands for all
    PRIMARY KEY (person, span_ms, start_ms, app, source)
) WITHOUT ROWID;

-- Of which kinds the captures of an event are.
CREATE TABLE event_kind (
    source TEXT NOT NULL,
    event_id INTEGER NOT NULL,
    captures INTEGER NOT NULL,
    PRIMARY KEY (source, event_id)
) WITHOUT ROWID;

INSERT INTO activity
    SELECT person, 3600000, floored, app, source, count(*), max(id) FROM (
        SELECT person, id, app, source, at_ms - (at_ms % 3600000 + 3600000) % 3600000 AS floored FROM (
            SELECT '' AS person, id, app, source, at_ms FROM capture
            UNION ALL
            SELECT author, id, app, source, at_ms FROM capture WHERE author <> ''
            UNION ALL
            SELECT p.value, c.id, c.app, c.source, c.at_ms
            FROM event e CROSS JOIN (SELECT DISTINCT ev.id, j.value FROM event ev, json_each(ev.people) j) p ON p.id = e.id
            CROSS JOIN capture c ON c.event_id = e.id WHERE p.value NOT IN ('', c.author)
        )
    ) GROUP BY person, floored, app, source;
INSERT INTO activity
    SELECT person, 86400000, start_ms - (start_ms % 86400000 + 86400000) % 86400000 AS floored, app, source,
        sum(captures), max(sample_id)
    FROM activity GROUP BY person, floored, app, source;
INSERT INTO event_kind
    SELECT source, event_id, count(*) FROM capture WHERE event_id IS NOT NULL GROUP BY source, event_id;

CREATE TRIGGER activity_added AFTER INSERT ON capture BEGIN
    INSERT INTO activity
        SELECT who.person, span_ms, NEW.at_ms - (NEW.at_ms % span_ms + span_ms) % span_ms, NEW.app, NEW.source, 1, NEW.id
        FROM activity_span, (
            SELECT '' AS person UNION SELECT NEW.author
            UNION SELECT p.value FROM event e, json_each(e.people) p WHERE e.id = NEW.event_id
        ) who WHERE true
        ON CONFLICT DO UPDATE SET captures = captures + 1, sample_id = excluded.sample_id;
    INSERT INTO event_kind SELECT NEW.source, NEW.event_id, 1 WHERE NEW.event_id IS NOT NULL
        ON CONFLICT DO UPDATE SET captures = captures + 1;
END;

CREATE TRIGGER activity_removed AFTER DELETE ON capture BEGIN
    UPDATE activity SET
        captures = captures - 1,
        sample_id = iif(sample_id <> OLD.id, sample_id, coalesce((
            SELECT c.id FROM capture c
            WHERE c.app = activity.app AND c.source = activity.source
                AND c.at_ms >= activity.start_ms AND c.at_ms < activity.start_ms + activity.span_ms
                AND (activity.person IN ('', c.author) OR EXISTS (
                    SELECT 1 FROM event e, json_each(e.people) p WHERE e.id = c.event_id AND p.value = activity.person
                ))
            ORDER BY c.at_ms DESC LIMIT 1
        ), 0))
        WHERE app = OLD.app AND source = OLD.source AND person IN (
            SELECT '' UNION SELECT OLD.author
            UNION SELECT p.value FROM event e, json_each(e.people) p WHERE e.id = OLD.event_id
        ) AND (span_ms, start_ms) IN (
            SELECT span_ms, OLD.at_ms - (OLD.at_ms % span_ms + span_ms) % span_ms FROM activity_span
        );
    DELETE FROM activity
        WHERE captures = 0 AND app = OLD.app AND source = OLD.source AND person IN (
            SELECT '' UNION SELECT OLD.author
            UNION SELECT p.value FROM event e, json_each(e.people) p WHERE e.id = OLD.event_id
        ) AND (span_ms, start_ms) IN (
            SELECT span_ms, OLD.at_ms - (OLD.at_ms % span_ms + span_ms) % span_ms FROM activity_span
        );
    UPDATE event_kind SET captures = captures - 1 WHERE source = OLD.source AND event_id = OLD.event_id;
    DELETE FROM event_kind WHERE source = OLD.source AND event_id = OLD.event_id AND captures = 0;
END;

-- A capture that leaves an event is no longer of its people, and is of those of the one that it joins.
CREATE TRIGGER activity_moved AFTER UPDATE OF event_id ON capture WHEN OLD.event_id IS NOT NEW.event_id BEGIN
    UPDATE activity SET
        captures = captures - 1,
        sample_id = iif(sample_id <> OLD.id, sample_id, coalesce((
            SELECT c.id FROM capture c
            WHERE c.app = activity.app AND c.source = activity.source
                AND c.at_ms >= activity.start_ms AND c.at_ms < activity.start_ms + activity.span_ms
                AND c.id <> OLD.id
                AND (activity.person = c.author OR EXISTS (
                    SELECT 1 FROM event e, json_each(e.people) p WHERE e.id = c.event_id AND p.value = activity.person
                ))
            ORDER BY c.at_ms DESC LIMIT 1
        ), 0))
        WHERE app = OLD.app AND source = OLD.source AND person IN (
            SELECT p.value FROM event e, json_each(e.people) p
            WHERE e.id = OLD.event_id AND p.value NOT IN ('', OLD.author)
        ) AND (span_ms, start_ms) IN (
            SELECT span_ms, OLD.at_ms - (OLD.at_ms % span_ms + span_ms) % span_ms FROM activity_span
        );
    DELETE FROM activity
        WHERE captures = 0 AND app = OLD.app AND source = OLD.source AND person IN (
            SELECT p.value FROM event e, json_each(e.people) p WHERE e.id = OLD.event_id
        ) AND (span_ms, start_ms) IN (
            SELECT span_ms, OLD.at_ms - (OLD.at_ms % span_ms + span_ms) % span_ms FROM activity_span
        );
    INSERT INTO activity
        SELECT who.person, span_ms, NEW.at_ms - (NEW.at_ms % span_ms + span_ms) % span_ms, NEW.app, NEW.source, 1, NEW.id
        FROM activity_span, (
            SELECT DISTINCT p.value AS person FROM event e, json_each(e.people) p
            WHERE e.id = NEW.event_id AND p.value NOT IN ('', NEW.author)
        ) who WHERE true
        ON CONFLICT DO UPDATE SET captures = captures + 1, sample_id = excluded.sample_id;
    UPDATE event_kind SET captures = captures - 1 WHERE source = OLD.source AND event_id = OLD.event_id;
    DELETE FROM event_kind WHERE source = OLD.source AND event_id = OLD.event_id AND captures = 0;
    INSERT INTO event_kind SELECT NEW.source, NEW.event_id, 1 WHERE NEW.event_id IS NOT NULL
        ON CONFLICT DO UPDATE SET captures = captures + 1;
END;

-- The captures leave an event while it is still known who its people were.
CREATE TRIGGER activity_dissolved BEFORE DELETE ON event BEGIN
    UPDATE capture SET event_id = NULL WHERE event_id = OLD.id;
END;

-- Other people of an event: its captures leave and come back.
CREATE TABLE event_held (capture_id INTEGER PRIMARY KEY);
CREATE TRIGGER activity_renamed BEFORE UPDATE OF people ON event WHEN OLD.people <> NEW.people BEGIN
    INSERT INTO event_held SELECT id FROM capture WHERE event_id = OLD.id;
    UPDATE capture SET event_id = NULL WHERE event_id = OLD.id;
END;
CREATE TRIGGER activity_named AFTER UPDATE OF people ON event WHEN OLD.people <> NEW.people BEGIN
    UPDATE capture SET event_id = NEW.id WHERE id IN (SELECT capture_id FROM event_held);
    DELETE FROM event_held;
END;
-- What is counted by must not change afterwards.
CREATE TRIGGER activity_fixed BEFORE UPDATE OF at_ms, app, source, author ON capture BEGIN
    SELECT raise(ABORT, 'a capture keeps its time, its app, its source and its author');
END;
