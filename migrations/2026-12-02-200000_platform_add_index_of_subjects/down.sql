DROP INDEX records_subject;
