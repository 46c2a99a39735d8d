ALTER TABLE remittance_slips DROP CONSTRAINT remittance_slips_counted, DROP COLUMN difference_reason;
