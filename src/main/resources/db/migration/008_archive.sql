-- An import that is going on, or has ended. touched_at is -1 once it is to be removed.
CREATE TABLE import_run (
  id ${binary16} NOT NULL PRIMARY KEY,
  application_id BIGINT NOT NULL,
  committed INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  touched_at BIGINT NOT NULL
) ${table};

-- Who an account of an archive has become.
CREATE TABLE import_account (
  import_id ${binary16} NOT NULL,
  original VARCHAR(64) NOT NULL,
  application_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (import_id, original)
) ${table};

-- The messages of a staged conversation stand in their tables already; as it has no row of its own yet, nobody finds them.
CREATE TABLE import_conversation (
  import_id ${binary16} NOT NULL,
  original VARCHAR(64) NOT NULL,
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  committed INTEGER NOT NULL,
  line MEDIUMTEXT NOT NULL,
  PRIMARY KEY (import_id, original)
) ${table};

CREATE TABLE import_member (
  conversation_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  application_id BIGINT NOT NULL,
  role VARCHAR(16) NOT NULL,
  active INTEGER NOT NULL,
  joined_seq BIGINT NOT NULL,
  rev BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, account_id)
) ${table};

-- What is removed for good is at hand for nobody any more.
CREATE INDEX saved_message ON saved (conversation_id, seq);
