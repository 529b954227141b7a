"""Figures of spans that move with the day are told apart, and taken away after some months."""

from django.db import migrations, models

# No application role may delete figures. This function of the owner takes away those that the rows still tell and nobody is
# judged by: of spans that move with the day, and years up to a day that ends no month and stands in no plan.
PRUNE = """
CREATE OR REPLACE FUNCTION hengjian_prune_figures(until_before date) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    gone bigint;
BEGIN
    IF until_before > (now() AT TIME ZONE 'Asia/Shanghai')::date - 92 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'figures are kept for 92 days';
    END IF;
    DELETE FROM public.planning_indicatorfigure f WHERE f.until < until_before AND (
        f.kind = 'moving'
        OR f.kind = 'year' AND f.until <> (date_trunc('month', f.until) + interval '1 month - 1 day')::date
           AND NOT EXISTS (SELECT 1 FROM public.planning_plantarget t WHERE t.indicator = f.indicator));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $body$;
REVOKE ALL ON FUNCTION hengjian_prune_figures(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hengjian_prune_figures(date) TO hengjian_app, hengjian_officer;
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0004_programmes")]

    operations = [
        migrations.AddField(
            model_name="indicatorfigure",
            name="kind",
            field=models.CharField(db_collation="C", default="year", max_length=6),
        ),
        migrations.RunSQL(PRUNE, "DROP FUNCTION hengjian_prune_figures(date)"),
    ]
