-- Text keys are compared by code point everywhere. Times are epoch milliseconds of the database.
CREATE TABLE installation (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  value VARCHAR(255) NOT NULL
) ${table};

CREATE TABLE id_node (
  number ${id},
  owner VARCHAR(64) NOT NULL,
  lease_until BIGINT NOT NULL,
  high_time BIGINT NOT NULL
) ${rows};

CREATE TABLE application (
  id ${id},
  token ${binary16} NOT NULL,
  name VARCHAR(255) NOT NULL,
  next_chat_number BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (token)
) ${rows};

CREATE TABLE account (
  id ${id},
  application_id BIGINT NOT NULL,
  name VARCHAR(255) NOT NULL,
  name_key VARCHAR(255),
  kind VARCHAR(16) NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  user_rev BIGINT NOT NULL,
  UNIQUE (application_id, name_key)
) ${rows};

CREATE TABLE session (
  id ${id},
  application_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  token_hash ${binary32} NOT NULL,
  user_agent VARCHAR(255) NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE (token_hash)
) ${rows};

CREATE INDEX session_account ON session (account_id);

CREATE TABLE ticket (
  token_hash ${binary32} NOT NULL PRIMARY KEY,
  application_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) ${table};

CREATE TABLE conversation (
  id ${id},
  application_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  title VARCHAR(255),
  title_key VARCHAR(2000),
  participants_key ${binary32},
  created_by BIGINT NOT NULL,
  client_id ${binary16},
  rev BIGINT NOT NULL,
  first_rev BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_id BIGINT NOT NULL,
  last_time BIGINT NOT NULL,
  member_count INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (application_id, number),
  UNIQUE (application_id, participants_key),
  UNIQUE (created_by, client_id)
) ${rows};

CREATE INDEX conversation_kind ON conversation (application_id, kind);

CREATE INDEX conversation_changed ON conversation (changed_at);

-- A member who left stays as a tombstone. Messages up to joined_seq are not shown to the member.
CREATE TABLE member (
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  role VARCHAR(16) NOT NULL,
  active INTEGER NOT NULL,
  joined_seq BIGINT NOT NULL,
  rev BIGINT NOT NULL,
  user_rev BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, account_id)
) ${table};

CREATE INDEX member_account ON member (account_id, active);

CREATE INDEX member_user_rev ON member (account_id, user_rev);

CREATE TABLE message (
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  id BIGINT NOT NULL,
  rev BIGINT NOT NULL,
  sender_id BIGINT NOT NULL,
  client_id ${binary16} NOT NULL,
  text MEDIUMTEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, seq),
  UNIQUE (sender_id, client_id)
) ${table};

CREATE INDEX message_rev ON message (conversation_id, rev);

-- What happened besides messages, between the messages after_seq and after_seq + 1.
CREATE TABLE entry (
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  rev BIGINT NOT NULL,
  after_seq BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  actor_id BIGINT NOT NULL,
  subject_id BIGINT,
  data MEDIUMTEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, rev)
) ${table};

-- One row per consumer kind and message; a hint that the consumer deletes when it is done.
CREATE TABLE outbox (
  id ${id},
  application_id BIGINT NOT NULL,
  kind VARCHAR(32) NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  rev BIGINT NOT NULL,
  lease_owner VARCHAR(64),
  lease_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL
) ${rows};

CREATE INDEX outbox_claim ON outbox (kind, lease_until, id);

CREATE INDEX outbox_owner ON outbox (lease_owner);
