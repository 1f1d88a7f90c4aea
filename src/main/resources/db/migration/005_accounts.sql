-- The PHC string of Argon2id; NULL for guests.
ALTER TABLE account ADD COLUMN password_hash VARCHAR(255);

-- Of the settings, these are asked by statements about other people: 1 if receipts are published.
ALTER TABLE account ADD COLUMN receipts INTEGER NOT NULL DEFAULT 1;

ALTER TABLE account ADD COLUMN presence VARCHAR(16) NOT NULL DEFAULT 'everyone';

-- What an account has set otherwise than it is by default.
CREATE TABLE setting (
  application_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  name VARCHAR(32) NOT NULL,
  value VARCHAR(255) NOT NULL,
  user_rev BIGINT NOT NULL,
  PRIMARY KEY (account_id, name)
) ${table};

CREATE INDEX setting_user_rev ON setting (account_id, user_rev);

-- What other_id is to account_id. Of two people each has a row, unless it would say none and never said anything else.
CREATE TABLE contact (
  application_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  state VARCHAR(16) NOT NULL,
  user_rev BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, other_id)
) ${table};

CREATE INDEX contact_user_rev ON contact (account_id, user_rev);

CREATE INDEX contact_other ON contact (other_id, state);

-- 1 if a direct conversation takes no messages, because one of its members blocks the other.
ALTER TABLE conversation ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;

CREATE INDEX account_kind ON account (kind, id);
