-- Whether a document was taken at the end of a day (W-4.2, W-10.1) is told from the days on which it was
-- taken and let go, not from where it stands today.
ALTER TABLE document_takes ADD COLUMN days date[];
COMMENT ON COLUMN document_takes.days IS
    'The days on which it was taken, let go, taken again, in turn: taken at the end of a day when those until then are odd.';

-- Of those made before: the days on which the one that takes left its draft and went back to it or void.
UPDATE document_takes AS t SET days = coalesce((
        SELECT array_agg(coalesce(e.on_day, (e.at AT TIME ZONE 'Asia/Bangkok')::date) ORDER BY e.seq)
        FROM document_events AS e
        WHERE e.entity_id = t.entity_id AND e.document_id = t.document_id
          AND e.action IN ('submit', 'return', 'refuse', 'cancel')
          AND (t.released_at IS NULL OR e.at < t.released_at)), '{}')
    || CASE WHEN t.released_at IS NULL THEN '{}' ELSE ARRAY[coalesce((
        SELECT e.on_day FROM document_events AS e
        WHERE e.entity_id = t.entity_id AND e.document_id = t.document_id AND e.at = t.released_at LIMIT 1),
        (t.released_at AT TIME ZONE 'Asia/Bangkok')::date)] END;

-- Also those that were let go.
DROP INDEX document_takes_taken;
CREATE INDEX document_takes_taken ON document_takes (entity_id, taken_id);
-- What has left its route or was done after a day stood on it at the end of that day.
CREATE INDEX document_events_ended ON document_events (entity_id, on_day, document_id)
    WHERE action IS NOT NULL AND status NOT IN ('submitted', 'approved');
