-- No day of the year 1, and no Buddhist year taken for one of the common era, whoever writes it: the
-- years a person can type (`shared/src/calendar.rs`). How far a day can be from today is judged when
-- it is entered.

ALTER TABLE receipts ADD CONSTRAINT receipts_cheque_date_year CHECK (cheque_date BETWEEN '1900-01-01' AND '2199-12-31');
COMMENT ON CONSTRAINT receipts_cheque_date_year ON receipts IS 'field:cheque_date:impossible_day';

ALTER TABLE advance_requests ADD CONSTRAINT advance_requests_returns_on_year CHECK (returns_on BETWEEN '1900-01-01' AND '2199-12-31');
COMMENT ON CONSTRAINT advance_requests_returns_on_year ON advance_requests IS 'field:returns_on:impossible_day';

ALTER TABLE advance_requests ADD CONSTRAINT advance_requests_due_on_year CHECK (due_on BETWEEN '1900-01-01' AND '2199-12-31');
COMMENT ON CONSTRAINT advance_requests_due_on_year ON advance_requests IS 'field:due_on:impossible_day';

ALTER TABLE ordinances ADD CONSTRAINT ordinances_approved_on_year CHECK (approved_on BETWEEN '1900-01-01' AND '2199-12-31');
COMMENT ON CONSTRAINT ordinances_approved_on_year ON ordinances IS 'field:approved_on:impossible_day';

ALTER TABLE openings ADD CONSTRAINT openings_as_at_year CHECK (as_at BETWEEN '1900-01-01' AND '2199-12-31');
COMMENT ON CONSTRAINT openings_as_at_year ON openings IS 'field:as_at:impossible_day';

ALTER TABLE daily_reports ADD CONSTRAINT daily_reports_report_date_year CHECK (report_date BETWEEN '1900-01-01' AND '2199-12-31');
COMMENT ON CONSTRAINT daily_reports_report_date_year ON daily_reports IS 'field:report_date:impossible_day';

ALTER TABLE documents ADD CONSTRAINT documents_manual_on_year CHECK (manual_on BETWEEN '1900-01-01' AND '2199-12-31');
COMMENT ON CONSTRAINT documents_manual_on_year ON documents IS 'field:manual.date:impossible_day';
