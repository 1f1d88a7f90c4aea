-- After how many days messages are removed from the conversations of an application; null: as everywhere.
ALTER TABLE application ADD COLUMN retention_days INTEGER;
