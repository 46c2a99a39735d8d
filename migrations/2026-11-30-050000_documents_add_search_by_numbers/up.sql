-- Documents by what stands on paper: their numbers, vouchers, cheques, however they are typed.
--
-- The functions stay as long as the indexes made of them.

-- A number as people say it: without spaces, signs before a figure and zeros in front, the year with two
-- figures: `RCPT-00002/69`, `rcpt 2/69` and `RCPT2/2569` are `rcpt2/69`.
CREATE FUNCTION search_key(typed text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(normal_text(typed),
        '[\s._-]+', '-', 'g'),
        '([^0-9/-])-([0-9])', '\1\2', 'g'),
        '(^|[^0-9])0+([0-9])', '\1\2', 'g'),
        '/25([0-9][0-9])$', '/\1')
$$;

-- What a number ends with, by which it is looked up whether or not it was typed as a whole: `2/69`, of
-- `69-01-00002` `1-2`; a number of another form as a whole.
CREATE FUNCTION search_tail(typed text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT coalesce(substring(k.key FROM '([0-9]+[/-][0-9]+)$'), k.key)
    FROM (SELECT search_key(typed) AS key) AS k
$$;

CREATE INDEX document_numbers_found ON document_numbers (entity_id, search_tail(number));
CREATE INDEX journal_entries_found ON journal_entries (entity_id, search_tail(voucher_no))
    WHERE voucher_no IS NOT NULL;
CREATE INDEX claims_found ON claims (entity_id, search_key(label));
