DROP TABLE cancellations;
DROP TABLE opening_lines;
DROP TABLE openings;
