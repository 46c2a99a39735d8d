-- Parts of one contract are judged together when tax is withheld (E19); what it was judged on is kept.
ALTER TABLE disbursement_requests
    ADD COLUMN contract_no text,
    ADD COLUMN contract_total numeric(18, 2),
    ADD COLUMN judged_base numeric(18, 2),
    ADD COLUMN judged_minimum numeric(18, 2),
    ADD COLUMN withheld_rate numeric CHECK (withheld_rate BETWEEN 0 AND 1),
    ADD CONSTRAINT disbursement_requests_contract_no_spelling
        CHECK (contract_no <> '' AND contract_no !~ '[a-z[:space:]\u0E50-\u0E59\u00A0\u00AD\u2000-\u2015\u2028-\u202F\u205F-\u206F\u2212\u3000\uFEFF\uFF01-\uFF5E]'),
    ADD CONSTRAINT disbursement_requests_contract_total_check
        CHECK (contract_total > 0 AND contract_no IS NOT NULL OR contract_total IS NULL),
    ADD CONSTRAINT disbursement_requests_judged_check CHECK (
        (judged_base IS NULL) = (judged_minimum IS NULL)
        AND (judged_base IS NULL OR (judged_base >= judged_minimum) = (withheld_rate IS NOT NULL)));
COMMENT ON COLUMN disbursement_requests.contract_no IS 'The contract or order it pays a part of.';
COMMENT ON COLUMN disbursement_requests.contract_total IS 'What the whole of it comes to, baht, where known.';
COMMENT ON COLUMN disbursement_requests.judged_base IS 'What was compared with the minimum, baht before VAT: the whole of the contract, else its own value.';
COMMENT ON COLUMN disbursement_requests.judged_minimum IS 'The minimum then, baht: from it on tax is withheld.';
COMMENT ON COLUMN disbursement_requests.withheld_rate IS 'The rate of the tax withheld, fraction of one.';
CREATE INDEX disbursement_requests_contract
    ON disbursement_requests (entity_id, payee_id, contract_no) WHERE contract_no IS NOT NULL;
CREATE INDEX disbursement_requests_untaxed
    ON disbursement_requests (entity_id, payee_id, budget_line_id)
    WHERE contract_no IS NULL AND judged_base < judged_minimum;
