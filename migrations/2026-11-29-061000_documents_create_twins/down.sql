DROP TABLE twins;
