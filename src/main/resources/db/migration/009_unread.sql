-- The user_rev that marked messages as unread which were not read since; 0 if there are none. A device that has read them before
-- and says so late does not know of it.
ALTER TABLE member ADD COLUMN unread_rev BIGINT NOT NULL DEFAULT 0;

UPDATE member SET unread_rev = user_rev WHERE unread_rev = 0 AND (marked_unread = 1 OR read_seq < seen_seq);
