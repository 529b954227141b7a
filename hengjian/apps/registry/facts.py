"""What the register offers to the lake: entities, their versions, the persons behind them as hashes, facts of risk."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel import catalogues
from hengjian.kernel.law import value
from hengjian.lake.facts import MATTERS
from hengjian.lake.indicator import Days, Some, Table, Worded, over_lake
from hengjian.lake.offer import Column, Dataset, Kind, OneOf, Privacy, Refers, SubjectFacts, Within

from .rules.days import first_of_months

OPEN = Privacy.OPEN
SUBJECTS = "kernel.subjects.subject"

ENTITIES = Dataset(
    "registry.entities",
    _("Market entities as registered"),
    grain=("subject",),
    place="division",
    columns=(
        Column("subject", Kind.INTEGER, _("Number of the subject"), OPEN),
        Column("name", Kind.TEXT, _("Name"), OPEN),
        Column("code", Kind.TEXT, _("Unified social credit code"), OPEN, null=True),
        Column("division", Kind.TEXT, _("Division code"), OPEN),
        Column("status", Kind.TEXT, _("State"), OPEN),
        Column("group", Kind.TEXT, _("Group of types"), OPEN),
        Column("type_code", Kind.TEXT, _("Entity type"), OPEN),
        Column("trade_name", Kind.TEXT, _("Trade name"), OPEN),
        Column("industry", Kind.TEXT, _("Industry"), OPEN, null=True),
        Column("representative", Kind.TEXT, _("Legal representative, operator or person in charge"), OPEN),
        Column("capital", Kind.DECIMAL, _("Registered capital"), OPEN, null=True),
        Column("premises", Kind.TEXT, _("Business premises"), OPEN),
        Column("opened_on", Kind.DATE, _("Established"), OPEN, null=True),
        Column("closed_on", Kind.DATE, _("Left the register"), OPEN, null=True),
        Column("registered_by", Kind.TEXT, _("Registration authority"), OPEN),
    ),
    query=(
        "SELECT s.id AS subject, s.name, s.code, s.division_code AS division, s.status, m.group, m.type_code, m.trade_name, "
        "nullif(m.industry, '') AS industry, m.representative, m.capital, m.premises, s.opened_on, s.closed_on, "
        "m.registered_by "
        "FROM registry_marketentity m JOIN kernel_subject s ON s.id = m.subject_id WHERE {where}"
    ),
    subject="s.id",
    rules=(Refers("subject", SUBJECTS), Within("capital", at_least=0)),
)

VERSIONS = Dataset(
    "registry.versions",
    _("Every state of the registered items"),
    grain=("version",),
    place="division",
    since="recorded_at",
    columns=(
        Column("version", Kind.INTEGER, _("Number of the version"), OPEN),
        Column("subject", Kind.INTEGER, _("Number of the subject"), OPEN),
        Column("effective_on", Kind.DATE, _("Effective since"), OPEN),
        Column("recorded_at", Kind.INSTANT, _("Recorded"), OPEN),
        Column("cause", Kind.TEXT, _("Cause"), OPEN),
        Column("name", Kind.TEXT, _("Name"), OPEN),
        Column("status", Kind.TEXT, _("State"), OPEN, null=True),
        Column("division", Kind.TEXT, _("Division code"), OPEN, null=True),
        Column("capital", Kind.DECIMAL, _("Registered capital"), OPEN, null=True),
    ),
    query=(
        "SELECT v.id AS version, v.subject_id AS subject, v.effective_on, v.recorded_at, v.cause, v.items->>'name' AS name, "
        "v.items->>'status' AS status, v.items#>>'{places,0,division}' AS division, "
        "(v.items->>'capital')::numeric AS capital FROM registry_entityversion v WHERE {where}"
    ),
    subject="v.subject_id",
    rules=(Refers("subject", SUBJECTS),),
)

PERSONS = Dataset(
    "registry.persons",
    _("Persons behind entities, as keyed hashes"),
    grain=("row",),
    columns=(
        Column("row", Kind.INTEGER, _("Number of the row")),
        Column("subject", Kind.INTEGER, _("Number of the subject"), OPEN),
        Column("role", Kind.TEXT, _("Role")),
        Column("person", Kind.TEXT, _("Who, as a keyed hash"), Privacy.PERSONAL),
        Column("since", Kind.DATE, _("Since"), null=True),
        Column("until", Kind.DATE, _("Until"), null=True),
    ),
    query=(
        "SELECT p.id AS row, p.subject_id AS subject, p.role, p.id_print AS person, p.since, p.until "
        "FROM registry_entityperson p WHERE {where}"
    ),
    subject="p.subject_id",
    rules=(Refers("subject", SUBJECTS),),
)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _tables(data: dict[str, Any], lexicon: dict[str, Any]) -> str:
    """Common tables: today in China, the industries by name, of each scope item its risk and whether safety hangs on it."""
    prefixes = ", ".join(f"({_literal(row[0])}, {int(row[1])})" for row in data["industries"]["rows"])
    words = ", ".join(_literal(row[0]) for row in data["safety_permits"]["rows"])
    trades = ", ".join(f"({_literal(row[0])}, {_literal(row[2])})" for row in lexicon["industry_groups"]["rows"])
    return f"""
