-- What a person is told when a constraint refuses: 'problem:<code>' or 'field:<path>:<what>'. The
-- server reads these once; a new constraint that a person can meet brings its own comment.
COMMENT ON CONSTRAINT attachments_pkey ON attachments IS 'problem:duplicate_request';
COMMENT ON CONSTRAINT bank_accounts_entity_id_code_key ON bank_accounts IS 'field:code:duplicate';
COMMENT ON CONSTRAINT budget_lines_entity_id_fiscal_year_code_key ON budget_lines
    IS 'field:lines.code:duplicate';
COMMENT ON CONSTRAINT budget_lines_pkey ON budget_lines IS 'field:lines.budget_line_id:duplicate';
COMMENT ON CONSTRAINT cheque_items_entity_id_item_id_key ON cheque_items
    IS 'field:items.item_id:duplicate';
COMMENT ON CONSTRAINT current_balances_limit ON current_balances IS 'problem:limit_reached';
COMMENT ON CONSTRAINT departments_entity_id_code_key ON departments IS 'field:code:duplicate';
COMMENT ON CONSTRAINT documents_pkey ON documents IS 'problem:duplicate_request';
COMMENT ON CONSTRAINT parties_entity_id_code_key ON parties IS 'field:code:duplicate';
COMMENT ON INDEX document_takes_once IS 'problem:wrong_state';
COMMENT ON INDEX records_idempotency_key IS 'problem:duplicate_request';
