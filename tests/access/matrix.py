"""A row in every table, and what somebody may do with it: read, insert, update, delete."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from hengjian.kernel.access import Access, own_models
from hengjian.kernel.principal import Principal, acting_as
from hengjian.kernel.procedure import Procedure

OPEN = {Access.PUBLIC, Access.REFERENCE, Access.SYSTEM}
_numbers = itertools.count(9_000_000)


def closed_models() -> list[type[models.Model]]:
    """Every table that is not open to all: the matrix covers each without being told."""
    return [m for m in own_models() if m.access not in OPEN]  # type: ignore[attr-defined]


def value_of(field: Any, known: dict[str, Any]) -> Any:
    """Something that fits the column: the world's own row for a foreign key, else a value by type."""
    if isinstance(field, models.ForeignKey):
        found = known.get(field.name, known.get(field.related_model._meta.model_name))
        return None if found is None and field.null else getattr(found, "pk", found)
    if field.name in known and not isinstance(known[field.name], models.Model):
        return known[field.name]  # a row of the world fits no plain column that bears its name
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    number = next(_numbers)
    makers: list[tuple[type, Callable[[], Any]]] = [
        (models.BooleanField, lambda: False),
        (models.SmallIntegerField, lambda: number % 10_000),
        (models.IntegerField, lambda: number),
        (models.DecimalField, lambda: number % 100),
        (models.DateTimeField, timezone.now),
        (models.DateField, lambda: dt.date(2026, 1, 5) + dt.timedelta(days=number % 10_000)),
        (models.JSONField, dict),
        (ArrayField, list),
        (models.BinaryField, lambda: b"x"),
        (models.CharField, lambda: f"t{number}"[: field.max_length or 20]),
        (models.TextField, lambda: f"t{number}"),
    ]
    return next(make() for kind, make in makers if isinstance(field, kind))


def _room(model: type[models.Model], name: str) -> int:
    field = next((f for f in model._meta.local_concrete_fields if f.name == name), None)
    return getattr(field, "max_length", None) or 1000


def columns_of(model: type[models.Model], known: dict[str, Any]) -> dict[str, Any]:
    """Column → value of a new row; a child table of a proceeding is given its own columns only."""
    out = {}
    # A code of the world's own is used where it fits; a shorter key is of another kind.
    known = {n: v for n, v in known.items() if len(str(v)) <= _room(model, n)}
    for field in model._meta.local_concrete_fields:
        if field.primary_key and field.name not in known and isinstance(field, models.CharField):
            value: Any = f"K{next(_numbers)}"[-(field.max_length or 20) :]
        elif field.primary_key and field.name not in known and isinstance(field, models.IntegerField):
            value = next(_numbers)
        else:
            value = value_of(field, known)
        out[field.column] = field.get_db_prep_save(value, connection)
    return out


def insert(model: type[models.Model], values: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", list(values.values()))


def changeable(model: type[models.Model]) -> str:
    """A column that an update may touch."""
    fixed = getattr(model, "fixed", frozenset())
    fields = model._meta.local_concrete_fields
    return next(
        (f.column for f in fields if not f.primary_key and not f.is_relation and f.name not in fixed), fields[0].column
    )


def _tried(statement: str, values: list[Any]) -> int:
    """How many rows a statement reached; a refusal reaches none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            found = cursor.fetchone()[0] if cursor.description else cursor.rowcount
            transaction.set_rollback(True)
            return int(found)
    except DatabaseError:
        return 0


def rights(model: type[models.Model], pk: Any, fresh: dict[str, Any], who: Principal) -> str:
    """Of "read insert update delete", the first letters of what this principal can really do."""
    table, key, column = model._meta.db_table, model._meta.pk.column, changeable(model)
    names, marks = ", ".join(f'"{n}"' for n in fresh), ", ".join(["%s"] * len(fresh))
    tries = {
        "r": (f'SELECT count(*) FROM {table} WHERE "{key}" = %s', [pk]),
        "i": (f"INSERT INTO {table} ({names}) VALUES ({marks})", list(fresh.values())),
        "u": (f'UPDATE {table} SET "{column}" = "{column}" WHERE "{key}" = %s', [pk]),
        "d": (f'DELETE FROM {table} WHERE "{key}" = %s', [pk]),
    }
    with acting_as(who):
        return "".join(letter for letter, (statement, values) in tries.items() if _tried(statement, values))


def expected(model: type[models.Model], who: str) -> str:
    """What the class of the table promises."""
    access: Access = model.access  # type: ignore[attr-defined]
    staff = who in ("officer", "colleague", "head", "city", "admin")
    party = who == "enterprise"
    if access in (Access.PERSONAL, Access.OFFICE):
        return "riud" if who == "officer" else ""
    if access is Access.RESIDENT:
        known = who == "stranger" and getattr(model, "known_to_officers", False)
        shown = "r" if known or (party and getattr(model, "shown_to_subject", False)) else ""
        return ("ri" if getattr(model, "append_only", False) else "riu") if staff else shown
    if access is Access.OPEN_SCOPED:
        return "ri" if staff or party else ""
    if access is Access.PARTY:
        return "riu" if staff else "i" if party else ""  # the row made here is a colleague's: a party sees its own
    if not staff and (not party or getattr(model, "internal", False)):
        return ""
    if hasattr(model, "read_by"):
        return "ri" if who in ("head", "city") else "i"
    if "grants" in vars(model) or any(getattr(model, told, False) for told in ("changed_by_machine", "append_only")):
        return "ri"
    opens = access is Access.BASE or issubclass(model, Procedure)
    return "ru" if party and opens else "riu"  # a party opens a proceeding by naming itself first; here it did not
