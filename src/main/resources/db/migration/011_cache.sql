-- How often somebody has hidden a message. That is told to nobody and takes no rev, but what is shown of a conversation differs by it.
ALTER TABLE conversation ADD COLUMN hides BIGINT NOT NULL DEFAULT 0;

-- When the account last got or lost a name, other than by being made.
ALTER TABLE account ADD COLUMN named_at BIGINT NOT NULL DEFAULT 0;

CREATE INDEX account_named ON account (named_at);
