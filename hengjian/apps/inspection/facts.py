"""What checks offer to the lake: the checks themselves, and the facts of a subject that its risk class counts."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hengjian.lake.indicator import Days, Some, Table, Worded, over_lake
from hengjian.lake.offer import Column, Dataset, Kind, OneOf, Privacy, SubjectFacts

INTERNAL, OPEN = Privacy.INTERNAL, Privacy.OPEN
# Codes that hold something against a subject, as rules.results says; 1, 7 and the codes of standing hold nothing.
PROBLEM = "ARRAY['2','3','4','5','6','8','15','F2','F3']::varchar[]"

CHECKS = Dataset(
    name="inspection.checks",
    what=_("Checks with their ground, items, result and times"),
    grain=("id",),
    columns=(
        Column("id", Kind.INTEGER, _("Site check")),
        Column("number", Kind.TEXT, _("Number"), OPEN),
        Column("subject", Kind.INTEGER, _("Subject"), OPEN, null=True),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("origin", Kind.TEXT, _("Why there was a check"), OPEN),
        Column("source", Kind.TEXT, _("Rests on")),
        Column("items", Kind.TEXT, _("Items, separated by blanks"), OPEN),
        Column("method", Kind.TEXT, _("Method"), OPEN),
        Column("officers", Kind.INTEGER, _("Officers")),
        Column("state", Kind.TEXT, _("Stage")),
        Column("codes", Kind.TEXT, _("Result, codes separated by blanks"), OPEN),
        Column("problem", Kind.FLAG, _("Something was found"), OPEN),
        Column("answers", Kind.INTEGER, _("Questions answered")),
        Column("faults", Kind.INTEGER, _("Questions answered with a fault")),
        Column("opened_at", Kind.INSTANT, _("Opened")),
        Column("shown_at", Kind.INSTANT, _("Officers showed their certificates"), null=True),
        Column("finished_at", Kind.INSTANT, _("Record signed"), null=True),
        Column("published_at", Kind.INSTANT, _("Result published"), OPEN, null=True),
        Column("on_time", Kind.FLAG, _("Every step within its limit"), null=True),
        Column("synthetic", Kind.FLAG, _("Synthetic"), OPEN),
    ),
    query=f"""
        SELECT p.id, p.number, p.subject_id AS subject, p.code, c.origin, c.source,
               array_to_string(c.items, ' ') AS items, c.method, jsonb_array_length(c.team) AS officers, p.state,
               array_to_string(c.codes, ' ') AS codes, c.codes && {PROBLEM} AS problem,
               (SELECT count(*) FROM jsonb_object_keys(c.answers)) AS answers,
               (SELECT count(*) FROM jsonb_each(c.answers) a WHERE a.value ->> 'verdict' = 'fault') AS faults,
               p.opened_at, c.shown_at, c.finished_at, c.published_at, p.on_time, p.synthetic
        FROM inspection_sitecheck c JOIN kernel_proceeding p ON p.id = c.proceeding_ptr_id
        WHERE {{where}}
    """,
    subject="p.subject_id",
)

# What the quarterly report "would chance have found more?" compares. The floor of a draw is drawn from all its strata by the
# smallest tickets (docs/draw.md, section 5), so whoever it drew stands first among all that were drawn.
VISITS = Dataset(
    name="inspection.visits",
    what=_("Visits of draws that are decided: chosen by pure chance or by risk, the class then, and what was found"),
    grain=("check",),
    columns=(
        Column("check", Kind.INTEGER, _("Site check")),
        Column("subject", Kind.INTEGER, _("Subject"), OPEN),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("on", Kind.DATE, _("Record signed")),
        Column("chosen", Kind.TEXT, _("Chosen by chance or by risk")),
        Column("grade", Kind.TEXT, _("Risk class at the draw")),
        Column("found", Kind.FLAG, _("Something was found"), OPEN),
    ),
    query=f"""
        SELECT c.proceeding_ptr_id AS "check", t.subject_id AS subject, t.code,
               (c.finished_at AT TIME ZONE 'Asia/Shanghai')::date AS "on",
               CASE WHEN t.place <= t.floor THEN 'chance' ELSE 'risk' END AS chosen,
               CASE t.stratum WHEN '1' THEN 'A' WHEN '2' THEN 'B' WHEN '3' THEN 'C' WHEN '4' THEN 'D' ELSE '' END AS grade,
               c.codes && {PROBLEM} AS found
        FROM (
            SELECT n.subject_id, d.number, d.code, r.stratum, f.floor, row_number() OVER (
                PARTITION BY d.id ORDER BY sha256(decode(d.result ->> 'seed', 'hex') || substr(r.leaf, 1, 16)), r.leaf) AS place
            FROM inspection_drawnsubject n JOIN inspection_publisheddraw d ON d.id = n.draw_id AND d.state = 'drawn'
            JOIN inspection_drawrow r ON r.proceeding_id = d.proceeding_id AND r.subject_id = n.subject_id
            CROSS JOIN LATERAL (
                SELECT ceil(sum((s ->> 'size')::bigint) * (d.plan ->> 'floor_ppm')::bigint / 1000000.0) AS floor
                FROM jsonb_array_elements(d.plan -> 'strata') s WHERE (s ->> 'weight')::bigint > 0) f) t
        JOIN inspection_sitecheck c ON c.source = t.number AND c.origin = 'draw'
        JOIN kernel_proceeding p ON p.id = c.proceeding_ptr_id AND p.subject_id = t.subject_id
        WHERE c.finished_at IS NOT NULL AND cardinality(c.codes) > 0 AND {{where}}
    """,
    subject="t.subject_id",
    rules=(OneOf("chosen", ("chance", "risk")), OneOf("grade", ("A", "B", "C", "D", ""))),
)

RISK = SubjectFacts(
    name="inspection.risk",
    what=_("What checks say of a subject in 36 months: share with problems, refusals, corrections that ran out"),
    grain=("subject",),
    columns=(
        Column("subject", Kind.INTEGER, _("Subject"), OPEN),
        Column("S07", Kind.DECIMAL, _("Share of checks that found something")),
        Column("S08", Kind.INTEGER, _("Checks refused, or subject unreachable")),
        Column("S10", Kind.INTEGER, _("Corrections that ran out and are open")),
    ),
    query=f"""
        WITH known AS (
            SELECT p.subject_id AS subject, c.codes FROM inspection_sitecheck c
            JOIN kernel_proceeding p ON p.id = c.proceeding_ptr_id
            WHERE cardinality(c.codes) > 0 AND c.finished_at >= now() - interval '36 months' AND p.subject_id IS NOT NULL
        ), late AS (
            SELECT p.subject_id AS subject, count(*) AS open FROM inspection_correctionorder o
            JOIN kernel_proceeding p ON p.id = o.proceeding_ptr_id
            WHERE p.state = 'overdue' AND p.subject_id IS NOT NULL GROUP BY p.subject_id
        ), checked AS (
            SELECT subject, round(count(*) FILTER (WHERE codes && {PROBLEM})::numeric / count(*), 4) AS share,
                   count(*) FILTER (WHERE codes && ARRAY['4','6']::varchar[]) AS refused
            FROM known GROUP BY subject
        )
        SELECT s.id AS subject, coalesce(k.share, 0) AS "S07", coalesce(k.refused, 0) AS "S08",
               coalesce(l.open, 0) AS "S10"
        FROM kernel_subject s LEFT JOIN checked k ON k.subject = s.id LEFT JOIN late l ON l.subject = s.id
        WHERE (k.subject IS NOT NULL OR l.subject IS NOT NULL) AND {{where}}
    """,
    subject="s.id",
)


@over_lake("inspection.problems_found", CHECKS.name)
def problems_found(tables: Mapping[str, Table], days: Days) -> Worded:
    """Results that hold something against the subject, of all results."""
    rows = tables[CHECKS.name]
    rows = rows.filter(days.hold_moment(rows.finished_at) & (rows.codes.length() > 0))
    return Worded(Some(rows.filter(rows.problem)), Some(rows), 100)


@over_lake("inspection.outside_draws", CHECKS.name)
def outside_draws(tables: Mapping[str, Table], days: Days) -> Worded:
    """Checks on a named exception, of all opened."""
    rows = tables[CHECKS.name]
    rows = rows.filter(days.hold_moment(rows.opened_at))
    return Worded(Some(rows.filter(rows.origin != "draw")), Some(rows), 100)


@over_lake("inspection.published_in_time", CHECKS.name)
def published_in_time(tables: Mapping[str, Table], days: Days) -> Worded:
    """Within the limit, of all published."""
    rows = tables[CHECKS.name]
    rows = rows.filter(days.hold_moment(rows.published_at))
    return Worded(Some(rows.filter(rows.on_time.fill_null(True))), Some(rows), 100)


@over_lake("inspection.visits_per_subject", CHECKS.name)
def visits_per_subject(tables: Mapping[str, Table], days: Days) -> Worded:
    """Visits on site, per subject that had one."""
    rows = tables[CHECKS.name]
    rows = rows.filter(days.hold_moment(rows.finished_at) & rows.shown_at.notnull())
    return Worded(Some(rows), Some(rows, different="subject"))
