-- The PHC string of Argon2id; NULL for guests.
ALTER TABLE account ADD COLUMN password_hash VARCHAR(255);
