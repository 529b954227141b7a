"""What the room offers to the lake: facts of the credit file for risk classes, and the entries themselves."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hengjian.lake.indicator import Days, Some, Table, Worded, over_lake
from hengjian.lake.offer import Column, Dataset, Kind, Privacy, SubjectFacts

SUBJECT = Column("subject", Kind.INTEGER, _("Subject"), Privacy.OPEN)

ENTRIES = Dataset(
    "credit.entries",
    _("Entries of the credit file"),
    ("id",),
    (
        Column("id", Kind.INTEGER, _("Number of the entry"), Privacy.OPEN),
        SUBJECT,
        Column("code", Kind.TEXT, _("Authority"), Privacy.OPEN),
        Column("kind", Kind.TEXT, _("Kind"), Privacy.OPEN),
        Column("cause", Kind.TEXT, _("Cause"), Privacy.OPEN),
        Column("since", Kind.DATE, _("Since"), Privacy.OPEN),
        Column("until", Kind.DATE, _("Until"), Privacy.OPEN, null=True),
        Column("ended_on", Kind.DATE, _("Ended on"), Privacy.INTERNAL, null=True),
        Column("ended_why", Kind.TEXT, _("How it ended"), Privacy.INTERNAL),
    ),
    "SELECT e.id, e.subject_id AS subject, e.code, e.kind, e.cause, e.since, e.until, e.ended_on, e.ended_why "
    "FROM credit_creditentry e WHERE {where}",
    subject="e.subject_id",
)

GRADES = Dataset(
    "credit.grades",
    _("Risk classes as they are now"),
    ("subject",),
    (
        SUBJECT,
        Column("division", Kind.TEXT, _("Division code"), Privacy.OPEN),
        Column("grade", Kind.TEXT, _("Risk class")),
        Column("score", Kind.DECIMAL, _("Score, of a hundred")),
    ),
    "SELECT g.subject_id AS subject, s.division_code AS division, g.grade, g.score / 100.0 AS score FROM credit_riskgrade g "
    "JOIN kernel_subject s ON s.id = g.subject_id WHERE {where}",
    subject="g.subject_id",
)

FILED = Dataset(
    "credit.annual_reports",
    _("Annual reports filed, with their year and whether they came late"),
    ("report",),
    (
        Column("report", Kind.INTEGER, _("Annual report")),
        SUBJECT,
        Column("code", Kind.TEXT, _("Authority"), Privacy.OPEN),
        Column("year", Kind.INTEGER, _("Year"), Privacy.OPEN),
        Column("late", Kind.FLAG, _("Filed late"), Privacy.OPEN),
        Column("corrects", Kind.FLAG, _("Corrects another report"), Privacy.OPEN),
        Column("opened_at", Kind.INSTANT, _("Opened"), Privacy.OPEN),
    ),
    "SELECT b.id AS report, b.subject_id AS subject, b.code, r.year, r.late, r.corrects, b.opened_at "
    "FROM credit_annualreport r JOIN kernel_proceeding b ON b.id = r.proceeding_ptr_id WHERE {where}",
    subject="b.subject_id",
)

# S01–S03: the lists. What was entered in error does not count. R02, R03: related firms, one share of a holder apart.
LISTS = SubjectFacts(
    "credit.lists",
    _("Lists on which a subject stands or stood"),
    ("subject",),
    (
        SUBJECT,
        Column("S01", Kind.INTEGER, _("Open entries on the list of abnormal operations")),
        Column("S02", Kind.INTEGER, _("Entries on that list in three years")),
        Column("S03", Kind.INTEGER, _("On the list of serious violations now")),
    ),
    """SELECT e.subject_id AS subject,
       count(*) FILTER (WHERE e.kind IN ('abnormal', 'marked') AND e.ended_on IS NULL)::int AS "S01",
       count(*) FILTER (WHERE e.kind IN ('abnormal', 'marked') AND e.since > {today} - interval '3 years')::int AS "S02",
       max((e.kind = 'serious' AND e.ended_on IS NULL)::int) AS "S03"
       FROM credit_creditentry e
       WHERE e.kind IN ('abnormal', 'marked', 'serious') AND e.ended_why NOT IN ('withdrawn', 'replaced')
       AND NOT e.doubtful AND {where} GROUP BY e.subject_id""",
    subject="e.subject_id",
)

# S04–S06, S11: penalties of the ordinary procedure; those that fell do not count, those repaired do not count either:
# a repair ends publicity, sharing and use (NDRC Order 36).
PENALTIES = SubjectFacts(
    "credit.penalties",
    _("Penalties of a subject"),
    ("subject",),
    (
        SUBJECT,
        Column("S04", Kind.INTEGER, _("Penalties in 24 months")),
        Column("S05", Kind.TEXT, _("Heaviest kind of penalty in 36 months")),
        Column("S06", Kind.DECIMAL, _("Fines and confiscations in 24 months")),
        Column("S11", Kind.INTEGER, _("Penalties not performed")),
    ),
    """SELECT b.subject_id AS subject,
       count(*) FILTER (WHERE p.decided_on > {today} - interval '24 months')::int AS "S04",
       (array_agg(k.kind ORDER BY k.rank DESC) FILTER (WHERE p.decided_on > {today} - interval '36 months'))[1] AS "S05",
       coalesce(sum(p.fine) FILTER (WHERE p.decided_on > {today} - interval '24 months'), 0) AS "S06",
       count(*) FILTER (WHERE NOT p.performed AND coalesce(p.perform_by < {today}, true))::int AS "S11"
       FROM credit_recordedpenalty p JOIN kernel_proceeding b ON b.id = p.proceeding_ptr_id
       CROSS JOIN LATERAL (SELECT CASE
           WHEN p.kinds && ARRAY['revocation', 'closure', 'ban']::varchar[] THEN 'revoke'
           WHEN p.kinds && ARRAY['stop_production', 'restriction', 'suspension', 'downgrade']::varchar[] THEN 'stop'
           WHEN p.kinds && ARRAY['confiscation']::varchar[] THEN 'confiscation'
           WHEN p.kinds && ARRAY['fine']::varchar[] THEN 'fine' ELSE 'warning' END AS kind) named
       JOIN (VALUES ('warning', 1), ('fine', 2), ('confiscation', 3), ('stop', 4), ('revoke', 5)) k (kind, rank)
         ON k.kind = named.kind
       WHERE b.state NOT IN ('withdrawn', 'changed', 'hidden') AND NOT p.simple AND {where} GROUP BY b.subject_id""",
    subject="b.subject_id",
)

# D06: reports filed late, and missing ones that led to an entry. B10: insured staff as the newest report has it.
REPORTS = SubjectFacts(
    "credit.reports",
    _("Annual reports of a subject"),
    ("subject",),
    (
        SUBJECT,
        Column("D06", Kind.INTEGER, _("Late or missing annual reports in three years")),
    ),
    """SELECT x.subject AS subject, count(DISTINCT x.year)::int AS "D06" FROM (
         SELECT b.subject_id AS subject, r.year FROM credit_annualreport r
         JOIN kernel_proceeding b ON b.id = r.proceeding_ptr_id WHERE r.late AND NOT r.corrects
         UNION ALL
         SELECT b.subject_id, l.year FROM credit_abnormallisting l
         JOIN kernel_proceeding b ON b.id = l.proceeding_ptr_id WHERE l.year IS NOT NULL AND b.state <> 'cancelled') x
       WHERE x.year >= extract(year FROM {today}) - 3 AND {where} GROUP BY x.subject""",
    subject="x.subject",
)

STAFF = SubjectFacts(
    "credit.staff",
    _("Staff and business as the newest annual report has them"),
    ("subject",),
    (
        SUBJECT,
        Column("B10", Kind.DECIMAL, _("Part of the declared staff without insurance"), null=True),
        Column("D07", Kind.INTEGER, _("Months without business")),
    ),
    """SELECT DISTINCT ON (b.subject_id) b.subject_id AS subject,
       CASE WHEN (r.content->>'staff')::int > 0 THEN
         round(1 - least((r.content->>'insured')::int, (r.content->>'staff')::int)::numeric / (r.content->>'staff')::int, 4)
       END AS "B10",
       CASE WHEN r.content->>'business' = 'resting' OR (r.content->>'revenue')::numeric = 0 THEN 12 ELSE 0 END AS "D07"
       FROM credit_annualreport r JOIN kernel_proceeding b ON b.id = r.proceeding_ptr_id WHERE {where}
       ORDER BY b.subject_id, r.year DESC, b.id DESC""",
    subject="b.subject_id",
    zero=False,
)

# K2, K3: what counts in a subject's favour.
FAVOUR = SubjectFacts(
    "credit.favour",
    _("What counts in a subject's favour"),
    ("subject",),
    (SUBJECT, Column("K3", Kind.INTEGER, _("Credit commitments kept"))),
    """SELECT b.subject_id AS subject, count(*)::int AS "K3" FROM credit_creditpromise p
       JOIN kernel_proceeding b ON b.id = p.proceeding_ptr_id WHERE b.state = 'kept' AND {where} GROUP BY b.subject_id""",
    subject="b.subject_id",
)

INSURED = SubjectFacts(
    "credit.insured",
    _("Subjects with a liability insurance in force"),
    ("subject",),
    (SUBJECT, Column("K4", Kind.INTEGER, _("Liability insurance in force"))),
    """SELECT b.subject_id AS subject, 1 AS "K4" FROM credit_insurancerecord i
       JOIN kernel_proceeding b ON b.id = i.proceeding_ptr_id
       WHERE i.since <= {today} AND i.until >= {today} AND {where} GROUP BY b.subject_id""",
    subject="b.subject_id",
)

CLEAN = SubjectFacts(
    "credit.clean",
    _("Three clean years"),
    ("subject",),
    (SUBJECT, Column("K2", Kind.INTEGER, _("Three years without penalty, list or late report"))),
    """SELECT s.id AS subject, 1 AS "K2" FROM kernel_subject s
       WHERE s.opened_on <= {today} - interval '3 years' AND s.status = 'registered'
       AND NOT EXISTS (SELECT 1 FROM credit_creditentry e WHERE e.subject_id = s.id AND e.since > {today} - interval '3 years'
                       AND e.ended_why NOT IN ('withdrawn', 'replaced', 'repaired'))
       AND NOT EXISTS (SELECT 1 FROM credit_annualreport r JOIN kernel_proceeding b ON b.id = r.proceeding_ptr_id
                       WHERE b.subject_id = s.id AND r.late AND r.year >= extract(year FROM {today}) - 3)
       AND {where}""",
    subject="s.id",
)

RELATED = SubjectFacts(
    "credit.related",
    _("Lists on which related firms stand"),
    ("subject",),
    (
        SUBJECT,
        Column("R02", Kind.DECIMAL, _("Share of related firms on the list of abnormal operations, in per cent")),
        Column("R03", Kind.INTEGER, _("Related firms on the list of serious violations")),
    ),
    """SELECT n.subject AS subject,
       round(100.0 * count(DISTINCT n.other) FILTER (WHERE e.kind IN ('abnormal', 'marked')) / count(DISTINCT n.other), 2) AS "R02",
       count(DISTINCT n.other) FILTER (WHERE e.kind = 'serious')::int AS "R03"
       FROM (SELECT h.subject_id AS subject, h.holder_id AS other FROM registry_holding h
             WHERE h.until IS NULL AND h.holder_id IS NOT NULL
             UNION SELECT h.holder_id, h.subject_id FROM registry_holding h
             WHERE h.until IS NULL AND h.holder_id IS NOT NULL) n
       LEFT JOIN credit_creditentry e ON e.subject_id = n.other AND e.ended_on IS NULL AND NOT e.doubtful
         AND e.kind IN ('abnormal', 'marked', 'serious')
       WHERE {where} GROUP BY n.subject""",
    subject="n.subject",
)


# C05, C06, K1: what other bodies say under their own schemes, named as the sources of the indicators; the newest that holds.
OUTSIDE = SubjectFacts(
    "credit.outside",
    _("Ratings of other bodies that hold today"),
    ("subject",),
    (
        SUBJECT,
        Column("C05", Kind.INTEGER, _("Judgments against the subject in consumer and fraud cases"), null=True),
        Column("C06", Kind.TEXT, _("Tax credit class"), null=True),
        Column("K1", Kind.INTEGER, _("Awards of other bodies that hold"), null=True),
    ),
    """SELECT o.subject_id AS subject,
       (array_agg(o.value::int ORDER BY o.given_on DESC, o.id DESC)
         FILTER (WHERE o.scheme = 'court' AND o.value ~ '^[0-9]{1,4}$'))[1] AS "C05",
       (array_agg(upper(o.value) ORDER BY o.given_on DESC, o.id DESC) FILTER (WHERE o.scheme = 'tax'))[1] AS "C06",
       nullif(count(*) FILTER (WHERE o.scheme = 'award'), 0)::int AS "K1"
       FROM credit_outsiderating o
       WHERE o.scheme IN ('tax', 'court', 'award') AND o.given_on <= {today}
       AND (o.valid_until IS NULL OR o.valid_until >= {today}) AND {where} GROUP BY o.subject_id""",
    subject="o.subject_id",
    zero=False,
)


def _standing(entries: Table, days: Days, kind: str) -> Table:
    over = entries.ended_on.notnull() & (entries.ended_on <= days.until)
    return entries.filter((entries.kind == kind) & (entries.since <= days.until) & ~over)


@over_lake("credit.listed", ENTRIES.name)
def listed(tables: Mapping[str, Table], days: Days) -> Worded:
    """Entries of the list of abnormal operations that stood at the end."""
    return Worded(Some(_standing(tables[ENTRIES.name], days, "abnormal")))


@over_lake("credit.serious", ENTRIES.name)
def serious(tables: Mapping[str, Table], days: Days) -> Worded:
    """Subjects on the list of serious violations at the end."""
    return Worded(Some(_standing(tables[ENTRIES.name], days, "serious"), different="subject"))


@over_lake("credit.class_d", GRADES.name)
def class_d(tables: Mapping[str, Table], days: Days) -> Worded:
    """Subjects in class D now, of all that have a class."""
    rows = tables[GRADES.name]
    return Worded(Some(rows.filter(rows.grade == "D"), "division"), Some(rows, "division"), 100)


@over_lake("credit.reports_on_time", FILED.name)
def reports_on_time(tables: Mapping[str, Table], days: Days) -> Worded:
    """Filed within their window, of all filed; corrections are left out."""
    rows = tables[FILED.name]
    rows = rows.filter(days.hold_moment(rows.opened_at) & ~rows.corrects)
    return Worded(Some(rows.filter(~rows.late)), Some(rows), 100)
