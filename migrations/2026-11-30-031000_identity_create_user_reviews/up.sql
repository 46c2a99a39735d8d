-- Twice a year the head of finance goes through everybody of the roster (seed: the list of users is
-- checked every six months); what was seen and decided is kept, and ends rights.
CREATE TABLE user_reviews (
    entity_id uuid NOT NULL REFERENCES entities (id),
    half_begins date NOT NULL,
    rights_until date NOT NULL,
    signed_on date NOT NULL,
    signed_at timestamptz NOT NULL,
    signed_by uuid NOT NULL REFERENCES persons (id),
    signer_name text NOT NULL,
    signer_position text NOT NULL,
    head_seq bigint NOT NULL,
    head_hash text NOT NULL,
    PRIMARY KEY (entity_id, half_begins),
    CONSTRAINT user_reviews_half CHECK (half_begins <= signed_on
        AND to_char(half_begins, 'MM-DD') IN ('04-01', '10-01')),
    CONSTRAINT user_reviews_until CHECK (rights_until BETWEEN signed_on AND signed_on + 30)
);
COMMENT ON TABLE user_reviews IS 'Six-monthly reviews of the roster, as signed.';
COMMENT ON COLUMN user_reviews.entity_id IS 'The entity.';
COMMENT ON COLUMN user_reviews.half_begins IS 'First day of the half-year: 1 April or 1 October.';
COMMENT ON COLUMN user_reviews.rights_until IS 'Last day of the rights of those who were not confirmed.';
COMMENT ON COLUMN user_reviews.signed_on IS 'The day it was signed, where the entity works.';
COMMENT ON COLUMN user_reviews.signed_at IS 'When it was signed.';
COMMENT ON COLUMN user_reviews.signed_by IS 'The head of finance who signed it.';
COMMENT ON COLUMN user_reviews.signer_name IS 'Name of the signer then.';
COMMENT ON COLUMN user_reviews.signer_position IS 'Position of the signer then.';
COMMENT ON COLUMN user_reviews.head_seq IS 'Number of the last record before it.';
COMMENT ON COLUMN user_reviews.head_hash IS 'Hash of that record, hexadecimal.';
COMMENT ON CONSTRAINT user_reviews_half ON user_reviews IS 'field:half_begins:unknown_value';
COMMENT ON CONSTRAINT user_reviews_until ON user_reviews IS 'field:rights_until:impossible_day';

CREATE TABLE user_review_rows (
    entity_id uuid NOT NULL,
    half_begins date NOT NULL,
    person_id uuid NOT NULL REFERENCES persons (id),
    name_th text NOT NULL,
    position_th text NOT NULL,
    roles_th text NOT NULL,
    before_th text,
    last_login_at timestamptz,
    acts bigint NOT NULL,
    last_act_on date,
    verdict text NOT NULL CHECK (verdict IN ('confirmed', 'suspended', 'unconfirmed', 'reviewer')),
    PRIMARY KEY (entity_id, half_begins, person_id),
    FOREIGN KEY (entity_id, half_begins) REFERENCES user_reviews (entity_id, half_begins)
);
COMMENT ON TABLE user_review_rows IS 'Everybody of the roster at a review: what was seen, and what was decided.';
COMMENT ON COLUMN user_review_rows.entity_id IS 'The entity.';
COMMENT ON COLUMN user_review_rows.half_begins IS 'The review.';
COMMENT ON COLUMN user_review_rows.person_id IS 'Who.';
COMMENT ON COLUMN user_review_rows.name_th IS 'Name with title then.';
COMMENT ON COLUMN user_review_rows.position_th IS 'Position then.';
COMMENT ON COLUMN user_review_rows.roles_th IS 'Roles then, with their limits, in Thai.';
COMMENT ON COLUMN user_review_rows.before_th IS 'The same at the review before; none when the person was not there.';
COMMENT ON COLUMN user_review_rows.last_login_at IS 'Last log-in then.';
COMMENT ON COLUMN user_review_rows.acts IS 'Acts on documents since the review before.';
COMMENT ON COLUMN user_review_rows.last_act_on IS 'Day of the last of them.';
COMMENT ON COLUMN user_review_rows.verdict IS 'confirmed, suspended, unconfirmed, or reviewer for the signer.';
