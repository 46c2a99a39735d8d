DROP INDEX parties_in_order, document_takes_taken, documents_drafts_of, documents_waiting_by_count,
    documents_waiting, documents_by_title, documents_by_amount, documents_by_day,
    documents_by_department, documents_by_year, documents_newest;
