-- What the index of letters is asked is replaceable: grams_to_ask in functions.sql.
DROP FUNCTION search_query(uuid, text, text);
