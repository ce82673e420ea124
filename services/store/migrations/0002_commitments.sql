-- How a commitment ended: '' while it is open, else 'done' or 'dropped'.
ALTER TABLE fact ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
CREATE INDEX fact_slot ON fact (slot) WHERE expired_ms IS NULL AND valid_to_ms IS NULL;
