DROP TABLE request_deposits;
DROP TABLE request_deductions;
DROP TABLE request_items;
DROP TABLE disbursement_requests;
