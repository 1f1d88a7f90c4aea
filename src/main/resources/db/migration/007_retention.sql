-- After how many days messages are removed; null: as everywhere. The last removal: its revision, and what was older is gone.
ALTER TABLE conversation ADD COLUMN retention_days INTEGER;

ALTER TABLE conversation ADD COLUMN trimmed_rev BIGINT NOT NULL DEFAULT 0;

ALTER TABLE conversation ADD COLUMN trimmed_before BIGINT NOT NULL DEFAULT 0;

ALTER TABLE conversation ADD COLUMN trimmed_at BIGINT NOT NULL DEFAULT 0;

-- message: seq is that of a message. trimmed: all messages below seq are gone.
ALTER TABLE outbox ADD COLUMN about VARCHAR(16) NOT NULL DEFAULT 'message';
