DROP INDEX records_of_time, records_of_permission, records_of_actor, records_of_subject;
