"""The rows behind a figure, whatever table they are of, as the reader sees them. Nothing is counted here."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hengjian.kernel import divisions
from hengjian.kernel.indicator import Indicator, Span
from hengjian.kernel.models import Clock, Disclosure, Proceeding, Subject
from hengjian.kernel.procedure import procedures

PART, WHOLE = "part", "whole"
BESIDE = ("proceeding", "subject", "authority", "user", "officer")  # what a row may hang on, joined in the same query
PLACES = ("code", "proceeding__code", "division_code", "subject__division_code", "authority_id", "authority__code")
NAMES = ("number", "title", "subject_name", "name")


def rows(one: Indicator, span: Span, of: str) -> QuerySet[Any] | None:
    """The rows behind numerator or denominator, unread; None where a figure does not open into rows."""
    told = one.formula(span)
    found = told.part if of == PART else told.whole
    return None if found is None or found.rows is None else joined(found.rows)


def joined(found: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with what they hang on; those of a procedure have it in their own columns."""
    if issubclass(found.model, Proceeding):
        return found.select_related(None)
    names = {field.name for field in found.model._meta.concrete_fields if field.is_relation}
    beside = [name for name in BESIDE if name in names]
    beside += ["officer__user"] if "officer" in beside else []
    return found.select_related(*beside) if beside else found


def has(model: type[models.Model], path: str) -> bool:
    """Does the path of fields lead somewhere from this table?"""
    for name in path.split("__"):
        try:
            field: Any = model._meta.get_field(name.removesuffix("_id"))
        except FieldDoesNotExist:
            return False
        model = field.related_model or model
    return True


def at_place(found: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Those at a place or below, by the first column of the table that says so."""
    path = next((one for one in PLACES if has(found.model, one)), "")
    try:
        lo, hi = divisions.bounds(code)
    except ValueError:
        return found.none()
    return found.filter(**{f"{path}__gte": lo, f"{path}__lt": hi}) if path else found


def searched(found: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those whose number or name holds the text."""
    meant = Q(pk__in=[])
    for prefix in ("", "proceeding__", "subject__"):
        for name in NAMES:
            if has(found.model, f"{prefix}{name}"):
                meant |= Q(**{f"{prefix}{name}__icontains": text})
    return found.filter(meant)


@dataclass(frozen=True)
class Line:
    """One row in words: what it is, its number, how it stands, the days, where it leads."""

    name: str
    kind: Any
    number: str
    state: Any
    since: date | datetime | None
    until: date | datetime | None
    place: str
    href: str


def line(row: Any) -> Line:
    """Any row as a line; matters, limits, subjects and publications in their own way."""
    if isinstance(row, Proceeding):
        return _of_proceeding(row)
    if isinstance(row, Clock):
        base = _of_proceeding(row.proceeding)
        state = _("ended in time") if row.ended_at and row.due and row.ended_at <= row.due else _("not in time")
        return Line(base.name, base.kind, base.number, state, row.due, row.ended_at, base.place, base.href)
    if isinstance(row, Subject):
        place = divisions.full_name(row.division_code)
        return Line(
            row.name,
            _("Subject"),
            row.code or "",
            row.status,
            row.opened_on,
            row.closed_on,
            place,
            f"/subjects/{row.pk}/",
        )
    if isinstance(row, Disclosure):
        place = divisions.full_name(row.code)
        return Line(
            row.title,
            _("Public notice"),
            "",
            row.kind,
            row.since,
            row.withdrawn_at or row.until,
            place,
            f"/notices/{row.pk}/",
        )
    return _of_other(row)


def _of_proceeding(row: Proceeding) -> Line:
    kind = procedures().get(row.procedure)
    state = kind.states.get(row.state) if kind else None
    name = row.subject_name or row.title
    place = divisions.full_name(row.code)
    label = kind.label if kind else row.procedure
    return Line(
        name,
        label,
        row.number,
        state.label if state else row.state,
        row.opened_at,
        row.closed_at,
        place,
        f"/p/{row.pk}/",
    )


def _of_other(row: Any) -> Line:
    """A row of a table of a room: what it hangs on names it and says where it leads."""
    names = {field.name for field in row._meta.concrete_fields}
    matter = row.proceeding if isinstance(getattr(row, "proceeding", None), Proceeding) else None
    subject = row.subject if isinstance(getattr(row, "subject", None), Subject) else None
    proceeding_id = matter.pk if matter else getattr(row, "proceeding_id", None)
    about = subject or matter
    name = (
        str(about)
        if about
        else next((str(getattr(row, n)) for n in NAMES if n in names and getattr(row, n)), _named(row))
    )
    href = f"/subjects/{subject.pk}/" if subject else f"/p/{proceeding_id}/" if proceeding_id else ""
    code = next((str(getattr(row, n)) for n in ("code", "division_code", "authority_id") if getattr(row, n, "")), "")
    code = code or (matter.code if matter else subject.division_code if subject else "")
    days = [getattr(row, f.name) for f in row._meta.concrete_fields if isinstance(f, models.DateField)]
    state = row.get_state_display() if hasattr(row, "get_state_display") else getattr(row, "state", "")
    kind = (row.__doc__ or "").partition("：")[0].partition(":")[0].strip()[:40]
    place = divisions.full_name(code) if _is_place(code) else ""
    number = matter.number if matter else str(getattr(row, "number", "") or "")
    return Line(name, kind, number, state, next(iter(days), None), None, place, href)


def _named(row: Any) -> str:
    """A row without a name goes by its text, or by its number where it has none of its own."""
    told = str(row)
    return told if " object (" not in told else f"#{row.pk}"


def _is_place(code: str) -> bool:
    try:
        return divisions.level(code) > 0
    except ValueError:
        return False
