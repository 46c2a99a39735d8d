DROP TABLE person_seals;
ALTER TABLE persons DROP COLUMN salt;
