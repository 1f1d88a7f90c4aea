-- A message is one row, and its rev is that of its last change; created_rev is the first. A deleted one has no text.
ALTER TABLE message ADD COLUMN created_rev BIGINT NOT NULL DEFAULT 0;

UPDATE message SET created_rev = rev WHERE created_rev = 0;

ALTER TABLE message ADD COLUMN edited_at BIGINT;

ALTER TABLE message ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;

ALTER TABLE message ADD COLUMN deleted_at BIGINT;

ALTER TABLE message ADD COLUMN deleted_by BIGINT;

ALTER TABLE message ADD COLUMN reply_to_seq BIGINT;

-- Account ids with commas between them; 0 is everyone.
ALTER TABLE message ADD COLUMN mentions VARCHAR(1100);

-- The texts that a message had before each edit, and since when.
CREATE TABLE message_edit (
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  edit INTEGER NOT NULL,
  text MEDIUMTEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, seq, edit)
) ${table};

-- One row for each message, account and kind; one that was taken back stays as a tombstone. count_after is how many of the kind
-- the message had after the change, first_rev the revision at which the kind had come into use on it.
CREATE TABLE reaction (
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  active INTEGER NOT NULL,
  count_after INTEGER NOT NULL,
  first_rev BIGINT NOT NULL,
  rev BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, seq, account_id, kind)
) ${table};

CREATE INDEX reaction_rev ON reaction (conversation_id, rev);

-- The kinds that a message has now, so that nobody counts.
CREATE TABLE reaction_kind (
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  count INTEGER NOT NULL,
  first_rev BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, seq, kind)
) ${table};

CREATE TABLE pin (
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  rev BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, seq)
) ${table};

-- Messages that somebody has deleted for themselves alone.
CREATE TABLE hidden (
  application_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  user_rev BIGINT NOT NULL,
  PRIMARY KEY (account_id, conversation_id, seq)
) ${table};

CREATE INDEX hidden_user_rev ON hidden (account_id, user_rev);

CREATE INDEX hidden_message ON hidden (conversation_id, seq);

-- Who is mentioned by a message that is not deleted; account 0 is everyone.
CREATE TABLE mention (
  application_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (account_id, conversation_id, seq)
) ${table};

CREATE INDEX mention_message ON mention (conversation_id, seq);

CREATE INDEX entry_after ON entry (conversation_id, after_seq);
