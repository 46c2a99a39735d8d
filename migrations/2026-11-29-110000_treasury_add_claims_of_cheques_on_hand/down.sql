DELETE FROM current_balances WHERE account = 'claim.cheque_on_hand';
DELETE FROM balances WHERE account = 'claim.cheque_on_hand';
DELETE FROM reservations WHERE account = 'claim.cheque_on_hand';
DELETE FROM claims WHERE account = 'claim.cheque_on_hand';
CREATE TEMPORARY TABLE gone ON COMMIT DROP AS SELECT entity_id, id FROM journal_entries
    WHERE event IN ('cheque.received', 'cheque.deposited');
DELETE FROM journal_lines AS l USING gone AS g WHERE l.entity_id = g.entity_id AND l.entry_id = g.id;
DELETE FROM journal_entries AS e USING gone AS g WHERE e.entity_id = g.entity_id AND e.id = g.id;
DROP TABLE gone;
