-- `NaN` is a numeric, equal to itself and above every number: no limit, sign or balance refuses it, and what
-- it is added to is none any more. What stood before is left as it was recorded.
ALTER TABLE advance_clearings
    ADD CONSTRAINT advance_clearings_returned_number CHECK (returned <> 'NaN') NOT VALID;
ALTER TABLE advance_requests
    ADD CONSTRAINT advance_requests_amount_number CHECK (amount <> 'NaN') NOT VALID;
ALTER TABLE advance_vouchers
    ADD CONSTRAINT advance_vouchers_amount_number CHECK (amount <> 'NaN') NOT VALID;
ALTER TABLE balances
    ADD CONSTRAINT balances_debit_number CHECK (debit <> 'NaN') NOT VALID,
    ADD CONSTRAINT balances_credit_number CHECK (credit <> 'NaN') NOT VALID;
ALTER TABLE bank_deposits
    ADD CONSTRAINT bank_deposits_cash_number CHECK (cash <> 'NaN') NOT VALID,
    ADD CONSTRAINT bank_deposits_total_number CHECK (total <> 'NaN') NOT VALID;
ALTER TABLE cancellations
    ADD CONSTRAINT cancellations_document_amount_number CHECK (document_amount <> 'NaN') NOT VALID;
ALTER TABLE cheque_items
    ADD CONSTRAINT cheque_items_net_number CHECK (net <> 'NaN') NOT VALID;
ALTER TABLE current_balances
    ADD CONSTRAINT current_balances_debit_number CHECK (debit <> 'NaN') NOT VALID,
    ADD CONSTRAINT current_balances_credit_number CHECK (credit <> 'NaN') NOT VALID,
    ADD CONSTRAINT current_balances_reserved_number CHECK (reserved <> 'NaN') NOT VALID;
ALTER TABLE deputies
    ADD CONSTRAINT deputies_amount_ceiling_number CHECK (amount_ceiling <> 'NaN') NOT VALID;
ALTER TABLE disbursement_requests
    ADD CONSTRAINT disbursement_requests_withholding_rate_number CHECK (withholding_rate <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_gross_number CHECK (gross <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_withholding_base_number CHECK (withholding_base <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_withholding_tax_number CHECK (withholding_tax <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_other_deductions_number CHECK (other_deductions <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_net_number CHECK (net <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_contract_total_number CHECK (contract_total <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_judged_base_number CHECK (judged_base <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_judged_minimum_number CHECK (judged_minimum <> 'NaN') NOT VALID,
    ADD CONSTRAINT disbursement_requests_withheld_rate_number CHECK (withheld_rate <> 'NaN') NOT VALID;
ALTER TABLE documents
    ADD CONSTRAINT documents_amount_number CHECK (amount <> 'NaN') NOT VALID;
ALTER TABLE entity_settings
    ADD CONSTRAINT entity_settings_wht_rate_number CHECK (wht_rate <> 'NaN') NOT VALID,
    ADD CONSTRAINT entity_settings_wht_min_juristic_number CHECK (wht_min_juristic <> 'NaN') NOT VALID,
    ADD CONSTRAINT entity_settings_wht_min_individual_number CHECK (wht_min_individual <> 'NaN') NOT VALID;
ALTER TABLE journal_lines
    ADD CONSTRAINT journal_lines_debit_number CHECK (debit <> 'NaN') NOT VALID,
    ADD CONSTRAINT journal_lines_credit_number CHECK (credit <> 'NaN') NOT VALID;
ALTER TABLE opening_lines
    ADD CONSTRAINT opening_lines_debit_number CHECK (debit <> 'NaN') NOT VALID,
    ADD CONSTRAINT opening_lines_credit_number CHECK (credit <> 'NaN') NOT VALID;
ALTER TABLE openings
    ADD CONSTRAINT openings_reserve_number CHECK (reserve <> 'NaN') NOT VALID,
    ADD CONSTRAINT openings_carried_over_reserve_number CHECK (carried_over_reserve <> 'NaN') NOT VALID,
    ADD CONSTRAINT openings_total_number CHECK (total <> 'NaN') NOT VALID;
ALTER TABLE ordinance_estimates
    ADD CONSTRAINT ordinance_estimates_amount_number CHECK (amount <> 'NaN') NOT VALID;
ALTER TABLE ordinance_lines
    ADD CONSTRAINT ordinance_lines_amount_number CHECK (amount <> 'NaN') NOT VALID;
ALTER TABLE ordinances
    ADD CONSTRAINT ordinances_total_number CHECK (total <> 'NaN') NOT VALID;
ALTER TABLE payments
    ADD CONSTRAINT payments_net_number CHECK (net <> 'NaN') NOT VALID;
ALTER TABLE posts
    ADD CONSTRAINT posts_amount_ceiling_number CHECK (amount_ceiling <> 'NaN') NOT VALID;
ALTER TABLE receipt_items
    ADD CONSTRAINT receipt_items_amount_number CHECK (amount <> 'NaN') NOT VALID,
    ADD CONSTRAINT receipt_items_penalty_number CHECK (penalty <> 'NaN') NOT VALID,
    ADD CONSTRAINT receipt_items_surcharge_number CHECK (surcharge <> 'NaN') NOT VALID;
ALTER TABLE remittance_slips
    ADD CONSTRAINT remittance_slips_counted_number CHECK (counted <> 'NaN') NOT VALID,
    ADD CONSTRAINT remittance_slips_total_number CHECK (total <> 'NaN') NOT VALID;
ALTER TABLE remittance_summaries
    ADD CONSTRAINT remittance_summaries_total_number CHECK (total <> 'NaN') NOT VALID;
ALTER TABLE request_deductions
    ADD CONSTRAINT request_deductions_amount_number CHECK (amount <> 'NaN') NOT VALID;
ALTER TABLE request_deposits
    ADD CONSTRAINT request_deposits_amount_number CHECK (amount <> 'NaN') NOT VALID;
ALTER TABLE request_items
    ADD CONSTRAINT request_items_amount_number CHECK (amount <> 'NaN') NOT VALID;
ALTER TABLE reservations
    ADD CONSTRAINT reservations_amount_number CHECK (amount <> 'NaN') NOT VALID,
    ADD CONSTRAINT reservations_used_number CHECK (used <> 'NaN') NOT VALID;
ALTER TABLE role_assignments
    ADD CONSTRAINT role_assignments_amount_ceiling_number CHECK (amount_ceiling <> 'NaN') NOT VALID;
