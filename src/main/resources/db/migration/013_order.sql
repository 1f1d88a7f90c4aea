-- revoked_at is since when an invite lets nobody in, be it revoked or used up: what has ended is found by an index, and removed.
UPDATE invite SET revoked_at = created_at WHERE revoked_at IS NULL AND uses >= max_uses;

CREATE INDEX invite_revoked ON invite (revoked_at);

CREATE INDEX invite_expired ON invite (expires_at);

-- Own messages behind a place that was moved back are counted by it, under the lock of the conversation.
CREATE INDEX message_sender ON message (conversation_id, sender_id, seq);

-- Since when receipts are published, if they are: what was read before is told to nobody.
ALTER TABLE account ADD COLUMN receipts_at BIGINT NOT NULL DEFAULT 0;
