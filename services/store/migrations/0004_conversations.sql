-- Questions belong to conversations; a follow-up keeps how it was understood.
ALTER TABLE question ADD COLUMN conversation_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN understood TEXT NOT NULL DEFAULT '';
UPDATE question SET conversation_id = id;
CREATE INDEX question_conversation ON question (conversation_id, id);
