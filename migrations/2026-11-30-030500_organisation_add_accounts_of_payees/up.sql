-- Where money to a payee goes: whoever changes it has proved a moment ago who that is, does not approve
-- that money goes there (party_editors), and nothing is paid to the payee on that day.
ALTER TABLE parties
    ADD COLUMN bank text,
    ADD COLUMN bank_account_no text,
    ADD CONSTRAINT parties_bank_account CHECK (bank_account_no ~ '^[0-9]{10,15}$');
COMMENT ON COLUMN parties.bank IS 'The bank of the payee.';
COMMENT ON COLUMN parties.bank_account_no IS 'The account of the payee, digits alone.';
COMMENT ON CONSTRAINT parties_bank_account ON parties IS 'field:bank_account_no:malformed';

CREATE TABLE party_account_changes (
    entity_id uuid NOT NULL,
    party_id uuid NOT NULL,
    changed_on date NOT NULL,
    person_id uuid NOT NULL REFERENCES persons (id),
    PRIMARY KEY (entity_id, party_id, changed_on, person_id),
    FOREIGN KEY (entity_id, party_id) REFERENCES parties (entity_id, id)
);
COMMENT ON TABLE party_account_changes IS 'On which days the account of a payee was changed: nothing is paid then.';
COMMENT ON COLUMN party_account_changes.entity_id IS 'The entity.';
COMMENT ON COLUMN party_account_changes.party_id IS 'The payee.';
COMMENT ON COLUMN party_account_changes.changed_on IS 'The day, where the entity works.';
COMMENT ON COLUMN party_account_changes.person_id IS 'Who.';

ALTER TABLE step_roles ADD COLUMN pays boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN step_roles.pays IS 'Money leaves for the payee: not on a day on which the account was changed.';
