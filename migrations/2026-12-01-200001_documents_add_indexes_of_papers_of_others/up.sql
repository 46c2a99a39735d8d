-- A document is found by the number of the paper of somebody else that it goes back to: a bill, a notice of a
-- transfer, a paying-in slip of the bank.
CREATE INDEX disbursement_requests_found ON disbursement_requests (entity_id, search_key(bill_no))
    WHERE bill_no IS NOT NULL;
CREATE INDEX bank_receipts_found ON bank_receipts (entity_id, search_key(notice_no))
    WHERE notice_no IS NOT NULL;
CREATE INDEX bank_deposits_found ON bank_deposits (entity_id, search_key(slip_no))
    WHERE slip_no IS NOT NULL;
