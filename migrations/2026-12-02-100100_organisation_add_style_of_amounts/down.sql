ALTER TABLE entity_settings DROP COLUMN amount_words;
