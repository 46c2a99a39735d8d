DROP TABLE separated_duties;
