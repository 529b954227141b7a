"""The desk with a million open matters: how it is planned at each level, and how it feels to fifty people."""

import datetime as dt
import http.client
import os
import random
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from hengjian.kernel import bulk
from hengjian.kernel.bench import Measure, Result, Say, median, percentile
from hengjian.kernel.models import Authority, Officer, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import CLOCKWORK, Role, acting_as
from hengjian.kernel.procedure import procedures

LEVELS = {"office": "411602002", "county": "411602", "city": "4116", "province": "41"}
PEOPLE = {"office": 20, "county": 20, "city": 6, "province": 4}
THINK, WARM, LASTS = 5.0, 10.0, 60.0
PLAIN, EMPTY = "/accounts/login/", "/healthz"

# Of a thousand matters one lies in the office, seven in its county, 22 in the city, 270 in the province, 700 elsewhere.
PLACES = """
CREATE TEMPORARY TABLE place AS SELECT row_number() OVER () - 1 AS n, code, tier FROM (
    SELECT code, CASE WHEN code = '411602' THEN 'county' WHEN code LIKE '4116%%' THEN 'city'
                      WHEN code LIKE '41%%' THEN 'province' ELSE 'far' END AS tier
    FROM kernel_division WHERE level = 3 UNION ALL SELECT '411602002', 'office') c
"""
MATTERS = """
INSERT INTO kernel_proceeding (id, procedure, number, title, subject_name, code, state, law_on, opened_at, due,
    due_limit, near_at, stop_reason, held, handler_id, handler_name, supervised, version, synthetic)
SELECT %(first)s + s.n, 'registry.deregistration', '基准' || (%(first)s + s.n), '样' || s.n || '百货店',
    '样' || s.n || '百货店',
    p.code, 'publicity', current_date, now(), now() + (s.n %% 400 - 40) * interval '3 hours',
    'registry.individual_simple_deregistration', now() + (s.n %% 400 - 56) * interval '3 hours', '', '',
    CASE WHEN s.n %% 2 = 0 THEN o.ids[1 + (s.n / 2) %% cardinality(o.ids)] END, '', s.n %% 500 = 0, 1, true
FROM generate_series(0, %(count)s - 1) AS s (n)
CROSS JOIN LATERAL (SELECT CASE WHEN s.n %% 1000 < 1 THEN 'office' WHEN s.n %% 1000 < 8 THEN 'county'
    WHEN s.n %% 1000 < 30 THEN 'city' WHEN s.n %% 1000 < 300 THEN 'province' ELSE 'far' END AS tier) t
JOIN tiers g ON g.tier = t.tier
JOIN place p ON p.n = g.places[1 + (s.n / 1000) %% cardinality(g.places)]
LEFT JOIN officers o ON o.code = p.code
"""


def desk(scale: int | None, say: Say) -> Result:
    """Query plans of the desk at four levels, then a load of fifty people who think five seconds between clicks."""
    count = scale or 1_000_000
    people = staff()
    filled(count, people, say)
    cookies = [cookie(user) for users in people.values() for user in users]
    with served(say) as port:
        quiet = load(port, EMPTY, cookies, LASTS / 2)
        plain = load(port, PLAIN, [""] * len(cookies), LASTS / 2)
        say("fifty people at their desks …\n")
        ours = load(port, "/desk/", cookies, LASTS)
        say("plans …\n")
        plans = {level: planned(users[0]) for level, users in people.items()}
    p95 = percentile(ours, 0.95)
    return Result(
        "desk",
        count,
        p95,
        {f"{PLAIN} p95": percentile(plain, 0.95), f"{EMPTY} p95": percentile(quiet, 0.95)},
        {f"desk / {PLAIN}": p95 / percentile(plain, 0.95), f"desk / {EMPTY}": p95 / percentile(quiet, 0.95)},
        {
            "desk p50 ms": round(median(ours) * 1000, 1),
            "desk requests": len(ours),
            "queries a page": {level: plan["queries"] for level, plan in plans.items()},
            "sequential scans": {level: plan["scans"] for level, plan in plans.items()},
            "slowest query ms": {level: plan["slowest"] for level, plan in plans.items()},
        },
    )


def staff() -> dict[str, list[User]]:
    """Fifty officers at four levels; the same at every run."""
    until = timezone.localdate() + dt.timedelta(days=4000)
    found: dict[str, list[User]] = {}
    with acting_as(CLOCKWORK):
        for level, code in LEVELS.items():
            Authority.objects.get_or_create(pk=code, defaults={"name": f"基准{code}市场监督管理局", "short_name": "基"})
            for n in range(PEOPLE[level]):
                user, made = User.objects.get_or_create(
                    username=f"bench-{level}-{n}", defaults={"display_name": f"基准{n}", "synthetic": True}
                )
                if made:
                    roles = [Role.HANDLER.value, Role.SUPERVISOR.value]
                    Officer.objects.create(user=user, authority_id=code, roles=roles, certificate_until=until)
                found.setdefault(level, []).append(user)
    return found


