ALTER TABLE user_reviews DROP COLUMN deputy_id;
ALTER TABLE document_events DROP COLUMN deputy_id;
DELETE FROM posts WHERE acting IS NOT NULL;
ALTER TABLE posts DROP COLUMN acting;
DELETE FROM role_assignments WHERE deputy_id IS NOT NULL;
ALTER TABLE role_assignments
    DROP CONSTRAINT role_assignments_once,
    DROP COLUMN deputy_id,
    ADD CONSTRAINT role_assignments_entity_id_person_id_role_department_id_key
        UNIQUE NULLS NOT DISTINCT (entity_id, person_id, role, department_id);
DROP TABLE deputies;