WITH now_here AS MATERIALIZED (SELECT {{today}} AS today),
trade (key, name) AS MATERIALIZED (VALUES {trades}),
item AS MATERIALIZED (
  SELECT i.code,
    coalesce((SELECT r.risk FROM (VALUES {prefixes}) AS r(prefix, risk) WHERE starts_with(i.gbt4754, r.prefix)
              ORDER BY length(r.prefix) DESC LIMIT 1), 0) AS risk,
    i.licensed AND EXISTS (SELECT 1 FROM unnest(ARRAY[{words}]) AS w WHERE strpos(i.permit, w) > 0) AS safety
  FROM registry_scopeitem i)"""


# What has changed is told by versions; holders are compared by name, as a change of premises writes their rows anew.
_FACTS = """
SELECT s.id AS subject, s.division_code AS division, coalesce(trade.name, m.industry) AS industry, s.status AS state,
  round((t.today - s.opened_on) / 365.25, 2) AS "B01",
  coalesce(paid.share, 1) AS "B02",
  coalesce(scope.risk, 0) AS "B03",
  CASE WHEN m.type_code LIKE '115%' THEN 'one_person_company' WHEN m.group = 'non_company' THEN 'company'
       WHEN m.group = 'foreign_branch' THEN 'branch' ELSE m.group END AS "B04",
  CASE home.basis WHEN 'title' THEN 'lease' WHEN 'commitment' THEN 'promise' ELSE home.basis END AS "B05",
  home.near AS "B06",
  head.posts AS "B07",
  coalesce(scope.safety, 0) AS "B08",
  v.changes AS "D01", v.heads AS "D02", v.moves AS "D03",
  CASE WHEN s.opened_on > t.today - interval '12 months' THEN 0 ELSE turned.over END AS "D04",
  v.cut AS "D05",
  (SELECT count(*) FROM registry_remark r
   WHERE r.subject_id = s.id AND r.kind IN ('share_pledge', 'share_freeze') AND r.until IS NULL) AS "D08",
  (s.status = 'dormant')::int AS "D10",
  head.revoked AS "R01"
FROM kernel_subject s
JOIN registry_marketentity m ON m.subject_id = s.id
CROSS JOIN now_here t
LEFT JOIN trade ON trade.key = m.industry
LEFT JOIN LATERAL (
  SELECT sum(h.paid) / nullif(sum(h.subscribed), 0) AS share FROM registry_holding h
  WHERE h.subject_id = s.id AND h.until IS NULL AND h.due_on <= t.today) paid ON true
