DROP TABLE bank_accounts;
DROP TABLE parties;
DROP TABLE departments;
DROP TABLE accounts;
DROP TABLE classifications;
