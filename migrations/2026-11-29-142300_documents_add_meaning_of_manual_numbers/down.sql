COMMENT ON INDEX documents_manual_once IS 'problem:duplicate_number';
