-- The program before kept nothing of taxes.
DELETE FROM reservations WHERE ledger = 'financial'
    AND account IN ('1102050901', '1102050902', '1102050903', '1102050904');
UPDATE current_balances SET reserved = 0 WHERE ledger = 'financial' AND reserved > 0
    AND account IN ('1102050901', '1102050902', '1102050903', '1102050904');
