-- Where a member of an archive is in the conversation, and how the member wants to hear of it; null where it does not say.
ALTER TABLE import_member ADD COLUMN read_seq BIGINT;

ALTER TABLE import_member ADD COLUMN seen_seq BIGINT;

ALTER TABLE import_member ADD COLUMN seen_at BIGINT;

ALTER TABLE import_member ADD COLUMN muted_until BIGINT;

ALTER TABLE import_member ADD COLUMN pinned BIGINT;

ALTER TABLE import_member ADD COLUMN archived_seq BIGINT;

ALTER TABLE import_member ADD COLUMN marked_unread INTEGER;

-- Drafts of a conversation are read for an archive, and removed with what an import has left.
CREATE INDEX draft_conversation ON draft (conversation_id, account_id);
