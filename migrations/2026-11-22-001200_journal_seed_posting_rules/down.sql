DELETE FROM posting_rules;
