DROP INDEX document_numbers_written;
DROP TABLE number_formats;
