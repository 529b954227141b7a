"""The cockpit over a million subjects and two years of matters: the whole screen, and every way down from it."""

import datetime as dt
import re
from collections.abc import Iterable
from time import perf_counter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from hengjian.apps.cockpit.rules import catalogue
from hengjian.apps.planning.queries import board
from hengjian.kernel import bulk
from hengjian.kernel.bench import Measure, Result, Say, median, percentile
from hengjian.kernel.models import Authority, Officer, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import CLOCKWORK, Role, acting_as
from hengjian.kernel.procedure import procedures

LEVELS = {"county": "411602", "city": "4116", "province": "41"}
PLAIN = "/accounts/login/"
TIMES = 15  # of each address, after one for warming up
WEEKS, MONTHS = 104, 24
LEAD = "enforcement.lead"
BIG = re.compile(
    r"Seq Scan on (kernel_proceeding|kernel_subject|planning_indicatorfigure|enforcement_lead|kernel_clock)\b"
)

# Subjects and matters of two years over the counties of the country, one in five of them in the province; every tenth
# matter is open, a fifth of those past its day.
PLACES = """
CREATE TEMPORARY TABLE bench_place AS SELECT row_number() OVER (ORDER BY code LIKE '41%%' DESC, code) - 1 AS n, code
FROM kernel_division WHERE level = 3
"""
HERE = "(SELECT count(*) FROM bench_place WHERE code LIKE '41%%')"
PLACE = f"CASE WHEN s.n %% 5 = 0 THEN (s.n / 5) %% {HERE} ELSE s.n %% (SELECT count(*) FROM bench_place) END"
SUBJECTS = f"""
INSERT INTO kernel_subject (kind, name, division_code, office_code, status, pinyin, initials, grams, facts, opened_on, synthetic)
SELECT 'individual_business', '样' || s.n || '号店', p.code, '', 'registered', 'yang' || s.n, 'y' || s.n, '{{}}', '{{}}',
    current_date - (s.n %% 2000)::int, true
FROM generate_series(1, %(count)s) AS s (n) JOIN bench_place p ON p.n = {PLACE}
"""
MATTERS = f"""
INSERT INTO kernel_proceeding (id, procedure, number, title, subject_name, code, state, law_on, opened_at, closed_at, due,
    due_limit, near_at, stop_reason, held, handler_name, supervised, version, synthetic)
SELECT %(first)s + s.n, '{LEAD}', '驾基' || (%(first)s + s.n), '样' || s.n || '号店', '样' || s.n || '号店', p.code,
    CASE WHEN s.n %% 10 = 0 THEN 'received' ELSE 'guided' END, current_date, opened,
    CASE WHEN s.n %% 10 <> 0 THEN opened + interval '9 days' END,
    CASE WHEN s.n %% 10 = 0 THEN now() + ((s.n / 10) %% 50 - 10) * interval '1 day' ELSE opened + interval '20 days' END,
    'enforcement.lead_triage', opened + interval '18 days', '', '', '', false, 1, true
FROM generate_series(0, %(count)s - 1) AS s (n) JOIN bench_place p ON p.n = {PLACE}
CROSS JOIN LATERAL (SELECT now() - (s.n %% 730) * interval '1 day' - interval '1 hour' AS opened) o
"""
# Every figure of every county, city and province for one span; what a night's run leaves.
FIGURES = """
INSERT INTO planning_indicatorfigure (indicator, code, since, until, value, numerator, denominator, formula, computed_at, synthetic{more})
SELECT i.id, d.code, s.since, s.until, 90 + length(d.code) + s.n %% 7, 90, 100, %(formula)s, now(), true{values}
FROM unnest(%(ids)s::text[]) AS i (id)
CROSS JOIN (SELECT code FROM kernel_division WHERE level <= 3 UNION ALL SELECT '0') d
CROSS JOIN unnest(%(since)s::date[], %(until)s::date[]) WITH ORDINALITY AS s (since, until, n)
"""


