-- Which index has everything but what waits for it in the outbox, and who works for it: nobody else is given that work.
CREATE TABLE search_index (
  kind VARCHAR(32) NOT NULL PRIMARY KEY,
  holder VARCHAR(64) NOT NULL,
  name VARCHAR(255),
  changed_at BIGINT NOT NULL
) ${table};
