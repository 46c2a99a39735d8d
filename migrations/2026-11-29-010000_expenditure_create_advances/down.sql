ALTER TABLE claims DROP COLUMN opened_by;
ALTER TABLE receipt_items DROP CONSTRAINT receipt_items_advance_check,
    DROP COLUMN advance_id,
    DROP CONSTRAINT receipt_items_item_type_check,
    ADD CONSTRAINT receipt_items_item_type_check CHECK (item_type IN ('revenue', 'tax', 'deposit'));
DROP TABLE advance_vouchers, advance_clearings, advance_requests;
