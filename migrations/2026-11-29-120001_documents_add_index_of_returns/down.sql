DROP INDEX document_events_returns;
