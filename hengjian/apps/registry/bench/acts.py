"""What one act costs, beside the statements it cannot do without."""

import datetime as dt
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone

from hengjian.apps.registry.actions.exits import DepartmentObjection
from hengjian.apps.registry.procedures import Deregistration
from hengjian.kernel import bulk, rows
from hengjian.kernel.act import act
from hengjian.kernel.bench import Result, Say, median, percentile
from hengjian.kernel.ledger.entry import commit
from hengjian.kernel.models import Authority, Officer, User
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import APPLICANT, CLOCKWORK, Principal, Role, acting_as, scope_sql, scope_values
from hengjian.kernel.write import jsonb

COUNTY, LIMIT = "411602", "registry.individual_simple_deregistration"
GIVEN = {"department": "tax", "objection": "尚有应纳税款未结清"}


@act(
    Deregistration.publicity,
    Deregistration.objected,
    by=Role.HANDLER,
    label="Benchmark",
    discloses="bench",
    basis="market_entity_regulation art. 33",
    certificate=True,
    apart_from="apply_to_leave",
)
def bench(row: Deregistration, given: DepartmentObjection, on: Occasion) -> None:
    """An objection with every check on, a disclosure and a notice; declared in the benchmark's process only."""
    row.objector, row.objection = given.department, given.objection
    on.note = given.objection
    on.tell(APPLICANT, title="异议", body=given.objection)


@dataclass(frozen=True)
class Yard:
    """A raw connection under the application's role, and what the statements are given."""

    raw: psycopg.Connection[Any]
    scope: list[str]
    officer: Principal

    def reads(self, pk: int, key: str) -> dict[str, Any]:
        return {
            "actor": self.officer.id,
            "key": key,
            "officer": self.officer.officer_id,
            "apart": True,
            "id": pk,
            "party": False,
        }


