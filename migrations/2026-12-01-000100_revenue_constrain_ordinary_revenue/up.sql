-- Money is received for a type of revenue: a specific grant opens its own line (B9), and a category says
-- only what its types have in common. What stood before is left as it was recorded.
ALTER TABLE receipt_items ADD CONSTRAINT receipt_items_ordinary_revenue
    CHECK (revenue_type !~ '^441|000$') NOT VALID;
COMMENT ON CONSTRAINT receipt_items_ordinary_revenue ON receipt_items
    IS 'field:revenue_type:not_valid_this_year';
