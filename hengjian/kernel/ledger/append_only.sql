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

-- Erases content and salt of an act; the commitment stays and, without its salt, tells nothing. What the act's words were
-- copied into goes with them: notices and jobs that carry them, drafts of its form, the same words beside countersignature,
-- stopped clock, recusal and share. Columns of the matter itself, papers and publications have legal grounds of their own.
-- False: nothing to erase.
CREATE OR REPLACE FUNCTION hengjian_erase(act_id bigint, article text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    matter bigint;
    said jsonb;
    words text[];
BEGIN
    IF coalesce(btrim(article), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'content is erased under an article only';
    END IF;
    SELECT c.proceeding_id, c.body INTO matter, said FROM public.kernel_actcontent c
        WHERE c.act_id = hengjian_erase.act_id AND c.erased_under = '' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE public.kernel_actcontent c SET salt = NULL, body = NULL, erased_under = article
        WHERE c.act_id = hengjian_erase.act_id;
    SELECT array_agg(w.value) INTO words FROM (
        SELECT said ->> 'note' AS value
        UNION SELECT g.value FROM jsonb_each_text(
            CASE jsonb_typeof(said -> 'given') WHEN 'object' THEN said -> 'given' ELSE '{}' END) g
    ) w WHERE btrim(w.value) <> '' AND w.value !~ '^([0-9]+|true|false)$';
    DELETE FROM public.kernel_notice n WHERE n.link = '/p/' || matter || '/?act=' || hengjian_erase.act_id;
    UPDATE public.procrastinate_jobs j SET args = j.args || '{"messages": []}'
        WHERE j.task_name = 'kernel.tell' AND j.args ->> 'act_id' = hengjian_erase.act_id::text;
    UPDATE public.procrastinate_jobs j SET args = j.args || '{"given": {}}'
        WHERE j.args ->> 'key' LIKE 'after:' || hengjian_erase.act_id || ':%' AND j.status NOT IN ('todo', 'doing');
    DELETE FROM public.kernel_draft d
        WHERE d.key = matter || '/' || (
            SELECT split_part(a.name, '.', 3) FROM public.kernel_act a WHERE a.id = hengjian_erase.act_id);
    UPDATE public.kernel_countersign s SET question = CASE WHEN s.question = ANY (words) THEN '' ELSE s.question END,
                                           opinion = CASE WHEN s.opinion = ANY (words) THEN '' ELSE s.opinion END
        WHERE s.proceeding_id = matter AND (s.question = ANY (words) OR s.opinion = ANY (words));
    UPDATE public.kernel_clock k SET stops = (
            SELECT jsonb_agg(CASE WHEN e.value ->> 'why' = ANY (words) THEN e.value || '{"why": ""}' ELSE e.value END)
            FROM jsonb_array_elements(k.stops) e)
        WHERE k.proceeding_id = matter AND jsonb_array_length(k.stops) > 0;
    UPDATE public.kernel_proceeding p SET stop_reason = '' WHERE p.id = matter AND p.stop_reason = ANY (words);
    UPDATE public.kernel_recusal r SET reason = '' WHERE r.proceeding_id = matter AND r.reason = ANY (words);
    UPDATE public.kernel_share h SET why = '' WHERE h.proceeding_id = matter AND h.why = ANY (words);
    RETURN true;
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

-- Only the sequencer, which works under the officers' role as the machine, adds leaves, tiles and checkpoints.
REVOKE INSERT, UPDATE ON public.kernel_actleaf, public.kernel_checkpoint, public.kernel_tile
    FROM hengjian_app, hengjian_party, hengjian_public;

CREATE OR REPLACE FUNCTION hengjian_by_machine() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
BEGIN
    IF current_setting('hengjian.user', true) = '*' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = TG_TABLE_NAME || ' is written by the sequencer alone';
END $body$;

DO $body$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['kernel_actleaf', 'kernel_checkpoint', 'kernel_tile'] LOOP
        EXECUTE 'DROP TRIGGER IF EXISTS by_machine ON public.' || name;
        EXECUTE 'CREATE TRIGGER by_machine BEFORE INSERT OR UPDATE ON public.' || name
            || ' FOR EACH STATEMENT WHEN (current_user = ''hengjian_officer'') EXECUTE FUNCTION hengjian_by_machine()';
    END LOOP;
END $body$;
