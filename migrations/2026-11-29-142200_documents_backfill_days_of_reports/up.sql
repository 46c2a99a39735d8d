-- The report of a day is of that day and its year, whenever it is signed (W-10).
UPDATE documents AS d SET document_on = r.report_date,
    fiscal_year = extract(year FROM r.report_date + interval '92 days')::int + 543
FROM daily_reports AS r
WHERE r.entity_id = d.entity_id AND r.document_id = d.id AND d.document_on IS DISTINCT FROM r.report_date;
COMMENT ON COLUMN documents.document_on IS 'The day it is of: what its kind says, else of the step that first gave it a number or posted; none before.';