LEFT JOIN LATERAL (
  SELECT max(i.risk) AS risk, count(*) FILTER (WHERE i.safety) AS safety
  FROM unnest(m.scope_codes) AS c JOIN item i ON i.code = c) scope ON true
LEFT JOIN LATERAL (
  SELECT p.basis, (SELECT count(DISTINCT o.subject_id) FROM registry_premises o JOIN kernel_subject os ON os.id = o.subject_id
                   WHERE o.address_key = p.address_key AND o.until IS NULL AND os.status = 'registered') AS near
  FROM registry_premises p WHERE p.subject_id = s.id AND p.until IS NULL ORDER BY p.kind <> 'domicile', p.id LIMIT 1) home ON true
LEFT JOIN LATERAL (
  SELECT count(DISTINCT o.subject_id) FILTER (WHERE os.status IN ('registered', 'dormant')) AS posts,
    count(DISTINCT o.subject_id) FILTER (WHERE os.status IN ('licence_revoked', 'revoked') AND o.subject_id <> s.id
      AND os.closed_on > t.today - interval '3 years') AS revoked
  FROM registry_entityperson p JOIN registry_entityperson o ON o.id_print = p.id_print AND o.role = p.role AND o.until IS NULL
  JOIN kernel_subject os ON os.id = o.subject_id
  WHERE p.subject_id = s.id AND p.role = 'representative' AND p.until IS NULL AND p.id_print <> '') head ON true
LEFT JOIN LATERAL (
  SELECT count(*) FILTER (WHERE x.cause = 'change' AND x.day > t.today - interval '12 months') AS changes,
    count(*) FILTER (WHERE x.head <> x.head_before AND x.day > t.today - interval '12 months') AS heads,
    count(*) FILTER (WHERE left(x.place, 6) <> left(x.place_before, 6) AND x.day > t.today - interval '24 months') AS moves,
    coalesce(max(100 * (x.capital_before - x.capital) / nullif(x.capital_before, 0))
      FILTER (WHERE x.capital < x.capital_before AND x.day > t.today - interval '24 months'), 0) AS cut
  FROM (SELECT e.cause, e.effective_on AS day,
          e.items->>'representative' AS head, lag(e.items->>'representative') OVER w AS head_before,
          e.items#>>'{places,0,division}' AS place, lag(e.items#>>'{places,0,division}') OVER w AS place_before,
          (e.items->>'capital')::numeric AS capital, lag((e.items->>'capital')::numeric) OVER w AS capital_before
        FROM registry_entityversion e WHERE e.subject_id = s.id
        WINDOW w AS (ORDER BY e.effective_on, e.recorded_at, e.id)) x) v ON true
LEFT JOIN LATERAL (
  SELECT (count(*) FILTER (WHERE h.until > t.today - interval '12 months' AND h.since <= t.today - interval '12 months') > 0
    AND count(*) FILTER (WHERE h.until IS NULL) > 0
    AND count(*) FILTER (WHERE h.until IS NULL AND h.name IN (
      SELECT g.name FROM registry_holding g WHERE g.subject_id = s.id AND g.since <= t.today - interval '12 months')) = 0)::int AS over
  FROM registry_holding h WHERE h.subject_id = s.id) turned ON true
