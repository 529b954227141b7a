"""The page of an entity, of its register in time and of its holders, in a register of a million entities."""

import datetime as dt
import random
from time import perf_counter
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from hengjian.apps.registry.models import EntityVersion
from hengjian.kernel import bulk
from hengjian.kernel.bench import Result, Say, median, percentile
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
VERSIONS, REQUESTS, WARM = 5, 400, 50
# The items as the register keeps them, with what differs from one version to the next written in between.
ITEMS = """jsonb_build_object('name', '周口样' || s.n || '商贸有限公司', 'group', 'company', 'type_code', '1130',
    'trade_name', '样' || s.n, 'industry', '', 'representative', '何' || v.n, 'composition', '', 'capital',
    (1000000 + v.n)::text, 'currency', 'CNY', 'term_until', NULL, 'places', jsonb_build_array(jsonb_build_object(
    'address', '周口市川汇区七一路' || s.n || '号', 'division', '411602', 'kind', 'domicile', 'basis', 'commitment')),
    'scope', '一般项目：日用百货销售。', 'scope_codes', '[]'::jsonb, 'shares', jsonb_build_array(
    jsonb_build_object('name', '何' || v.n, 'subscribed', '600000', 'paid', '0', 'due_on', '2029-01-01', 'form', 'money',
    'code', '', 'liability', ''), jsonb_build_object('name', '白' || s.n % 977, 'subscribed', '400000', 'paid', '0',
    'due_on', '2029-01-01', 'form', 'money', 'code', '', 'liability', '')), 'posts', '[]'::jsonb, 'controls', '[]'::jsonb,
    'articles_on', NULL, 'parent', '', 'status', 'registered', 'mark', '')"""
STEPS = (
    """INSERT INTO kernel_subject (id, kind, name, code, division_code, office_code, status, pinyin, initials, grams, facts,
    opened_on, synthetic) SELECT %(first)s + s.n, 'company', '周口样' || s.n || '商贸有限公司', 'BENCH' || (%(first)s + s.n),
    '411602', '411602', 'registered', 'zhoukouyang' || s.n, 'zky' || s.n, ARRAY['样' || s.n %% 9973], '{}', '2019-01-01', true
    FROM generate_series(0, %(count)s - 1) AS s (n)""",
    """INSERT INTO registry_marketentity (subject_id, type_code, "group", trade_name, trade_pinyin, industry, representative,
    composition, capital, currency, premises, scope, scope_codes, mark, controls, registered_by)
    SELECT %(first)s + s.n, '1130', 'company', '样' || s.n, 'yang' || s.n, '', '何', '', 1000000, 'CNY', '七一路' || s.n || '号',
    '一般项目：日用百货销售。', '{}', '', '[]', '周口市川汇区市场监督管理局'
    FROM generate_series(0, %(count)s - 1) AS s (n)""",
    """INSERT INTO registry_entityversion (subject_id, effective_on, recorded_at, act_id, cause, items)
    SELECT %(first)s + s.n, date '2019-01-01' + 365 * v.n, timestamptz '2019-01-01 10:00+08' + v.n * interval '365 days',
    NULL, CASE WHEN v.n = 0 THEN 'establishment' ELSE 'change' END, """
    + ITEMS.replace("%", "%%")
    + """ FROM generate_series(0, %(versions)s - 1) AS v (n), generate_series(0, %(count)s - 1) AS s (n)""",
    """INSERT INTO registry_holding (subject_id, holder_id, name, subscribed, paid, form, liability, since)
    SELECT %(first)s + s.n, CASE WHEN s.n %% 3 = 0 AND s.n > 0 THEN %(first)s + s.n / 3 END, h.name, h.part, 0, 'money', '',
    '2019-01-01' FROM generate_series(0, %(count)s - 1) AS s (n), (VALUES ('甲', 600000), ('乙', 400000)) AS h (name, part)""",
)
PAGES = {"file": "/subjects/{}/", "register": "/subjects/{}/register/", "then": "/subjects/{}/register/?on=2021-06-01",
         "relations": "/subjects/{}/relations/"}  # fmt: skip


def subject(scale: int | None, say: Say) -> Result:
    """Ask for entities drawn at random, through the whole stack; the yardstick is a page that reads nothing."""
    count = scale or 1_000_000
    first = filled(count, say)
    draw = random.Random(7)
    client = Client()
    times: dict[str, list[float]] = {name: [] for name in (*PAGES, "plain")}
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES=STORAGES):
        for n in range(REQUESTS + WARM):
            pk = first + draw.randrange(count)
            for name, address in {**PAGES, "plain": "/accounts/login/"}.items():
                began = perf_counter()
                answer = client.get(address.format(pk))
                if n >= WARM:
                    times[name].append(perf_counter() - began)
                assert answer.status_code == 200, (address, answer.status_code)
        plans = {name: planned(client, address.format(first + count // 2)) for name, address in PAGES.items()}
    p95 = {name: percentile(found, 0.95) for name, found in times.items()}
    return Result(
        "subject",
        count,
        p95["file"],
        {"a page that reads nothing, p95": p95["plain"]},
        {"file / plain": p95["file"] / p95["plain"]},
        {
            "versions": EntityVersion.objects.count(),
            "p95 ms": {name: round(value * 1000, 1) for name, value in p95.items()},
            "p50 ms": {name: round(median(found) * 1000, 1) for name, found in times.items()},
            "queries a page": {name: plan["queries"] for name, plan in plans.items()},
            "sequential scans": {name: plan["scans"] for name, plan in plans.items()},
        },
    )


def filled(count: int, say: Say) -> int:
    """Bring the register up to `count` entities of our own making; gives the id of the first."""
    with acting_as(CLOCKWORK):
        known = (
            Subject.objects.filter(code__startswith="BENCH", code__lt="BENCI")
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        have, first = known.count(), known.first()
    if first is not None and have >= count:
        return first
    say(f"{count} entities with {VERSIONS} versions each …\n")
    with bulk.as_owner() as owner:
        start = bulk.next_ids(owner, "kernel_subject", count)
        for step in STEPS:
            began = perf_counter()
            owner.execute(step, {"first": start, "count": count, "versions": VERSIONS})
            say(f"  {dt.timedelta(seconds=round(perf_counter() - began))}\n")
    with bulk.as_owner() as owner:
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE kernel_subject, registry_entityversion, registry_holding, registry_marketentity")
    return start


def planned(client: Client, address: str) -> dict[str, Any]:
    """How many statements a page sends, and which large tables they read from end to end."""
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    scans: list[str] = []
    for query in seen.captured_queries:
        if query["sql"].startswith("SELECT") and "set_config" not in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {query['sql'].replace('%', '%%')}", [])
                plan = "\n".join(row[0] for row in cursor.fetchall())
            scans += [t for t in ("kernel_subject", "entityversion", "registry_holding", "marketentity")
                      if f"Seq Scan on {t}" in plan or f"Seq Scan on registry_{t}" in plan]  # fmt: skip
    return {"queries": len(seen), "scans": sorted(set(scans))}
