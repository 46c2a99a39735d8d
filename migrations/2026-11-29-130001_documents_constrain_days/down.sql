ALTER TABLE documents DROP CONSTRAINT documents_manual_on_year;
ALTER TABLE daily_reports DROP CONSTRAINT daily_reports_report_date_year;
ALTER TABLE openings DROP CONSTRAINT openings_as_at_year;
ALTER TABLE ordinances DROP CONSTRAINT ordinances_approved_on_year;
ALTER TABLE advance_requests DROP CONSTRAINT advance_requests_due_on_year;
ALTER TABLE advance_requests DROP CONSTRAINT advance_requests_returns_on_year;
ALTER TABLE receipts DROP CONSTRAINT receipts_cheque_date_year;
