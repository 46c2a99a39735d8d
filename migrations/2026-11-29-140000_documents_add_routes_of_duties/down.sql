DELETE FROM separated_duties WHERE route <> 'ordinary';
ALTER TABLE separated_duties DROP CONSTRAINT separated_duties_pkey, DROP COLUMN route,
    ADD PRIMARY KEY (kind, step, not_by, is_of_paid);
COMMENT ON TABLE separated_duties IS 'Which steps one person does not take of the same document, on any route of its kind (W-1.6).';
