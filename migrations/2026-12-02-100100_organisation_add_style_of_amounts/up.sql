-- How an organisation writes amounts in words: by the Royal Society a final one after any higher digit is เอ็ด
-- (101: หนึ่งร้อยเอ็ด); others write it so after tens alone (หนึ่งร้อยหนึ่ง).
ALTER TABLE entity_settings
    ADD COLUMN amount_words text NOT NULL DEFAULT 'royal_society'
        CHECK (amount_words = ANY (ARRAY['royal_society', 'after_tens']));
COMMENT ON COLUMN entity_settings.amount_words IS 'How a final one is written in amounts in words.';
