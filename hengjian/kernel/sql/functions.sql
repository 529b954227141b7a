-- Moving a proceeding to another authority: the one change of code that leaves the caller's range.
-- It demands the ledger entry of a transfer by the same scope, written moments before in the same transaction,
-- and keeps the old authority's sight of what it handed over.
CREATE OR REPLACE FUNCTION hengjian_transfer(which bigint, to_code text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    old text;
BEGIN
    SELECT code INTO old FROM kernel_proceeding
    WHERE id = which
      AND code >= nullif(current_setting('hengjian.lo', true), '')
      AND code < nullif(current_setting('hengjian.hi', true), '')
    FOR UPDATE;
    IF old IS NULL OR NOT EXISTS (
        SELECT 1 FROM kernel_act
        WHERE proceeding_id = which AND name ~ '\.(transfer|transfer_to_registrar|designate|hand_over|hand_over_by_time|hand_over_by_agreement)$' AND at > now() - interval '1 minute'
    ) THEN
        RAISE EXCEPTION 'a proceeding moves only by a recorded act of transfer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE kernel_proceeding SET code = to_code WHERE id = which;
    INSERT INTO kernel_share (proceeding_id, authority_code, until, why) VALUES (which, old, NULL, why)
    ON CONFLICT (proceeding_id, authority_code) DO NOTHING;
END
$$;
REVOKE ALL ON FUNCTION hengjian_transfer(bigint, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hengjian_transfer(bigint, text, text) TO hengjian_officer;

-- The matters an officer handles, for officers whose scope is their own matters only. Read while the scope is built.
CREATE OR REPLACE FUNCTION hengjian_handled_by(which bigint) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM (
        SELECT id FROM kernel_proceeding WHERE handler_id = which ORDER BY (closed_at IS NULL) DESC, id DESC LIMIT 500
    ) own
$$;
REVOKE ALL ON FUNCTION hengjian_handled_by(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hengjian_handled_by(bigint) TO hengjian_app, hengjian_officer;
