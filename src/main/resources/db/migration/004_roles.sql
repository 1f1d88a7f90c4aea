-- How one gets in (open, invite), who may do what (JSON; null: as usual for the kind), and how rarely members may post.
ALTER TABLE conversation ADD COLUMN join_policy VARCHAR(16) NOT NULL DEFAULT 'invite';

ALTER TABLE conversation ADD COLUMN permissions VARCHAR(1000);

ALTER TABLE conversation ADD COLUMN slow_mode_s INTEGER NOT NULL DEFAULT 0;

UPDATE conversation SET join_policy = 'open' WHERE kind = 'room';

-- active is -1 while somebody is banned, until that time or for ever. last_post_at is written in slow mode only.
ALTER TABLE member ADD COLUMN banned_until BIGINT;

ALTER TABLE member ADD COLUMN last_post_at BIGINT NOT NULL DEFAULT 0;

CREATE INDEX member_role ON member (conversation_id, role);