def acts(scale: int | None, say: Say) -> Result:
    """Time `scale` acts, each followed by its yardsticks, so that all meet the same disk."""
    count = scale or 1000
    officer = somebody()
    say(f"{4 * count} matters under publicity …\n")
    first = matters(4 * count)
    times: dict[str, list[float]] = {name: [] for name in ("act", "same", "apart", "bare")}
    with psycopg.connect(**credentials()) as raw:
        raw.autocommit = True
        yard = Yard(raw, scope_values(officer), officer)
        ways = {"act": lambda pk, key: one_act(officer, pk, key)}
        ways |= {"same": yard_same(yard), "apart": yard_apart(yard), "bare": yard_bare(yard)}
        for n in range(count):
            for at, (name, way) in enumerate(ways.items()):
                pk = first + 4 * n + at
                began = perf_counter()
                way(pk, f"bench:{pk}")
                times[name].append(perf_counter() - began)
    warm = {name: found[min(50, count // 4) :] for name, found in times.items()}
    ours, same, apart, bare = (median(warm[name]) for name in times)
    return Result(
        "acts",
        count,
        ours,
        {"same statements, same round trips": same, "same statements one by one": apart, "four bare INSERTs": bare},
        {"act / same": ours / same, "act / one by one": ours / apart, "act / four bare INSERTs": ours / bare},
        {"p95 ms": round(percentile(warm["act"], 0.95) * 1000, 3), "acts a second, one client": round(1 / ours)},
    )


def one_act(officer: Principal, pk: int, key: str) -> None:
    with acting_as(officer):
        perform("registry.deregistration.bench", pk, GIVEN, officer, key=key, version=1)


def credentials() -> dict[str, Any]:
    """Where the application itself connects, as its own role."""
    known = connection.get_connection_params()
    return {name: known[name] for name in ("dbname", "user", "password", "host", "port") if name in known}


def somebody() -> Principal:
    """A handling officer of the county, made at the first run."""
    with acting_as(CLOCKWORK):
        Authority.objects.get_or_create(pk=COUNTY, defaults={"name": "周口市川汇区市场监督管理局", "short_name": "川"})
        user, made = User.objects.get_or_create(username="bench", defaults={"display_name": "基准", "synthetic": True})
        if made:
            until = timezone.localdate() + dt.timedelta(days=4000)
            Officer.objects.create(
                user=user, authority_id=COUNTY, roles=[Role.HANDLER.value], certificate_no="B1", certificate_until=until
            )
        return principal_for(user)


def matters(count: int) -> int:
    """Simplified deregistrations under publicity, each with its running clock; gives the first id."""
    now = timezone.now()
    due = now + dt.timedelta(days=20)
    with bulk.as_owner() as owner:
        first = bulk.next_ids(owner, "kernel_proceeding", count)
        made = [
            Deregistration(
                id=pk,
                proceeding_ptr_id=pk,
                procedure=Deregistration.key,
                number=f"基准{pk}",
                title=f"样{pk}百货店",
                subject_name=f"样{pk}百货店",
                code=COUNTY,
                state="publicity",
                law_on=timezone.localdate(now),
                opened_at=now,
                due=due,
                due_limit=LIMIT,
                near_at=due,
                synthetic=True,
                reason="不再经营",
            )
            for pk in range(first, first + count)
        ]
        bulk.copy_models(owner, made)
        clock = {"limit": LIMIT, "started_at": now, "due": due, "stops": jsonb([])}
        bulk.copy(owner, "kernel_clock", ({"proceeding_id": row.pk, **clock} for row in made))
    bulk.analyze()
    return first


# ---- the yardsticks: what any program would have to send, with nothing thought about in between ----

CLOSE = (
    "UPDATE kernel_proceeding SET state = %s, due = NULL, due_limit = '', near_at = NULL, closed_at = %s, on_time = true, "
    "version = 2 WHERE id = %s"
)
OWN = "UPDATE registry_deregistration SET objector = %s, objection = %s WHERE proceeding_ptr_id = %s"
STOP = "UPDATE kernel_clock SET ended_at = %s WHERE id = %s"
ACT = (
    "INSERT INTO kernel_act (id, proceeding_id, name, at, actor, code, key, commitment) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
CONTENT = (
    "INSERT INTO kernel_actcontent (act_id, proceeding_id, salt, body, erased_under, internal) "
    "VALUES (%s, %s, %s, %s, '', false)"
)
PUBLISH = (
    "INSERT INTO kernel_disclosure (act_id, subject_id, code, kind, title, body, article, since, until, withdrawn_at, "
    "synthetic) VALUES (%s, NULL, %s, %s, %s, %s, %s, %s, NULL, NULL, true)"
)
JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at) "
    "VALUES ('default', 'kernel.tell', 0, NULL, NULL, %s, NULL)"
)
WRITES = (CLOSE, OWN, STOP, ACT, CONTENT, PUBLISH, JOB)
ALL_IN_ONE = f"WITH {', '.join(f'w{n} AS ({part})' for n, part in enumerate(WRITES[:-1]))} {WRITES[-1]}"
LIKELY = {"act": "registry.deregistration.bench", "label": "Benchmark", "by": "基准", "given": GIVEN, "from": "publicity",
          "to": "objected", "note": GIVEN["objection"], "number": "基准0000000", "law_on": "2026-01-01"}  # fmt: skip
COMMITTED = commit(LIKELY)
TELL = {"proceeding_id": 1, "act_id": 1, "messages": [{"to": "applicant", "title": "异议", "body": GIVEN["objection"]}]}


def _values(yard: Yard, pk: int, key: str, act_id: int, clock_id: int) -> list[list[Any]]:
    now = timezone.now()
    body, title = jsonb({"name": "样百货店"}), "样百货店：Benchmark"
    return [
        ["objected", now, pk],
        [*GIVEN.values(), pk],
        [now, clock_id],
        [act_id, pk, "registry.deregistration.bench", now, yard.officer.id, COUNTY, key, COMMITTED.commitment],
        [act_id, pk, COMMITTED.salt, jsonb(LIKELY)],
        [act_id, COUNTY, "bench", title, body, "《中华人民共和国市场主体登记管理条例》第三十三条", now],
        [jsonb(TELL)],
    ]


def yard_same(yard: Yard) -> Any:
    """Scope, one statement that locks and reads, one that writes, commit."""
    query = rows.lock_sql(Deregistration)

    def run(pk: int, key: str) -> None:
        with yard.raw.transaction():
            yard.raw.execute(scope_sql(), yard.scope, prepare=True)
            found: Any = yard.raw.execute(query, yard.reads(pk, key), prepare=True).fetchone()
            act_id, _repeated, _recused, _did, clock, _parties, _version = found[-7:]
            values = _values(yard, pk, key, act_id, clock["id"])
            yard.raw.execute(ALL_IN_ONE, [v for part in values for v in part], prepare=True)

    return run


def yard_apart(yard: Yard) -> Any:
    """The same work as a program usually sends it: a statement at a time."""
    reads = (
        "SELECT id FROM kernel_act WHERE actor = %(actor)s AND key = %(key)s",
        "SELECT 1 FROM kernel_recusal WHERE proceeding_id = %(id)s AND officer_id = %(officer)s",
        "SELECT name FROM kernel_act WHERE proceeding_id = %(id)s AND actor = %(actor)s",
    )
    lock = (
        "SELECT b.*, c.* FROM registry_deregistration c JOIN kernel_proceeding b ON b.id = c.proceeding_ptr_id "
        "WHERE b.id = %(id)s FOR UPDATE OF b"
    )

    def run(pk: int, key: str) -> None:
        given = yard.reads(pk, key)
        with yard.raw.transaction():
            yard.raw.execute(scope_sql(), yard.scope, prepare=True)
            yard.raw.execute(lock, {"id": pk}, prepare=True).fetchone()
            for read in reads:
                yard.raw.execute(read, {k: v for k, v in given.items() if f"%({k})s" in read}, prepare=True).fetchall()
            clock = yard.raw.execute(
                "SELECT id, stops FROM kernel_clock WHERE proceeding_id = %s AND ended_at IS NULL", [pk], prepare=True
            ).fetchone() or (0,)
            number = yard.raw.execute("SELECT nextval('kernel_act_id_seq')", prepare=True).fetchone() or (0,)
            for statement, values in zip(WRITES, _values(yard, pk, key, number[0], clock[0]), strict=True):
                yard.raw.execute(statement, values, prepare=True)

    return run


def yard_bare(yard: Yard) -> Any:
    """Four INSERTs that check nothing: ledger, its content, disclosure, job."""

    def run(pk: int, key: str) -> None:
        with yard.raw.transaction():
            yard.raw.execute(scope_sql(), yard.scope, prepare=True)
            number = yard.raw.execute("SELECT nextval('kernel_act_id_seq')", prepare=True).fetchone() or (0,)
            values = _values(yard, pk, key, number[0], 0)
            for statement, given in list(zip(WRITES, values, strict=True))[3:]:
                yard.raw.execute(statement, given, prepare=True)

    return run
