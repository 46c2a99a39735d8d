DROP TABLE current_balances;
DROP TABLE balances;
DROP TABLE journal_lines;
DROP TABLE budget_lines;
DROP TABLE journal_entries;
DROP TABLE account_limits;
DROP TABLE posting_rules;
