-- Nothing is published or issued but by an act: what goes out must come with a ledger entry that the same transaction has
-- just written, in the writer's own name (the policy of kernel_act sees to that) and about a matter the writer may see.
-- A trigger after the statement and not a policy, as an act writes everything in one statement, whose parts a policy
-- cannot see. Bulk loading as owner is not asked.
CREATE OR REPLACE FUNCTION hengjian_of_an_act() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    IF EXISTS (SELECT 1 FROM public.kernel_act a WHERE a.id = NEW.act_id AND public.hengjian_written_now(a.xmin)) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = TG_TABLE_NAME || ': what is published or issued comes with its act, in one transaction';
END $body$;

DO $body$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['kernel_disclosure', 'kernel_paper', 'kernel_paperrecord'] LOOP
        EXECUTE 'DROP TRIGGER IF EXISTS of_an_act ON public.' || name;
        EXECUTE 'CREATE TRIGGER of_an_act AFTER INSERT ON public.' || name || ' FOR EACH ROW '
            || 'WHEN (current_user IN (''hengjian_officer'', ''hengjian_party'')) EXECUTE FUNCTION hengjian_of_an_act()';
    END LOOP;
END $body$;
