-- What people enter as an amount of money is not below zero, and neither is what the server works out of
-- it. What stood before is left as it was recorded.
ALTER TABLE openings
    ADD CONSTRAINT openings_carried_over_reserve_sign CHECK (carried_over_reserve >= 0) NOT VALID,
    ADD CONSTRAINT openings_total_sign CHECK (total >= 0) NOT VALID;
COMMENT ON CONSTRAINT openings_reserve_check ON openings IS 'field:reserve:not_positive';
COMMENT ON CONSTRAINT openings_carried_over_reserve_sign ON openings IS 'field:carried_over_reserve:not_positive';
ALTER TABLE remittance_slips
    ADD CONSTRAINT remittance_slips_counted_sign CHECK (counted >= 0) NOT VALID,
    ADD CONSTRAINT remittance_slips_total_sign CHECK (total >= 0) NOT VALID;
COMMENT ON CONSTRAINT remittance_slips_counted_sign ON remittance_slips IS 'field:counted:not_positive';
ALTER TABLE remittance_summaries
    ADD CONSTRAINT remittance_summaries_total_sign CHECK (total >= 0) NOT VALID;
ALTER TABLE disbursement_requests
    ADD CONSTRAINT disbursement_requests_gross_sign CHECK (gross >= 0) NOT VALID,
    ADD CONSTRAINT disbursement_requests_withholding_base_sign
        CHECK (withholding_base >= 0) NOT VALID,
    ADD CONSTRAINT disbursement_requests_contract_total_sign
        CHECK (contract_total > 0) NOT VALID,
    ADD CONSTRAINT disbursement_requests_judged_base_sign CHECK (judged_base >= 0) NOT VALID,
    ADD CONSTRAINT disbursement_requests_judged_minimum_sign
        CHECK (judged_minimum >= 0) NOT VALID;
COMMENT ON CONSTRAINT disbursement_requests_contract_total_sign ON disbursement_requests IS 'field:contract_total:not_positive';
ALTER TABLE bank_deposits ADD CONSTRAINT bank_deposits_total_sign CHECK (total >= 0) NOT VALID;
ALTER TABLE cheque_items ADD CONSTRAINT cheque_items_net_sign CHECK (net >= 0) NOT VALID;
ALTER TABLE payments ADD CONSTRAINT payments_net_sign CHECK (net >= 0) NOT VALID;
ALTER TABLE cancellations
    ADD CONSTRAINT cancellations_document_amount_sign CHECK (document_amount >= 0) NOT VALID;
