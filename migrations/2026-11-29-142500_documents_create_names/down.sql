DROP TABLE document_names;
