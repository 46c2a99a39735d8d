DROP TABLE search_texts;
DROP FUNCTION search_query, search_grams, normal_text, marks_in_order;
