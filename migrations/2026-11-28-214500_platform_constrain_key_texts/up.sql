-- Numbers and codes that must be met again are kept in one spelling: no spaces or invisible letters,
-- Arabic digits, one kind of dash, capitals. What was kept before stays as it was recorded.
DO $$
DECLARE
    other_spellings CONSTANT text := '[a-z[:space:]\u0E50-\u0E59\u00A0\u00AD\u2000-\u2015'
        '\u2028-\u202F\u205F-\u206F\u2212\u3000\uFEFF\uFF01-\uFF5E]';
    place record;
BEGIN
    FOR place IN SELECT * FROM (VALUES
        ('departments', 'code'),
        ('parties', 'code'),
        ('bank_accounts', 'code'),
        ('budget_lines', 'code'),
        ('ordinance_lines', 'code'),
        ('receipts', 'cheque_no'),
        ('receipts', 'reference'),
        ('receipt_items', 'reference'),
        ('bank_receipts', 'notice_no'),
        ('disbursement_requests', 'bill_no'),
        ('request_deposits', 'reference'),
        ('bank_deposits', 'slip_no'),
        ('cheque_items', 'cheque_no'),
        ('cheque_items', 'slip_no'),
        ('opening_lines', 'reference')
    ) AS places (of_table, of_column) LOOP
        EXECUTE format('ALTER TABLE %1$I ADD CONSTRAINT %2$I
            CHECK (%3$I <> %4$L AND %3$I !~ %5$L) NOT VALID', place.of_table,
            place.of_table || '_' || place.of_column || '_spelling', place.of_column, '',
            other_spellings);
    END LOOP;
END $$;

ALTER TABLE cheque_items
    ADD CONSTRAINT cheque_items_slip_no_check
        CHECK ((method = 'withdrawal_slip') = (slip_no IS NOT NULL)) NOT VALID;

-- Cheques and slips by their number, whichever it is.
DROP INDEX cheque_items_number;
CREATE INDEX cheque_items_number
    ON cheque_items (entity_id, (coalesce(cheque_no, slip_no)), bank_account_id);
CREATE INDEX receipts_cheque ON receipts (entity_id, cheque_no) WHERE cheque_no IS NOT NULL;
