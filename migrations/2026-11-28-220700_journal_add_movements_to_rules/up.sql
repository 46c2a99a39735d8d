-- What an event does to money at hand and at banks, so that reports need not know events by name.
ALTER TABLE posting_rules ADD COLUMN movement text
    CHECK (movement IN ('brought_forward', 'deposited'));
COMMENT ON COLUMN posting_rules.movement IS 'What the event is in reports of money: a balance brought forward, or cash and cheques taken to the bank; none for what is received and paid.';
