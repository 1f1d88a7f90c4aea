-- What lets its holder act for an application: the hash of a secret. account_id writes what the application itself posts; NULL until it
-- is needed. The limits are soft; NULL: as everywhere.
ALTER TABLE application ADD COLUMN secret_hash ${binary32};

ALTER TABLE application ADD COLUMN account_id BIGINT;

ALTER TABLE application ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE application ADD COLUMN max_chats BIGINT;

ALTER TABLE application ADD COLUMN max_messages_per_day BIGINT;

ALTER TABLE application ADD COLUMN max_accounts BIGINT;

-- Messages of a day, in days since 1970, of applications that have a limit for it.
CREATE TABLE application_usage (
  application_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  messages BIGINT NOT NULL,
  PRIMARY KEY (application_id, day)
) ${table};

-- By which an application signs for its users. material: a secret, a public key, or a URL where there are some.
CREATE TABLE application_key (
  application_id BIGINT NOT NULL,
  name VARCHAR(64) NOT NULL,
  algorithm VARCHAR(16) NOT NULL,
  material MEDIUMTEXT NOT NULL,
  issuer VARCHAR(255),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (application_id, name)
) ${table};

-- Whose account is whose: the SHA-256 of what the application calls its user, as a text that is padded would be another's.
CREATE TABLE application_user (
  application_id BIGINT NOT NULL,
  subject_hash ${binary32} NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (application_id, subject_hash)
) ${table};

CREATE INDEX application_user_account ON application_user (account_id);

-- The chats of an application, to be counted and listed.
CREATE INDEX conversation_chat ON conversation (application_id, kind, join_policy, created_by);

-- Messages of which only the number is left, to be counted and passed over.
CREATE TABLE tombstone (
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, seq)
) ${table};

INSERT INTO tombstone (application_id, conversation_id, seq)
  SELECT m.application_id, m.conversation_id, m.seq FROM message m WHERE m.deleted_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.conversation_id = m.conversation_id AND t.seq = m.seq);

-- A conversation that was removed, until nothing is left of it: purged_at is when its contents were gone, and NULL before. After that
-- the places of its members stay until everybody may be taken to have heard.
CREATE TABLE conversation_removal (
  conversation_id ${id},
  application_id BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  rev BIGINT NOT NULL,
  hides BIGINT NOT NULL,
  receipt_rev BIGINT NOT NULL,
  removed_at BIGINT NOT NULL,
  purged_at BIGINT
) ${rows};

CREATE INDEX conversation_removal_time ON conversation_removal (removed_at);

CREATE INDEX conversation_removal_purged ON conversation_removal (purged_at);

CREATE INDEX conversation_removal_application ON conversation_removal (application_id, purged_at);

-- An application that was removed, until nothing is left of it.
CREATE TABLE application_removal (
  application_id ${id},
  removed_at BIGINT NOT NULL
) ${rows};

CREATE INDEX account_application ON account (application_id);
