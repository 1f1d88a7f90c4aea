-- Who was renamed in an application since a time: without its own index, one page would pass the renamed of all other applications.
CREATE INDEX account_renamed ON account (application_id, named_at);
