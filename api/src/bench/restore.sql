SET session_replication_role = replica;
DELETE FROM journal_lines WHERE entity_id = 'ENTITY';
UPDATE documents SET amount = amount + 1 WHERE entity_id = 'ENTITY';
