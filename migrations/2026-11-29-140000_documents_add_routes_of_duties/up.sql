-- Which steps one person does not take is said of each route by itself, as the program judges it. What
-- stood until now is the route that every kind has.
ALTER TABLE separated_duties ADD COLUMN route text NOT NULL DEFAULT 'ordinary',
    DROP CONSTRAINT separated_duties_pkey,
    ADD PRIMARY KEY (kind, route, step, not_by, is_of_paid);
ALTER TABLE separated_duties ALTER COLUMN route DROP DEFAULT;
COMMENT ON TABLE separated_duties IS 'Which steps one person does not take of the same document, by the route it takes (W-1.6).';
COMMENT ON COLUMN separated_duties.route IS 'The route: ordinary, or the name of another one (documents.route).';
