-- What an entry is in reports of money, as its posting rule says, so that no report knows an event.
ALTER TABLE journal_entries ADD COLUMN movement text
    CHECK (movement IN ('brought_forward', 'deposited'));
COMMENT ON COLUMN journal_entries.movement IS 'What it is in reports of money, by its posting rule: a balance brought forward, or cash and cheques taken to the bank; none for what is received and paid. What mirrors an entry has the same.';
UPDATE journal_entries SET movement = CASE event
    WHEN 'opening.entered' THEN 'brought_forward' ELSE 'deposited' END
WHERE event IN ('opening.entered', 'bank_deposit.made');
