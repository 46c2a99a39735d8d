CREATE TABLE daily_reports (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    report_date date NOT NULL,
    counted_cash jsonb NOT NULL DEFAULT '[]',
    difference_reason text,
    unremitted_reason text,
    figures jsonb NOT NULL,
    head jsonb NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
CREATE INDEX daily_reports_day ON daily_reports (entity_id, report_date);
COMMENT ON TABLE daily_reports IS 'Daily financial status reports (W-10); a posted one freezes its day.';
COMMENT ON COLUMN daily_reports.entity_id IS 'The entity.';
COMMENT ON COLUMN daily_reports.document_id IS 'The document.';
COMMENT ON COLUMN daily_reports.report_date IS 'The day.';
COMMENT ON COLUMN daily_reports.counted_cash IS 'Count by note and coin.';
COMMENT ON COLUMN daily_reports.difference_reason IS 'Why the count differs.';
COMMENT ON COLUMN daily_reports.unremitted_reason IS 'Why receipts are not remitted.';
COMMENT ON COLUMN daily_reports.figures IS 'Figures as they stood when the report was made.';
COMMENT ON COLUMN daily_reports.head IS 'Where the record stood; printed on the paper.';
