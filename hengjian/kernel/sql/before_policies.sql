-- What the generated policies call; made before them. The invoker's own sight applies unless said otherwise.

-- Is no proceeding known by this id? As owner: the asker cannot see a stranger's, but must not take its id for a free one.
CREATE OR REPLACE FUNCTION hengjian_unused(which bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS 'SELECT NOT EXISTS (SELECT 1 FROM public.kernel_proceeding p WHERE p.id = which)';
REVOKE ALL ON FUNCTION hengjian_unused(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hengjian_unused(bigint) TO hengjian_party;

-- Is this place in the charge of who acts: within the range, or that of a matter given to this officer to handle?
CREATE OR REPLACE FUNCTION hengjian_here(place text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT place COLLATE "C" >= nullif(current_setting('hengjian.lo', true), '')
       AND place COLLATE "C" < nullif(current_setting('hengjian.hi', true), '')
        OR EXISTS (
            SELECT 1 FROM public.kernel_proceeding p
            WHERE p.id = ANY (string_to_array(nullif(current_setting('hengjian.shared', true), ''), ',')::bigint[])
              AND p.code = place
              AND 'officer:' || p.handler_id = ANY (string_to_array(current_setting('hengjian.principal', true), ','))
        )
$$;

-- Was this version of a row written by the running transaction? Whoever hands a subject over to another place may then
-- still finish what belongs to the same act. A row visible to us whose transaction has not ended is ours.
CREATE OR REPLACE FUNCTION hengjian_written_now(of_row xid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    ours bigint := pg_current_xact_id()::text::bigint;
    -- A row carries 32 bits of its transaction's number: take the nearest to ours (subtransactions come after it).
    apart bigint := (of_row::text::bigint - ours % 4294967296 + 6442450944) % 4294967296 - 2147483648;
BEGIN
    RETURN ours + apart > 0 AND coalesce(pg_xact_status((ours + apart)::text::xid8) = 'in progress', false);
EXCEPTION WHEN invalid_parameter_value THEN  -- a number from four thousand million transactions ago
    RETURN false;
END
$$;

-- Is the subject in the charge of who acts?
CREATE OR REPLACE FUNCTION hengjian_in_charge(which bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.kernel_subject s
        WHERE s.id = which
          AND (public.hengjian_here(s.division_code) OR public.hengjian_here(s.office_code)
               OR public.hengjian_written_now(s.xmin))
    )
$$;
