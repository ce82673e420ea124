-- A slot may have held ten thousand values: what is open, and what says the same, is found directly.
CREATE INDEX fact_open ON fact (subject, slot, id) WHERE valid_to_ms IS NULL AND expired_ms IS NULL;
CREATE INDEX fact_value ON fact (subject, slot, value);
