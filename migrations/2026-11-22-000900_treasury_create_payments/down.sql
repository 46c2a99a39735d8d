DROP TABLE payments;
DROP TABLE cheque_items;
DROP TABLE cheque_reports;
DROP TABLE bank_deposits;
