-- Which number was used before says make_document; the index is the last wall and cannot name it.
COMMENT ON INDEX documents_manual_once IS 'field:manual.number:duplicate';
