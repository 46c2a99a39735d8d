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
