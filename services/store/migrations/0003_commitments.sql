-- How a commitment ended ('' while it is open, else 'done' or 'dropped'), and which text ended a fact
-- without another value taking its place: where that text goes, the fact holds again.
ALTER TABLE fact ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE fact ADD COLUMN ended_by INTEGER REFERENCES segment (id) ON DELETE SET NULL;
CREATE INDEX fact_slot ON fact (slot) WHERE expired_ms IS NULL AND valid_to_ms IS NULL;
CREATE INDEX fact_ended_by ON fact (ended_by) WHERE ended_by IS NOT NULL;
