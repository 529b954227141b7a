"""Reading one proceeding under lock together with everything the checks need, in one round trip."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from .procedure import Procedure
from .write import prepared


@dataclass
class Locked:
    """A locked proceeding and the facts that decide whether the act may be done."""

    row: Procedure
    act_id: int
    repeated: int | None
    recused: bool
    did: frozenset[str]
    clock: dict[str, Any] | None
    parties: frozenset[str]


@cache
def _columns(procedure: type[Procedure]) -> tuple[str, str]:
    base = [f for f in procedure._meta.concrete_fields if f.model is not procedure]
    own = [f for f in procedure._meta.concrete_fields if f.model is procedure]
    quoted = [f'b."{f.column}"' for f in base] + [f'c."{f.column}"' for f in own]
    return ", ".join(quoted), procedure._meta.db_table


@cache
def lock_sql(procedure: type[Procedure]) -> str:
    columns, table = _columns(procedure)
    return (
        f"SELECT {columns}, nextval('kernel_act_id_seq'), "
        "(SELECT a.id FROM kernel_act a WHERE a.actor = %(actor)s AND a.key = %(key)s), "
        "EXISTS (SELECT 1 FROM kernel_recusal r WHERE r.proceeding_id = b.id AND r.officer_id = %(officer)s), "
        "(SELECT array_agg(a.name) FROM kernel_act a WHERE a.proceeding_id = b.id AND a.actor = %(actor)s "
        "AND %(apart)s), "
        "(SELECT to_jsonb(k) FROM kernel_clock k WHERE k.proceeding_id = b.id AND k.ended_at IS NULL LIMIT 1), "
        # The roles in which a party takes part itself; for whom it only reads is left out.
        "(SELECT array_agg(p.role) FROM kernel_party p WHERE p.proceeding_id = b.id "
        "AND p.principal = ANY (%(party)s::text[])), "
        # Read without the lock's re-check: if it differs, the sub-selects above saw an older state.
        "(SELECT v.version FROM kernel_proceeding v WHERE v.id = b.id) "
        f"FROM {table} c JOIN kernel_proceeding b ON b.id = c.proceeding_ptr_id WHERE b.id = %(id)s FOR UPDATE OF b"
    )


def _build(procedure: type[Procedure], values: tuple[Any, ...]) -> Procedure:
    base = [f for f in procedure._meta.concrete_fields if f.model is not procedure]
    own = [f for f in procedure._meta.concrete_fields if f.model is procedure]
    fields = dict(zip([*base, *own], values, strict=True))
    ordered = []
    for field in procedure._meta.concrete_fields:
        value = fields[field]
        convert = getattr(field, "from_db_value", None)
        ordered.append(convert(value, None, connection) if convert else value)
    return procedure.from_db("default", [f.attname for f in procedure._meta.concrete_fields], ordered)


def lock(
    procedure: type[Procedure],
    proceeding_id: int,
    *,
    actor: str,
    key: str | None,
    officer: int | None,
    apart: bool,
    party: Sequence[str] = (),
) -> Locked | None:
    """Lock the proceeding for the running transaction; None if there is none within the scope. `party`: its names."""
    given = {"actor": actor, "key": key, "officer": officer, "apart": apart, "id": proceeding_id, "party": list(party)}
    with prepared() as cursor:
        for _attempt in range(3):
            cursor.execute(lock_sql(procedure), given)
            found = cursor.fetchone()
            if found is None:
                return None
            *values, act_id, repeated, recused, did, clock, parties, version = found
            row = _build(procedure, tuple(values))
            if row.version == version:
                break
    return Locked(row, act_id, repeated, recused, frozenset(did or ()), _clock(clock), frozenset(parties or ()))


def _clock(raw: Any) -> dict[str, Any] | None:
    if raw is None:
        return None
    clock: dict[str, Any] = raw if isinstance(raw, dict) else json.loads(raw)
    clock["started_at"] = datetime.fromisoformat(clock["started_at"])
    return clock


def reserve(actor: str, key: str | None) -> tuple[int, int, int | None]:
    """Ids for a new proceeding and its first act, and the act that already has this key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('kernel_proceeding_id_seq'), nextval('kernel_act_id_seq'), "
            "(SELECT a.id FROM kernel_act a WHERE a.actor = %s AND a.key = %s)",
            [actor, key],
        )
        proceeding_id, act_id, repeated = cursor.fetchone()
    return proceeding_id, act_id, repeated


def next_number(code: str, series: str, year: int) -> int:
    """The next serial of a gapless series. Locks its counter: take it last in the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_numberseries AS n (code, series, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (code, series, year) DO UPDATE SET last = n.last + 1 RETURNING last",
            [code, series, year],
        )
        return int(cursor.fetchone()[0])
