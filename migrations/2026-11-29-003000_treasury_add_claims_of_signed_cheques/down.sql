-- What was entered in the register goes with the tables it stands on.
DELETE FROM current_balances WHERE ledger = 'register';
DELETE FROM balances WHERE ledger = 'register';
DELETE FROM reservations;
DELETE FROM claims;
DELETE FROM journal_lines WHERE ledger = 'register';
DELETE FROM journal_entries WHERE is_register;
