-- What the ledger's tables refuse, whoever asks. Run as owner after every migration; may be run again at any time.
-- No application role can change or empty these tables. An administrator of the database can drop a trigger; then the
-- checkpoints that witnesses and monitors keep no longer fit (docs/ledger.md).

CREATE OR REPLACE FUNCTION hengjian_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = TG_TABLE_NAME || ' is append-only: ' || TG_OP || ' is refused';
END $body$;

-- The content of an act may be erased, and only as a whole, only by hengjian_erase, only under a named article.
CREATE OR REPLACE FUNCTION hengjian_only_erased() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
       AND NEW.act_id = OLD.act_id AND NEW.proceeding_id IS NOT DISTINCT FROM OLD.proceeding_id
       AND NEW.salt IS NULL AND NEW.body IS NULL AND OLD.erased_under = '' AND btrim(NEW.erased_under) <> '' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = TG_TABLE_NAME || ' is append-only: content is erased through hengjian_erase only';
END $body$;

-- A tile at the edge of the tree grows; the hashes it already has never change.
CREATE OR REPLACE FUNCTION hengjian_only_grows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
BEGIN
    IF NEW.log = OLD.log AND NEW.level = OLD.level AND NEW.index = OLD.index
       AND substring(NEW.hashes FROM 1 FOR length(OLD.hashes)) = OLD.hashes THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = TG_TABLE_NAME || ' only grows: hashes in a tile never change';
END $body$;

DO $body$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['kernel_act', 'kernel_actleaf', 'kernel_checkpoint'] LOOP
        EXECUTE 'DROP TRIGGER IF EXISTS append_only ON public.' || name;
        EXECUTE 'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON public.' || name
            || ' FOR EACH ROW EXECUTE FUNCTION hengjian_append_only()';
    END LOOP;
    FOREACH name IN ARRAY ARRAY['kernel_actcontent', 'kernel_tile', 'kernel_cosignature'] LOOP
        EXECUTE 'DROP TRIGGER IF EXISTS append_only ON public.' || name;
        EXECUTE 'CREATE TRIGGER append_only BEFORE DELETE ON public.' || name
            || ' FOR EACH ROW EXECUTE FUNCTION hengjian_append_only()';
    END LOOP;
    FOREACH name IN ARRAY ARRAY['kernel_act', 'kernel_actleaf', 'kernel_checkpoint', 'kernel_actcontent',
                                'kernel_tile', 'kernel_cosignature'] LOOP
        EXECUTE 'DROP TRIGGER IF EXISTS never_emptied ON public.' || name;
        EXECUTE 'CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.' || name
            || ' FOR EACH STATEMENT EXECUTE FUNCTION hengjian_append_only()';
    END LOOP;
END $body$;

DROP TRIGGER IF EXISTS only_erased ON public.kernel_actcontent;
CREATE TRIGGER only_erased BEFORE UPDATE ON public.kernel_actcontent
    FOR EACH ROW EXECUTE FUNCTION hengjian_only_erased();
DROP TRIGGER IF EXISTS only_grows ON public.kernel_tile;
CREATE TRIGGER only_grows BEFORE UPDATE ON public.kernel_tile
    FOR EACH ROW EXECUTE FUNCTION hengjian_only_grows();

-- Erases content and salt of an act; the commitment stays and, without its salt, tells nothing. False: nothing to erase.
CREATE OR REPLACE FUNCTION hengjian_erase(act_id bigint, article text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    IF coalesce(btrim(article), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'content is erased under an article only';
    END IF;
    UPDATE public.kernel_actcontent c SET salt = NULL, body = NULL, erased_under = article
        WHERE c.act_id = hengjian_erase.act_id AND c.erased_under = '';
    RETURN FOUND;
END $body$;
REVOKE ALL ON FUNCTION hengjian_erase(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hengjian_erase(bigint, text) TO hengjian_app;

-- Acts without a leaf in a log. As owner, because the row policies would be asked for every act in the window; the
-- columns are those of the public leaf and nothing more.
CREATE OR REPLACE FUNCTION hengjian_unsealed(of_log text, everything boolean, batch integer)
    RETURNS TABLE (id bigint, name varchar, at timestamptz, code varchar, commitment varchar)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    WITH sealed AS (SELECT coalesce(max(l.act_id), 0) AS last FROM public.kernel_actleaf l WHERE l.log = of_log)
    SELECT a.id, a.name, a.at, a.code, a.commitment
    FROM public.kernel_act a
    WHERE (everything OR a.id > (SELECT last - 100000 FROM sealed))
      AND NOT EXISTS (SELECT 1 FROM public.kernel_actleaf l WHERE l.log = of_log AND l.act_id = a.id)
    ORDER BY a.id LIMIT batch
$body$;
REVOKE ALL ON FUNCTION hengjian_unsealed(text, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hengjian_unsealed(text, boolean, integer) TO hengjian_app, hengjian_officer;

-- Only the sequencer, which works under the officers' role, adds leaves, tiles and checkpoints.
REVOKE INSERT, UPDATE ON public.kernel_actleaf, public.kernel_checkpoint, public.kernel_tile
    FROM hengjian_app, hengjian_party, hengjian_public;