def cockpit(scale: int | None, say: Say) -> Result:
    """Seconds of the whole screen and of the ways down, at three levels; queries of each, and scans of whole tables."""
    count = scale or 1_000_000
    people = staff()
    filled(count, say)
    first: dict[str, list[float]] = {}
    down: dict[str, list[float]] = {}
    queries: dict[str, int] = {}
    scans: list[str] = []
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain):
        quiet = timed(Client(), [PLAIN] * TIMES)
        for level, user in people.items():
            say(f"{level} …\n")
            client = Client()
            client.force_login(user)
            code = LEVELS[level]
            first[level] = timed(client, ["/cockpit/"] * TIMES)
            down[level] = timed(client, [address for address in ways(code) for _n in range(TIMES // 3)])
            for address in ("/cockpit/", *ways(code)):
                asked = planned(client, user, address, scans)
                kind = re.sub(r"\?.*", "", address)
                queries[kind] = max(queries.get(kind, 0), asked)
    screens, drills = [t for ts in first.values() for t in ts], [t for ts in down.values() for t in ts]
    p95, base = percentile(screens, 0.95), percentile(quiet, 0.95)
    return Result(
        "cockpit", count, p95, {f"{PLAIN} p95": base}, {f"cockpit / {PLAIN}": p95 / base},
        {
            "screen p50 ms": {level: _ms(median(times)) for level, times in first.items()},
            "screen p95 ms": _ms(p95),
            "drill-down p50 ms": {level: _ms(median(times)) for level, times in down.items()},
            "drill-down p95 ms": _ms(percentile(drills, 0.95)),
            "drill-downs": len(drills), "queries a page": queries, "sequential scans": scans,
        },
    )  # fmt: skip


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def ways(code: str) -> list[str]:
    """The ways down from a place: its parts, figures, the rows behind them, late matters' table."""
    since, until = board.spans(timezone.localdate())["year"]
    state = f"?code={code}&since={since}&until={until}"
    parts = [f"/cockpit/?code={one}" for one in list(catalogue.tiles().get(code, {}))[:4]]
    figures = [f"/cockpit/figure/{id}/" for id in ("cockpit.leads", "cockpit.overdue", "consumer.received")]
    return [*parts, *(f"{one}{state}" for one in figures), *(f"{one}rows/{state}" for one in figures[:2])]


def timed(client: Client, addresses: Iterable[str]) -> list[float]:
    """Seconds of each answer; each address is asked once before."""
    known: set[str] = set()
    times = []
    for address in addresses:
        if address not in known:
            known.add(address)
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
        begun = perf_counter()
        client.get(address)
        times.append(perf_counter() - begun)
    return times


def planned(client: Client, user: User, address: str, scans: list[str]) -> int:
    """How many statements a page asks; those that read a large table from end to end are added to `scans`."""
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    asked = [
        q["sql"]
        for q in seen.captured_queries
        if q["sql"].startswith(("SELECT", "(SELECT")) and "set_config" not in q["sql"]
    ]
    with acting_as(CLOCKWORK):
        principal = principal_for(user)
    for sql in asked:
        with acting_as(principal), connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + sql)
            plan = "\n".join(line for (line,) in cursor.fetchall())
        if BIG.search(plan):
            scans.append(f"{address}: {sql[:160]}")
    return len(asked)


def staff() -> dict[str, User]:
    """A leader at three levels; the same at every run."""
    found, until = {}, timezone.localdate() + dt.timedelta(days=4000)
    with acting_as(CLOCKWORK):
        for level, code in LEVELS.items():
            Authority.objects.get_or_create(pk=code, defaults={"name": f"基准{code}市场监督管理局", "short_name": "基"})
            told = {"display_name": f"基准{level}", "synthetic": True}
            user, made = User.objects.get_or_create(username=f"bench-cockpit-{level}", defaults=told)
            if made:
                Officer.objects.create(user=user, authority_id=code, roles=[Role.HEAD.value], certificate_until=until)
            found[level] = user
    return found


def filled(count: int, say: Say) -> None:
    """Bring the database up to `count` subjects and as many matters; what an earlier run made is used again."""
    with bulk.as_owner() as owner:
        have = (owner.execute("SELECT count(*) FROM kernel_proceeding WHERE number LIKE '驾基%'").fetchone() or (0,))[0]
        if have < count:
            say(f"{count - have} subjects and matters …\n")
            owner.execute(PLACES)
            owner.execute(SUBJECTS, {"count": count - have})
            first = bulk.next_ids(owner, "kernel_proceeding", count - have)
            owner.execute(MATTERS, {"first": first, "count": count - have})
            _leads(owner, first)
        say("figures …\n")
        _figures(owner)
    with bulk.as_owner() as owner:
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE kernel_proceeding")
    bulk.analyze()


def _leads(owner: Any, first: int) -> None:
    columns = [f for f in procedures()[LEAD]._meta.local_concrete_fields if not f.primary_key]
    names, places = ", ".join(str(f.column) for f in columns), ", ".join(["%s"] * len(columns))
    owner.execute(
        f"INSERT INTO enforcement_lead (proceeding_ptr_id, {names}) SELECT id, {places} FROM kernel_proceeding WHERE id >= %s",
        [*(f.get_db_prep_save(f.get_default(), connection) for f in columns), first],
    )


def _figures(owner: Any) -> None:
    """The screen's figures of today's spans for all places; weeks and months of what is drawn over time."""
    layout, today = catalogue.layout(), timezone.localdate()
    spans = list(board.spans(today).values())
    kept = owner.execute(
        "SELECT 1 FROM planning_indicatorfigure WHERE synthetic AND until = %s LIMIT 1", [today]
    ).fetchone()
    if kept:
        return
    _insert(owner, layout.ids, spans)
    monday = today - dt.timedelta(days=today.weekday())
    weeks = [(monday - dt.timedelta(days=7 * n), monday - dt.timedelta(days=7 * n - 6)) for n in range(1, WEEKS + 1)]
    months, first = [], today.replace(day=1)
    for _n in range(MONTHS):
        last = first - dt.timedelta(days=1)
        first = last.replace(day=1)
        months.append((first, last))
    drawn = [*layout.trend, *(one["indicator"] for one in layout.headline)]
    _insert(owner, list(dict.fromkeys(drawn)), [*weeks, *months])


def _insert(owner: Any, ids: list[str], spans: list[tuple[dt.date, dt.date]]) -> None:
    figure = apps.get_model("planning", "IndicatorFigure")
    named = set(re.findall(r"\w+", FIGURES.partition("(")[2].partition(")")[0]))
    rest = [f for f in figure._meta.local_concrete_fields if not f.primary_key and f.column not in named]
    more, values = "".join(f", {f.column}" for f in rest), "".join(f", %({f.column})s" for f in rest)
    told: dict[str, Any] = {str(f.column): f.get_db_prep_save(f.get_default(), connection) for f in rest}
    days = {"since": [since for since, _until in spans], "until": [until for _since, until in spans]}
    owner.execute(FIGURES.format(more=more, values=values), {"ids": ids, "formula": "bench", **days, **told})


measures: dict[str, Measure] = {"cockpit": cockpit}
