DROP TABLE ordinance_lines;
DROP TABLE ordinance_estimates;
DROP TABLE ordinances;
