-- Where somebody is in a conversation: read_seq may be moved back by the reader ("unread from here"), seen_seq never falls and is
-- what others are told. own_unread counts the own messages behind a read_seq that was moved back.
-- archived_seq: archived while no message after this one has come; -1 for not.
ALTER TABLE member ADD COLUMN read_seq BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN seen_seq BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN delivered_seq BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN own_unread BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN marked_unread INTEGER NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN receipt_rev BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN delivered_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN muted_until BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN pinned BIGINT NOT NULL DEFAULT 0;

ALTER TABLE member ADD COLUMN archived_seq BIGINT NOT NULL DEFAULT -1;

ALTER TABLE conversation ADD COLUMN receipt_rev BIGINT NOT NULL DEFAULT 0;

ALTER TABLE conversation ADD COLUMN receipt_at BIGINT NOT NULL DEFAULT 0;

CREATE INDEX conversation_receipts ON conversation (receipt_at);

-- When user_rev last moved; and the lowest user_rev after which nothing that a client must hear of has been forgotten.
ALTER TABLE account ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE account ADD COLUMN first_user_rev BIGINT NOT NULL DEFAULT 0;

CREATE INDEX account_changed ON account (changed_at);

-- How far each device is; its rows go with the session.
CREATE TABLE device_cursor (
  application_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  delivered_seq BIGINT NOT NULL,
  read_seq BIGINT NOT NULL,
  PRIMARY KEY (session_id, conversation_id)
) ${table};

-- What somebody was writing. One that was sent or emptied stays as a tombstone without text. other_text is what another device
-- had written meanwhile.
CREATE TABLE draft (
  application_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  text MEDIUMTEXT NOT NULL,
  reply_to_seq BIGINT,
  other_text MEDIUMTEXT,
  changed_at BIGINT NOT NULL,
  user_rev BIGINT NOT NULL,
  PRIMARY KEY (account_id, conversation_id)
) ${table};

CREATE INDEX draft_user_rev ON draft (account_id, user_rev);

-- Messages that somebody keeps at hand; one that is kept no more stays as a tombstone.
CREATE TABLE saved (
  application_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  active INTEGER NOT NULL,
  saved_at BIGINT NOT NULL,
  user_rev BIGINT NOT NULL,
  PRIMARY KEY (account_id, conversation_id, seq)
) ${table};

CREATE INDEX saved_user_rev ON saved (account_id, user_rev);

CREATE INDEX saved_list ON saved (account_id, active, user_rev);
