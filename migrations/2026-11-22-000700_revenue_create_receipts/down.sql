DROP TABLE bank_receipts;
DROP TABLE remittance_summaries;
DROP TABLE remittance_slips;
DROP TABLE receipt_items;
DROP TABLE receipts;
