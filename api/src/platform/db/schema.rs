//! The tables of the machinery, as the migrations leave them; bodies of documents are not
//! among them. Generated: `./laas golden` rewrites it, a test compares it.

// identity

diesel::table! {
    absences (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        person_id -> Uuid,
        first_day -> Date,
        last_day -> Date,
    }
}

diesel::table! {
    credentials (person_id) {
        person_id -> Uuid,
        password_hash -> Text,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    entities (id) {
        id -> Uuid,
        entity_type -> Text,
        name_th -> Text,
        district -> Text,
        province -> Text,
        is_practice -> Bool,
        practice_today -> Nullable<Date>,
    }
}

diesel::table! {
    login_attempts (token_hash) {
        token_hash -> Bytea,
        person_id -> Uuid,
        email -> Nullable<Text>,
        otp_hash -> Nullable<Bytea>,
        otp_sent_at -> Nullable<Timestamptz>,
        otp_tries -> Int4,
        email_proved -> Bool,
        otp_sent_count -> Int4,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    login_devices (person_id, token_hash) {
        person_id -> Uuid,
        token_hash -> Bytea,
        first_used_at -> Timestamptz,
        last_used_at -> Timestamptz,
        id -> Uuid,
    }
}

diesel::table! {
    logins (person_id) {
        person_id -> Uuid,
        username -> Text,
        pid_hash -> Text,
        email -> Nullable<Text>,
        last_login_at -> Nullable<Timestamptz>,
        previous_login_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    persons (id) {
        id -> Uuid,
        name_th -> Text,
        salt -> Nullable<Bytea>,
    }
}

diesel::table! {
    programs (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        program_th -> Text,
        contact_name -> Text,
        contact_email -> Text,
        scopes -> Text,
        valid_until -> Date,
        secret_hash -> Nullable<Bytea>,
        public_key -> Nullable<Text>,
        registered_by -> Nullable<Uuid>,
        registered_on -> Date,
        withdrawn_on -> Nullable<Date>,
    }
}

diesel::table! {
    role_assignments (entity_id, id) {
        entity_id -> Uuid,
        person_id -> Uuid,
        role -> Text,
        department_id -> Nullable<Uuid>,
        position_th -> Text,
        is_suspended -> Bool,
        id -> Uuid,
        amount_ceiling -> Nullable<Numeric>,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        deputy_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    throttles (key) {
        key -> Text,
        failures -> Int4,
        last_at -> Timestamptz,
        is_told -> Bool,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    absences,
    credentials,
    entities,
    login_attempts,
    login_devices,
    logins,
    persons,
    programs,
    role_assignments,
    throttles,
);

// organisation

diesel::table! {
    bank_accounts (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        code -> Text,
        name_th -> Text,
        bank -> Text,
        number -> Text,
        account -> Text,
        version -> Int4,
    }
}

diesel::table! {
    departments (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        code -> Text,
        name_th -> Text,
        version -> Int4,
    }
}

diesel::table! {
    entity_heads (entity_id) {
        entity_id -> Uuid,
        seq -> Int8,
        hash -> Bytea,
    }
}

diesel::table! {
    entity_settings (entity_id) {
        entity_id -> Uuid,
        wht_rate -> Numeric,
        wht_min_juristic -> Numeric,
        wht_min_individual -> Numeric,
        tax_recognition -> Text,
        amount_words -> Text,
    }
}

diesel::table! {
    parties (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        code -> Text,
        name_th -> Text,
        kind -> Text,
        taxpayer_kind -> Text,
        vat_registered -> Bool,
        tax_id -> Nullable<Text>,
        address -> Nullable<Text>,
        bank -> Nullable<Text>,
        bank_account_no -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    records (entity_id, seq) {
        entity_id -> Uuid,
        seq -> Int8,
        at -> Timestamptz,
        actor -> Nullable<Uuid>,
        permission -> Text,
        subject -> Text,
        idempotency_key -> Nullable<Text>,
        request_hash -> Text,
        changes -> Text,
        answer -> Text,
        previous_hash -> Bytea,
        hash -> Bytea,
        form -> Int2,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    bank_accounts,
    departments,
    entity_heads,
    entity_settings,
    parties,
    records,
);

// documents

diesel::table! {
    attachment_contents (entity_id, sha256) {
        entity_id -> Uuid,
        sha256 -> Bytea,
        content -> Bytea,
    }
}

diesel::table! {
    attachments (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        document_id -> Uuid,
        name -> Text,
        media_type -> Text,
        bytes -> Int4,
        sha256 -> Bytea,
        attached_by -> Uuid,
        attached_by_name -> Text,
        attached_at -> Timestamptz,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    claims (entity_id, ledger, account, dimension) {
        entity_id -> Uuid,
        ledger -> Text,
        account -> Text,
        dimension -> Text,
        document_id -> Uuid,
        label -> Text,
        party_id -> Nullable<Uuid>,
        party_name -> Nullable<Text>,
        bank_account_id -> Nullable<Uuid>,
        carries -> Array<Uuid>,
        opened_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    deputies (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        person_id -> Uuid,
        kind -> Text,
        role -> Text,
        department_id -> Nullable<Uuid>,
        post_th -> Text,
        holder_id -> Nullable<Uuid>,
        holder_name -> Nullable<Text>,
        order_no -> Text,
        ordered_on -> Date,
        valid_from -> Date,
        valid_until -> Date,
        amount_ceiling -> Nullable<Numeric>,
        made_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    document_events (entity_id, document_id, seq) {
        entity_id -> Uuid,
        document_id -> Uuid,
        seq -> Int4,
        at -> Timestamptz,
        person_id -> Uuid,
        person_name -> Text,
        position -> Text,
        step -> Nullable<Text>,
        action -> Nullable<Text>,
        status -> Text,
        comment -> Nullable<Text>,
        on_day -> Nullable<Date>,
        deputy_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    document_takes (entity_id, document_id, taken_id) {
        entity_id -> Uuid,
        document_id -> Uuid,
        taken_id -> Uuid,
        relation -> Text,
        settles -> Bool,
        released_at -> Nullable<Timestamptz>,
        days -> Nullable<Array<Date>>,
    }
}

diesel::table! {
    documents (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        fiscal_year -> Int4,
        entered_on -> Date,
        status -> Text,
        steps_taken -> Int4,
        has_effect -> Bool,
        title -> Text,
        party_name -> Nullable<Text>,
        department_id -> Nullable<Uuid>,
        amount -> Numeric,
        version -> Int4,
        created_by -> Uuid,
        created_at -> Timestamptz,
        document_on -> Nullable<Date>,
        route -> Nullable<Text>,
        next_step -> Nullable<Text>,
        manual_number -> Nullable<Text>,
        manual_book -> Nullable<Text>,
        manual_on -> Nullable<Date>,
        case_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    number_series (entity_id, series, fiscal_year, scope) {
        entity_id -> Uuid,
        series -> Text,
        fiscal_year -> Int4,
        scope -> Text,
        last_number -> Int8,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    attachment_contents,
    attachments,
    claims,
    deputies,
    document_events,
    document_takes,
    documents,
    number_series,
    departments,
);

// journal

diesel::table! {
    account_limits (ledger, account) {
        ledger -> Text,
        account -> Text,
        side -> Text,
        problem -> Text,
        draws_stay -> Bool,
    }
}

diesel::table! {
    accounts (code) {
        code -> Text,
        name_th -> Text,
        name_en -> Text,
        class -> Text,
        normal_balance -> Text,
        parent -> Nullable<Text>,
        postable -> Bool,
        used_for -> Nullable<Text>,
    }
}

diesel::table! {
    budget_lines (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        code -> Text,
        fiscal_year -> Int4,
        fund -> Text,
        work -> Text,
        expenditure_type -> Text,
        project -> Nullable<Text>,
        department_id -> Uuid,
        name_th -> Text,
        explanation -> Text,
        opened_by -> Uuid,
    }
}

diesel::table! {
    classifications (scheme, code) {
        scheme -> Text,
        code -> Text,
        name_th -> Text,
        name_en -> Text,
        parent -> Nullable<Text>,
        default_account -> Nullable<Text>,
        valid_from -> Int4,
        valid_to -> Int4,
    }
}

diesel::table! {
    current_balances (entity_id, ledger, account, dimension) {
        entity_id -> Uuid,
        ledger -> Text,
        account -> Text,
        dimension -> Text,
        debit -> Numeric,
        credit -> Numeric,
        limit_side -> Nullable<Text>,
        reserved -> Numeric,
        is_open -> Bool,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account_limits,
    accounts,
    budget_lines,
    classifications,
    current_balances,
    documents,
);
