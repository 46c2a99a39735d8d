-- Drops what functions.sql and views.sql create, or did in a release before, so that they can be created again
-- or tables reverted.
DO $$
DECLARE
    view text;
BEGIN
    FOR view IN SELECT v.viewname FROM pg_views AS v
            WHERE v.schemaname = 'public' AND v.viewname ~ '^amount_(of|beneath)_' LOOP
        EXECUTE format('DROP VIEW %I CASCADE', view);
    END LOOP;
END $$;
DROP VIEW IF EXISTS amounts_said, uncollected_cheques, budget_line_status, texts_to_search, accounts_changed, duties_held, duties_done, documents_paid,
    payees, papers_of_others, steps_skipped, funds_charged, documents_voided, documents_taken, lines_opened, amounts_beneath, amounts_requested, documents_held, figures_posted, otherwise_posted;
DROP FUNCTION IF EXISTS append_record, begin_write, lock_head, is_clock_right, record_text, capture_changes, row_key, image_hash,
    forbid_change, apply_limits, limits_changed, keep_reserved,
    check_lines, check_entry_balances, check_line_fits_entry, check_day_open, add_to_balances,
    check_number_follows, check_numbers_given, check_entry_caused, check_move_caused, check_void_done, check_reserved_caused, check_taken_caused, check_amount_said, check_taken_back, check_claim_caused, check_line_caused, check_file_open, check_head_begins, check_right, check_version, is_amount_said, is_acted_on, is_taken_off, is_posted_of, stands_in, check_recorded, known_route, follows_route, voucher_of, check_format_unused, check_line_code, check_numbers_once, check_one_advance, keep_posts, seal_person, seal_entity,
    copy_posts, posts_of, keep_document_text, add_numbers_to_text, keep_entry_text,
    copy_search_texts, search_found, search_exact, grams_to_ask, first_day_of_books, check_books_begun, check_duties,
    check_maker_noted, check_body_open, may_move, note_party_editor, check_account_unposted, has_post, check_step_right, check_grant,
    is_given_above, roles_clash, is_proved, is_of_record, check_step_proof,
    check_grant_proof, prove_practice, end_rights,
    check_review, check_absence, check_deputy, check_deputy_role, acting, appoint_deputy, end_deputy, note_account_change, is_within, laas_today, take_role, session_here,
    check_head_left, laas_person, take_numbers, make_document, change_document, assign_role,
    set_suspended, set_password, set_email, note_login, session_of, last_place, check_place, open_session, renew_session,
    open_advance, opened_from, brought_forward_from, standing_beside, check_books_empty, check_opening_keys,
    is_program, is_program_draft, is_scope, check_program, keep_program, seal_program, check_program_draft, check_no_program, register_program, withdraw_program, program_of, touch_program, programs_used, copy_programs,
    touch_session, lock_session, end_session, end_session_here CASCADE;
