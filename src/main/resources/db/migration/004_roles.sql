-- How one gets in (open, invite), who may do what (JSON; null: as usual for the kind), and how rarely members may post.
ALTER TABLE conversation ADD COLUMN join_policy VARCHAR(16) NOT NULL DEFAULT 'invite';

ALTER TABLE conversation ADD COLUMN permissions VARCHAR(1000);

ALTER TABLE conversation ADD COLUMN slow_mode_s INTEGER NOT NULL DEFAULT 0;

UPDATE conversation SET join_policy = 'open' WHERE kind = 'room';

-- active is -1 while somebody is banned, until that time or for ever. last_post_at is written in slow mode only.
ALTER TABLE member ADD COLUMN banned_until BIGINT;

ALTER TABLE member ADD COLUMN last_post_at BIGINT NOT NULL DEFAULT 0;

CREATE INDEX member_role ON member (conversation_id, role);

-- Only the hash of an invite's code is kept. It lets in until it is revoked, has expired or has been used max_uses times.
CREATE TABLE invite (
  id ${id},
  application_id BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  code_hash ${binary32} NOT NULL,
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  max_uses INTEGER,
  uses INTEGER NOT NULL,
  revoked_at BIGINT,
  UNIQUE (code_hash)
) ${rows};

CREATE INDEX invite_conversation ON invite (conversation_id, id);
