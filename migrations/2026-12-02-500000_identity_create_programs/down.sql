DROP TABLE program_keys;
DROP TABLE programs;
