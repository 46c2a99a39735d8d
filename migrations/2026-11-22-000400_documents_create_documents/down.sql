DROP TABLE document_takes;
DROP TABLE document_events;
DROP TABLE document_numbers;
DROP TABLE number_series;
DROP TABLE documents;
