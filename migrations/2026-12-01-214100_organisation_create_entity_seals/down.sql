DROP TABLE entity_seals;
