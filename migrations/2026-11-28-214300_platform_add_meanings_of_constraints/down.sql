-- Nothing is told of these constraints.
COMMENT ON CONSTRAINT attachments_pkey ON attachments IS NULL;
COMMENT ON CONSTRAINT bank_accounts_entity_id_code_key ON bank_accounts IS NULL;
COMMENT ON CONSTRAINT budget_lines_entity_id_fiscal_year_code_key ON budget_lines IS NULL;
COMMENT ON CONSTRAINT budget_lines_pkey ON budget_lines IS NULL;
COMMENT ON CONSTRAINT cheque_items_entity_id_item_id_key ON cheque_items IS NULL;
COMMENT ON CONSTRAINT current_balances_limit ON current_balances IS NULL;
COMMENT ON CONSTRAINT departments_entity_id_code_key ON departments IS NULL;
COMMENT ON CONSTRAINT documents_pkey ON documents IS NULL;
COMMENT ON CONSTRAINT parties_entity_id_code_key ON parties IS NULL;
COMMENT ON INDEX document_takes_once IS NULL;
COMMENT ON INDEX records_idempotency_key IS NULL;
