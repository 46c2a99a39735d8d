-- How numbers are written: a setting of the entity for each series, from a fiscal year on (E7).
CREATE TABLE number_formats (
    entity_id uuid NOT NULL REFERENCES entities (id),
    series text NOT NULL,
    first_year int NOT NULL CHECK (first_year BETWEEN 2500 AND 2700),
    format text NOT NULL,
    PRIMARY KEY (entity_id, series, first_year),
    -- The running number and the year once each, the department where the series is one of each
    -- department, no digits beside them, and something between them.
    CHECK (format ~ '^([^0-9๐-๙{}[:space:]a-z]*\{(n|n:[1-8]|yy|yyyy|dept)\})+[^0-9๐-๙{}[:space:]a-z]*$'
        AND format !~ '\}\{'
        AND regexp_count(format, '\{n(:[1-8])?\}') = 1
        AND regexp_count(format, '\{yy(yy)?\}') = 1
        AND regexp_count(format, '\{dept\}') = CASE series WHEN 'requester_no' THEN 1 ELSE 0 END)
);
COMMENT ON TABLE number_formats IS 'How the numbers of a series are written where the entity wants it otherwise than usual. A number that was given stays as it is.';
COMMENT ON COLUMN number_formats.entity_id IS 'The entity.';
COMMENT ON COLUMN number_formats.series IS 'Which series.';
COMMENT ON COLUMN number_formats.first_year IS 'First fiscal year it holds for, Buddhist: until the next one.';
COMMENT ON COLUMN number_formats.format IS '{n} or {n:5} the running number, {yy} or {yyyy} the year, {dept} the code of the department.';

-- However a number is written, it is written once in its series.
CREATE UNIQUE INDEX document_numbers_written ON document_numbers (entity_id, series, number);
