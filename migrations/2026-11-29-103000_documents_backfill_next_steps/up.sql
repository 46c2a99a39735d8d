-- The step a document waits for, by name, also for documents made before names were kept
-- (2026-11-28-223000): until now theirs was counted off the route as it is today, and a finished one
-- was open again when its route grew. These are the routes as they were then, each by what was the
-- only one of its kind; kinds that came later have kept names from the beginning. A place beyond the
-- last is the end: no name.
UPDATE documents AS d SET next_step = r.steps[d.steps_taken + 1]
FROM (VALUES
    ('ordinance', ARRAY['submit', 'examine', 'approve']),
    ('receipt', ARRAY['submit']),
    ('bank_receipt', ARRAY['submit', 'approve']),
    ('remittance_slip', ARRAY['submit', 'receive']),
    ('remittance_summary', ARRAY['submit', 'approve']),
    ('disbursement_request',
        ARRAY['submit', 'register', 'examine', 'recommend', 'pass', 'approve']),
    ('cheque_report', ARRAY['submit', 'examine', 'pass', 'approve']),
    ('payment', ARRAY['submit', 'examine', 'pass', 'approve', 'confirm']),
    ('bank_deposit', ARRAY['submit', 'approve']),
    ('daily_report', ARRAY['submit', 'examine', 'first_custodian', 'second_custodian',
        'third_custodian', 'approve']),
    ('opening', ARRAY['submit', 'approve']),
    ('cancellation', ARRAY['submit', 'approve'])
) AS r (kind, steps)
WHERE d.kind = r.kind AND d.next_step IS NULL AND d.status IN ('draft', 'submitted', 'approved')
  AND d.steps_taken < cardinality(r.steps);

-- No name is the end of the route, and nothing else.
ALTER TABLE documents ADD CONSTRAINT documents_next_step_check
    CHECK (next_step IS NOT NULL OR status NOT IN ('draft', 'submitted'));
DROP INDEX documents_waiting_by_count;
COMMENT ON COLUMN documents.next_step IS 'The step it waits for, by name, so that a step put into a route later leaves it alone; none at the end.';
