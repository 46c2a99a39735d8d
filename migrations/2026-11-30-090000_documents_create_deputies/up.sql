-- Somebody acts in the post of another (รักษาราชการแทน, ปฏิบัติราชการแทน): the order stays as it was
-- entered; what it gives is a role like others, which says so.
CREATE TABLE deputies (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES persons (id),
    kind text NOT NULL CHECK (kind IN ('acting', 'delegated')),
    role text NOT NULL,
    department_id uuid,
    post_th text NOT NULL,
    holder_id uuid REFERENCES persons (id),
    holder_name text,
    order_no text NOT NULL,
    ordered_on date NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    amount_ceiling numeric(18, 2),
    made_by uuid REFERENCES persons (id),
    PRIMARY KEY (entity_id, id),
    CONSTRAINT deputies_department FOREIGN KEY (entity_id, department_id)
        REFERENCES departments (entity_id, id),
    CONSTRAINT deputies_post CHECK (post_th <> ''),
    CONSTRAINT deputies_order CHECK (order_no <> ''),
    CONSTRAINT deputies_holder CHECK (holder_id <> person_id
        AND (holder_id IS NULL) = (holder_name IS NULL)),
    CONSTRAINT deputies_delegated CHECK (kind <> 'delegated' OR holder_id IS NOT NULL),
    CONSTRAINT deputies_ordered CHECK (ordered_on <= valid_from),
    CONSTRAINT deputies_days CHECK (valid_until BETWEEN valid_from AND valid_from + 366),
    CONSTRAINT deputies_ceiling CHECK (amount_ceiling > 0)
);
COMMENT ON TABLE deputies IS 'Orders by which somebody acts in the post of another, as they were entered.';
COMMENT ON COLUMN deputies.entity_id IS 'The entity.';
COMMENT ON COLUMN deputies.id IS 'Its id.';
COMMENT ON COLUMN deputies.person_id IS 'Who acts.';
COMMENT ON COLUMN deputies.kind IS 'acting: the post is vacant or its holder cannot; delegated: the holder is there.';
COMMENT ON COLUMN deputies.role IS 'The role of the post.';
COMMENT ON COLUMN deputies.department_id IS 'The department of the post, for clerks and heads.';
COMMENT ON COLUMN deputies.post_th IS 'The title of the post, as printed under signatures.';
COMMENT ON COLUMN deputies.holder_id IS 'Who has the post; none while it is vacant.';
COMMENT ON COLUMN deputies.holder_name IS 'Name of the holder then.';
COMMENT ON COLUMN deputies.order_no IS 'Number of the order.';
COMMENT ON COLUMN deputies.ordered_on IS 'Day of the order.';
COMMENT ON COLUMN deputies.valid_from IS 'First day it counts, by the order.';
COMMENT ON COLUMN deputies.valid_until IS 'Last day it counts, by the order.';
COMMENT ON COLUMN deputies.amount_ceiling IS 'The largest amount that is decided with it; none when any.';
COMMENT ON COLUMN deputies.made_by IS 'Who entered it; none for the operator.';
COMMENT ON CONSTRAINT deputies_department ON deputies IS 'field:department_id:unknown_value';
COMMENT ON CONSTRAINT deputies_post ON deputies IS 'field:post_th:required';
COMMENT ON CONSTRAINT deputies_order ON deputies IS 'field:order_no:required';
COMMENT ON CONSTRAINT deputies_holder ON deputies IS 'field:holder_id:duplicate';
COMMENT ON CONSTRAINT deputies_delegated ON deputies IS 'field:holder_id:required';
COMMENT ON CONSTRAINT deputies_ordered ON deputies IS 'field:ordered_on:impossible_day';
COMMENT ON CONSTRAINT deputies_days ON deputies IS 'field:valid_until:impossible_day';
COMMENT ON CONSTRAINT deputies_ceiling ON deputies IS 'field:amount_ceiling:not_positive';

ALTER TABLE role_assignments
    ADD COLUMN deputy_id uuid,
    ADD CONSTRAINT role_assignments_deputy FOREIGN KEY (entity_id, deputy_id)
        REFERENCES deputies (entity_id, id),
    ADD CONSTRAINT role_assignments_deputy_days CHECK (deputy_id IS NULL
        OR valid_from IS NOT NULL AND valid_until IS NOT NULL),
    DROP CONSTRAINT role_assignments_entity_id_person_id_role_department_id_key,
    ADD CONSTRAINT role_assignments_once
        UNIQUE NULLS NOT DISTINCT (entity_id, person_id, role, department_id, deputy_id);
COMMENT ON COLUMN role_assignments.deputy_id IS 'The order by which it is held in the post of another; none for the own.';

ALTER TABLE posts ADD COLUMN acting jsonb;
COMMENT ON COLUMN posts.acting IS 'In whose post, by which order; none for the own.';

ALTER TABLE document_events
    ADD COLUMN deputy_id uuid,
    ADD CONSTRAINT document_events_deputy FOREIGN KEY (entity_id, deputy_id)
        REFERENCES deputies (entity_id, id);
COMMENT ON COLUMN document_events.deputy_id IS 'The order by which it was done in the post of another; none in the own.';

ALTER TABLE user_reviews
    ADD COLUMN deputy_id uuid,
    ADD CONSTRAINT user_reviews_deputy FOREIGN KEY (entity_id, deputy_id)
        REFERENCES deputies (entity_id, id);
COMMENT ON COLUMN user_reviews.deputy_id IS 'The order by which it was signed in the post of another; none in the own.';
