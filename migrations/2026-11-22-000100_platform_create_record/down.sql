DROP TABLE records;
DROP TABLE entity_heads;
DROP TABLE entity_settings;
DROP TABLE entities;