def filled(count: int, people: dict[str, list[User]], say: Say) -> None:
    """Bring the database up to `count` open matters; what an earlier run made is used again."""
    with bulk.as_owner() as owner:
        have = (owner.execute("SELECT count(*) FROM kernel_proceeding WHERE closed_at IS NULL").fetchone() or (0,))[0]
        if have >= count:
            return
        say(f"{count - have} open matters …\n")
        first = bulk.next_ids(owner, "kernel_proceeding", count - have)
        owner.execute(PLACES)
        owner.execute("CREATE TEMPORARY TABLE tiers AS SELECT tier, array_agg(n) AS places FROM place GROUP BY tier")
        owner.execute("CREATE TEMPORARY TABLE officers (code varchar, ids bigint[])")
        for level, users in people.items():
            ids = list(Officer.objects.filter(user__in=users).values_list("pk", flat=True))
            owner.execute("INSERT INTO officers VALUES (%s, %s)", [LEVELS[level], ids])
        owner.execute(MATTERS, {"first": first, "count": count - have})
        columns = [f for f in procedures()["registry.deregistration"]._meta.local_concrete_fields if not f.primary_key]
        names, places = ", ".join(str(f.column) for f in columns), ", ".join(["%s"] * len(columns))
        owner.execute(
            f"INSERT INTO registry_deregistration (proceeding_ptr_id, {names}) "
            f"SELECT id, {places} FROM kernel_proceeding WHERE id >= %s",
            [*(f.get_db_prep_save(f.get_default(), connection) for f in columns), first],
        )
    with bulk.as_owner() as owner:
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE kernel_proceeding")
    bulk.analyze()


def cookie(user: User) -> str:
    """A session of that user, as its browser would send it."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def served(say: Say) -> Iterator[int]:
    """`hengjian up` on this database, at a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    home = Path(settings.HENGJIAN_HOME)
    environment = os.environ | {"HENGJIAN_HOME": str(home / "web"), "HENGJIAN_SECRETS": str(home / "secrets")}
    command = [sys.executable, "-m", "hengjian.project.command", "up", "--port", str(port)]
    log = home / "bench.log"  # not a pipe, which would fill and hold the server up
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        while "Stop with" not in log.read_text():
            if process.poll() is not None:
                raise RuntimeError(f"`hengjian up` ended before it was ready; see {log}")
            sleep(0.2)
        say(f"served at port {port} …\n")
        yield port
    finally:
        process.terminate()
        process.wait(30)


def load(port: int, path: str, cookies: list[str], seconds: float) -> list[float]:
    """Everybody opens the page again and again; gives the seconds of each answer after the warming up."""
    times: list[float] = []
    begin = monotonic() + WARM
    users = [threading.Thread(target=_user, args=(port, path, one, begin, begin + seconds, times)) for one in cookies]
    for user in users:
        user.start()
    for user in users:
        user.join()
    if not times:
        raise RuntimeError(f"{path} gave no answer")
    return times


def _user(port: int, path: str, session: str, begin: float, end: float, times: list[float]) -> None:
    chance = random.Random(f"{path}{session}")
    sleep(chance.uniform(0, THINK))
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while monotonic() < end:
        began = perf_counter()
        try:
            link.request("GET", path, headers={"Cookie": session} if session else {})
            answer = link.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # closed while idle, as a browser would find it too
            link.close()
            continue
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        if monotonic() > begin:
            times.append(perf_counter() - began)
        sleep(chance.expovariate(1 / THINK))


def planned(user: User) -> dict[str, Any]:
    """How many queries the desk of this officer takes, which scan all proceedings, and how long the slowest took."""
    client, pages, scans, slowest = Client(), [], [], 0.0
    client.force_login(user)
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with acting_as(CLOCKWORK):
        principal = principal_for(user)
    for tab in ("mine", "office", "supervised", "sign"):
        with override_settings(STORAGES=plain), CaptureQueriesContext(connection) as seen:
            client.get("/desk/", {"tab": tab})
        asked = [q["sql"] for q in seen.captured_queries if q["sql"].startswith(("SELECT", "(SELECT"))]
        pages.append(len(asked))
        slowest = max(slowest, *(float(q["time"]) for q in seen.captured_queries))
        for sql in asked:
            if "kernel_proceeding" in sql:
                with acting_as(principal), connection.cursor() as cursor:
                    cursor.execute("EXPLAIN " + sql)
                    plan = "\n".join(line for (line,) in cursor.fetchall())
                if re.search(r"Seq Scan on kernel_proceeding", plan):
                    scans.append(f"{tab}: {sql[:160]}")
    return {"queries": max(pages), "scans": scans, "slowest": round(slowest * 1000)}


measures: dict[str, Measure] = {"desk": desk}
