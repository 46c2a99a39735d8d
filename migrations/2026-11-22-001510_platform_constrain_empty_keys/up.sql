-- An absent key is empty in the canonical form of a record; an empty one would have the same hash.
ALTER TABLE records
    ADD CONSTRAINT records_idempotency_key_check CHECK (idempotency_key <> '');
