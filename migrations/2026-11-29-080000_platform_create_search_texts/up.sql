-- What lists are searched in: each text once, as it is compared. Derived from documents, their numbers
-- and the registers by the triggers of functions.sql, so it is in no record.
--
-- The functions stay as long as texts that they made are kept: another form of texts is a migration
-- that makes them all anew.

-- The marks of each consonant in the order vowel, tone, mark of silence, none twice; a sara am in two
-- halves is one letter and stands last (`put_marks` in shared/src/text/normal.rs).
CREATE FUNCTION marks_in_order(typed text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    done text := '';
    marks text := '';
    has_am boolean := false;
    letter text COLLATE "C";
    -- The letter's place among marks; none for what is no mark.
    place int;
BEGIN
    FOREACH letter IN ARRAY string_to_array(typed, NULL) || ARRAY[''] LOOP
        place := CASE WHEN letter ~ '[\u0E38-\u0E3A]' THEN 0 WHEN letter ~ '[\u0E31\u0E34-\u0E37\u0E47\u0E4D]' THEN 1
            WHEN letter ~ '[\u0E48-\u0E4B]' THEN 2 WHEN letter ~ '[\u0E4C\u0E4E]' THEN 3 END;
        IF place IS NOT NULL THEN
            marks := marks || place || letter;
        ELSIF letter = U&'\0E33'
            OR letter = U&'\0E32' AND (has_am OR strpos(marks, U&'\0E4D') > 0) THEN
            has_am := true;
        ELSE
            IF has_am THEN
                marks := replace(marks, U&'1\0E4D', '');
            END IF;
            done := done || coalesce((SELECT regexp_replace(string_agg(m[2], '' ORDER BY m[1], n),
                    '(.)\1+', '\1', 'g')
                FROM regexp_matches(marks, '(.)(.)', 'g') WITH ORDINALITY AS r(m, n)), '')
                || CASE WHEN has_am THEN U&'\0E33' ELSE '' END || letter;
            marks := '';
            has_am := false;
        END IF;
    END LOOP;
    RETURN done;
END $$;

-- The form in which texts are compared: `shared::text::normal`, letter for letter
-- (api/tests/database/search.rs). A pattern first asks whether there is anything to do.
CREATE FUNCTION normal_text(typed text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    s text COLLATE "C" := typed;
    -- Letters that cannot be seen (`is_invisible` in letters.rs).
    unseen CONSTANT text := '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F'
        '\u2028-\u202E\u2060-\u206F\u2800\u3164\uFDD0-\uFDEF\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFC'
        '\uFFFE\uFFFF\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF'
        '\U0001FFFE\U0001FFFF\U0002FFFE\U0002FFFF\U0003FFFE\U0003FFFF\U0004FFFE\U0004FFFF'
        '\U0005FFFE\U0005FFFF\U0006FFFE\U0006FFFF\U0007FFFE\U0007FFFF\U0008FFFE\U0008FFFF'
        '\U0009FFFE\U0009FFFF\U000AFFFE\U000AFFFF\U000BFFFE\U000BFFFF\U000CFFFE\U000CFFFF'
        '\U000DFFFE\U000DFFFF\U000EFFFE\U000EFFFF\U000FFFFE\U000FFFFF\U0010FFFE\U0010FFFF'
        ']';
    -- Thai and full-width digits and signs, dashes, slashes, marks of old fonts (`plain`, `of_today`);
    -- a capital sigma has one small form.
    odd CONSTANT text := '[\u0E50-\u0E59\uFF01-\uFF5E\u2010-\u2015\u2043\u2212\uFE58\uFE63\u2044\u2215'
        '\uF700-\uF71A\u03A3]';
    -- Marks that do not stand in order (`put_marks`): a lower one after a higher one, one of them
    -- twice, a sara am in halves or with something after it.
    unordered CONSTANT text := '[\u0E31\u0E34-\u0E37\u0E47\u0E4D][\u0E38-\u0E3A]|[\u0E48-\u0E4B][\u0E38-\u0E3A\u0E31\u0E34-\u0E37\u0E47\u0E4D]'
        '|[\u0E4C\u0E4E][\u0E38-\u0E3A\u0E31\u0E34-\u0E37\u0E47\u0E4D\u0E48-\u0E4B]'
        '|\u0E31{2}|\u0E34{2}|\u0E35{2}|\u0E36{2}|\u0E37{2}|\u0E38{2}|\u0E39{2}|\u0E3A{2}'
        '|\u0E47{2}|\u0E48{2}|\u0E49{2}|\u0E4A{2}|\u0E4B{2}|\u0E4C{2}|\u0E4D{2}|\u0E4E{2}'
        '|\u0E33[\u0E31-\u0E3A\u0E47-\u0E4E]|\u0E4D[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]*[\u0E32\u0E33]';
    -- What ends a text or parts its words and is no single space.
    blank CONSTANT text := '[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]';
    unspaced CONSTANT text := '[\u0009-\u000D\u0085\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]'
        '|\u0020\u0020|^\u0020|\u0020$';
BEGIN
    IF s ~ unseen THEN
        s := regexp_replace(s, unseen, '', 'g');
    END IF;
    IF s ~ odd THEN
        s := translate(s,
            U&'\0E50\0E51\0E52\0E53\0E54\0E55\0E56\0E57\0E58\0E59'
            || U&'\2010\2011\2012\2013\2014\2015\2043\2212\FE58\FE63\2044\2215\03A3'
            || U&'\F700\F701\F702\F703\F704\F705\F706\F707\F708\F709\F70A\F70B\F70C\F70D\F70E'
            || U&'\F70F\F710\F711\F712\F713\F714\F715\F716\F717\F718\F719\F71A'
            || '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
            '0123456789' || '----------//' || U&'\03C3'
            || U&'\0E10\0E34\0E35\0E36\0E37\0E48\0E49\0E4A\0E4B\0E4C\0E48\0E49\0E4A\0E4B\0E4C'
            || U&'\0E0D\0E31\0E4D\0E47\0E48\0E49\0E4A\0E4B\0E4C\0E38\0E39\0E3A'
            || '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~');
    END IF;
    s := replace(s, U&'\0E40\0E40', U&'\0E41');
    IF s ~ unordered THEN
        s := marks_in_order(s);
    END IF;
    s := lower(s COLLATE "und-x-icu");
    IF s ~ unspaced THEN
        s := btrim(regexp_replace(s, blank || '+', ' ', 'g'), ' ');
    END IF;
    RETURN s;
END $$;

-- What the index knows of a text: every three letters that follow each other, with a mark of the
-- organisation and the kind before them, so that no organisation pays for another's texts. Line feeds
-- part the pieces of a text and end it, hence one or two letters begin something too.
CREATE FUNCTION search_grams(entity uuid, kind text, normal text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5000 AS $$
DECLARE
    mark CONSTANT text := left(md5(entity || kind), 8);
    rest text := normal || E'\n\n';
    grams text[] := '{}';
BEGIN
    FOR n IN 1 .. char_length(normal) LOOP
        grams[n] := mark || left(rest, 3);
        rest := substr(rest, 2);
    END LOOP;
    RETURN array_to_tsvector(grams);
END $$;

-- What to ask the index for texts with these letters in them: all their threes; of fewer letters, what
-- begins with them. Whoever asks compares the texts found.
CREATE FUNCTION search_query(entity uuid, kind text, normal text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    mark CONSTANT text := '''' || left(md5(entity || kind), 8);
    part text;
    parts text[] := '{}';
BEGIN
    FOR n IN 1 .. greatest(least(char_length(normal) - 2, 30), 1) LOOP
        part := replace(replace(substr(normal, n, 3), '\', '\\'), '''', '''''');
        parts := parts || (mark || part || CASE WHEN char_length(normal) < 3 THEN ''':*' ELSE '''' END);
    END LOOP;
    RETURN array_to_string(parts, ' & ')::tsquery;
END $$;

CREATE TABLE search_texts (
    entity_id uuid NOT NULL REFERENCES entities (id),
    kind text NOT NULL,
    id uuid NOT NULL,
    normal text NOT NULL,
    PRIMARY KEY (entity_id, kind, id)
) WITH (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 5000);
COMMENT ON TABLE search_texts IS 'What lists are searched in; derived from documents, numbers and registers.';
COMMENT ON COLUMN search_texts.entity_id IS 'The entity.';
COMMENT ON COLUMN search_texts.kind IS 'Kind of the document, or name of the register.';
COMMENT ON COLUMN search_texts.id IS 'The document or entry.';
COMMENT ON COLUMN search_texts.normal IS 'Title, party and numbers, or code and name, as they are compared; a line each.';

CREATE INDEX search_texts_grams ON search_texts USING gin (search_grams(entity_id, kind, normal));
