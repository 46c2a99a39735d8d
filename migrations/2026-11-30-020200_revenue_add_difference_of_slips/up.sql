-- The receiver counts; what is short or over stands on the slip with its reason (W-4.7).
ALTER TABLE remittance_slips ADD COLUMN difference_reason text;
ALTER TABLE remittance_slips ADD CONSTRAINT remittance_slips_counted
    CHECK (counted IS NULL OR counted >= 0
        AND (counted = total OR coalesce(btrim(difference_reason), '') <> ''));
COMMENT ON COLUMN remittance_slips.difference_reason IS 'Why what was counted differs from the receipts.';
COMMENT ON CONSTRAINT remittance_slips_counted ON remittance_slips IS 'field:difference_reason:required';
