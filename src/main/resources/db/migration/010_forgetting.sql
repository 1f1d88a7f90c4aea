-- How long the texts of a draft are, so that a page of drafts is cut without reading them; and since when it is none.
ALTER TABLE draft ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;

ALTER TABLE draft ADD COLUMN emptied_at BIGINT;

UPDATE draft SET bytes = OCTET_LENGTH(text) + COALESCE(OCTET_LENGTH(other_text), 0);

UPDATE draft SET emptied_at = changed_at WHERE text = '' AND other_text IS NULL;

-- What of a person is no more is found by its age, and forgotten.
CREATE INDEX draft_emptied ON draft (emptied_at);

CREATE INDEX saved_taken_back ON saved (active, saved_at);

CREATE INDEX contact_ended ON contact (state, changed_at);
