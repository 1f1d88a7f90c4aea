-- The request that makes an import now: what an earlier one has staged is another's, even if its id is the same.
ALTER TABLE import_run ADD COLUMN attempt ${binary16};

-- By which request a conversation was staged, and the number of its line in the archive.
ALTER TABLE import_conversation ADD COLUMN attempt ${binary16};

ALTER TABLE import_conversation ADD COLUMN line_number BIGINT NOT NULL DEFAULT 0;

ALTER TABLE import_member ADD COLUMN banned_until BIGINT;

-- 1 for who is shown under a name and holds it no more.
ALTER TABLE import_account ADD COLUMN name_free INTEGER NOT NULL DEFAULT 0;