WHERE s.status <> 'deregistered' AND {where}"""

NUMBERS = {
    "B03": _("Industry risk: 0 low, 1 medium, 2 high"),
    "B06": _("Live entities at the same address"),
    "B07": _("Live entities of the same representative"),
    "B08": _("Scope items that need a safety permit"),
    "D01": _("Changes in 12 months"),
    "D02": _("Changes of the representative in 12 months"),
    "D03": _("Moves across counties in 24 months"),
    "D04": _("All holders replaced in 12 months"),
    "D08": _("Pledges and freezes of shares in force"),
    "D10": _("Dormant"),
    "R01": _("Revoked firms of the representative in 3 years"),
}
WORDS = {"B04": _("Entity type"), "B05": _("Domicile type")}
RATIOS = {"B01": _("Years since establishment"), "B02": _("Paid-in share of what is due"),
          "D05": _("Percent by which the capital was reduced in 24 months")}  # fmt: skip
_COLUMNS = {
    **{name: Column(name, Kind.INTEGER, what, null=True) for name, what in NUMBERS.items()},
    **{name: Column(name, Kind.TEXT, what, null=True) for name, what in WORDS.items()},
    **{name: Column(name, Kind.DECIMAL, what, null=True) for name, what in RATIOS.items()},
}

RISK = SubjectFacts(
    "registry.risk",
    _("Facts of the register for the risk class"),
    grain=("subject",),
    place="division",
    columns=(
        Column("subject", Kind.INTEGER, _("Number of the subject"), OPEN),
        Column("division", Kind.TEXT, _("Division code"), OPEN),
        Column("industry", Kind.TEXT, _("Industry"), OPEN),
        Column("state", Kind.TEXT, _("State"), OPEN),
        *(_COLUMNS[name] for name in sorted(_COLUMNS)),
    ),
    query=_tables(catalogues.tree("risk_industries.yaml"), catalogues.tree("name_lexicon.yaml")) + _FACTS,
    subject="s.id",
    rules=(
        Refers("subject", SUBJECTS),
        Within("B01", at_least=0),
        Within("B02", at_least=0),
        Within("D05", at_least=0, at_most=100),
        OneOf("B04", ("individual_business", "branch", "company", "one_person_company", "partnership",
                      "sole_proprietorship", "cooperative")),
    ),
    zero=False,
)  # fmt: skip


def _standing(entities: Table, days: Days) -> Table:
    gone = entities.closed_on.notnull() & (entities.closed_on <= days.until)
    return entities.filter((entities.opened_on <= days.until) & ~gone)


@over_lake("registry.entities", ENTITIES.name)
def entities(tables: Mapping[str, Table], days: Days) -> Worded:
    """On the register at the end."""
    return Worded(Some(_standing(tables[ENTITIES.name], days), "division"))


@over_lake("registry.entities_new", ENTITIES.name)
def entities_new(tables: Mapping[str, Table], days: Days) -> Worded:
    """Registered in these days."""
    rows = tables[ENTITIES.name]
    return Worded(Some(rows.filter(days.hold(rows.opened_on)), "division"))


@over_lake("registry.exits", ENTITIES.name)
def exits(tables: Mapping[str, Table], days: Days) -> Worded:
    """Left in these days."""
    rows = tables[ENTITIES.name]
    return Worded(Some(rows.filter(days.hold(rows.closed_on)), "division"))


@over_lake("registry.enterprises_to_individuals", ENTITIES.name)
def enterprises_to_individuals(tables: Mapping[str, Table], days: Days) -> Worded:
    """Neither individual businesses nor cooperatives, of individual businesses."""
    rows = _standing(tables[ENTITIES.name], days)
    individuals = rows.filter(rows.group == "individual_business")
    others = rows.filter(~rows.group.isin(["individual_business", "cooperative"]))
    return Worded(Some(others, "division"), Some(individuals, "division"), 100)


@over_lake("registry.activity_rate", ENTITIES.name, MATTERS.name)
def activity_rate(tables: Mapping[str, Table], days: Days) -> Worded:
    """Registered or with a sign of life in the months before the end, of all standing then."""
    since = first_of_months(days.until, int(value("registry.activity_months", days.until).amount))
    matters, rows = tables[MATTERS.name], _standing(tables[ENTITIES.name], days)
    signs = matters.filter(
        matters.procedure.isin(value("registry.activity_signs", days.until).amount)
        & Days(since, days.until).hold_moment(matters.opened_at)
        & matters.subject.notnull()
    )
    active = rows.filter((rows.opened_on >= since) | rows.subject.isin(signs.subject))
    return Worded(Some(active, "division"), Some(rows, "division"), 100)
