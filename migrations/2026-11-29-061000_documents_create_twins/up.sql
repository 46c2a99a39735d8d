-- What a thing would be met again by, as a compared text: the same bill of the same payee (W-7.8), the
-- same party under another code. What stood here before is met too.
CREATE TABLE twins (
    entity_id uuid NOT NULL REFERENCES entities (id),
    thing text NOT NULL,
    id uuid NOT NULL,
    key text NOT NULL CHECK (key !~ '[a-z[:space:]]'),
    PRIMARY KEY (entity_id, thing, id, key)
);
CREATE INDEX twins_key ON twins (entity_id, key);
COMMENT ON TABLE twins IS 'What makes two things most likely the same one, entered twice; they are warned of, not refused.';
COMMENT ON COLUMN twins.entity_id IS 'The entity.';
COMMENT ON COLUMN twins.thing IS 'What it is: the kind of a document, or parties.';
COMMENT ON COLUMN twins.id IS 'The document or party.';
COMMENT ON COLUMN twins.key IS 'What is compared, behind the code of the warning: in the one spelling of numbers and codes.';

-- As `Kind::twins` and `Party::twins` say it of texts in their usual spelling.
INSERT INTO twins (entity_id, thing, id, key)
SELECT r.entity_id, 'disbursement_request', r.document_id, upper(regexp_replace(
    concat_ws('|', 'same_bill', d.fiscal_year, r.payee_id, r.gross, r.bill_no), '\s', '', 'g'))
FROM disbursement_requests AS r
JOIN documents AS d ON d.entity_id = r.entity_id AND d.id = r.document_id
WHERE r.bill_no IS NOT NULL
UNION ALL
SELECT r.entity_id, 'bank_receipt', r.document_id, upper(regexp_replace(
    concat_ws('|', 'same_notice', r.bank_account_id, d.amount, r.notice_no), '\s', '', 'g'))
FROM bank_receipts AS r
JOIN documents AS d ON d.entity_id = r.entity_id AND d.id = r.document_id
WHERE r.notice_no IS NOT NULL
UNION ALL
SELECT r.entity_id, 'bank_deposit', r.document_id, upper(regexp_replace(
    concat_ws('|', 'same_slip', r.bank_account_id, r.total, r.slip_no), '\s', '', 'g'))
FROM bank_deposits AS r WHERE r.slip_no IS NOT NULL
UNION ALL
SELECT entity_id, 'parties', id, upper('same_tax_id|' || tax_id) FROM parties WHERE tax_id IS NOT NULL
UNION ALL
SELECT entity_id, 'parties', id, upper(regexp_replace('same_name|' || name_th, '\s', '', 'g'))
FROM parties;
