DROP INDEX cancellations_target;
