-- A receipt keeps what it brings of a tax that is owed until it is in the books, also one that was issued
-- before that was so: of several for more than is owed, the ones issued first. What is in the books was
-- drawn, and is kept again when its summary is voided.
CREATE TEMPORARY TABLE brought ON COMMIT DROP AS
SELECT i.entity_id, i.document_id, a.account, i.dimension, i.amount, i.is_posted,
    sum(CASE WHEN i.is_posted THEN 0 ELSE i.amount END) OVER (
        PARTITION BY i.entity_id, a.account, i.dimension ORDER BY i.document_id) AS asked
FROM (SELECT d.entity_id, d.id AS document_id, d.status = 'posted' AS is_posted, i.tax,
        concat_ws(':', i.taxpayer_id, i.tax, i.tax_year) AS dimension, sum(i.amount) AS amount
    FROM receipt_items AS i
    JOIN documents AS d ON d.entity_id = i.entity_id AND d.id = i.document_id
    WHERE i.item_type = 'tax' AND (d.kind = 'receipt' AND d.status IN ('approved', 'posted')
        OR d.kind = 'bank_receipt' AND d.status = 'submitted')
    GROUP BY 1, 2, 3, 4, 5) AS i
JOIN (VALUES ('land_building', '1102050901'), ('signboard', '1102050904'),
    ('house_land', '1102050902'), ('local_development', '1102050903')) AS a(tax, account)
    ON a.tax = i.tax;

INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount, used)
SELECT r.entity_id, r.document_id, 'financial', r.account, r.dimension, r.amount,
    CASE WHEN r.is_posted THEN r.amount ELSE 0 END
FROM brought AS r
JOIN current_balances AS b ON b.entity_id = r.entity_id AND b.ledger = 'financial'
    AND b.account = r.account AND b.dimension = r.dimension
WHERE r.is_posted OR r.asked <= b.debit - b.credit - b.reserved;

-- The trigger that keeps it does not run while a migration does.
UPDATE current_balances AS b SET reserved = b.reserved + r.kept
FROM (SELECT r.entity_id, r.account, r.dimension, sum(r.amount - r.used) AS kept
    FROM reservations AS r JOIN brought AS n USING (entity_id, document_id, account, dimension)
    GROUP BY 1, 2, 3) AS r
WHERE b.entity_id = r.entity_id AND b.ledger = 'financial' AND b.account = r.account
  AND b.dimension = r.dimension AND r.kept > 0;

DROP TABLE brought;
