DROP INDEX document_events_of_person, ordinance_lines_of_fund, advance_requests_line, disbursement_requests_line,
    budget_lines_of_fund;
