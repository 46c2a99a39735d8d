DROP TABLE party_editors;
