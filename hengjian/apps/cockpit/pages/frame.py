"""What the room's pages share: reading the address, the base template, how a figure is shown."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from hengjian.apps.cockpit.queries import screen
from hengjian.apps.cockpit.rules import asked, wording
from hengjian.apps.cockpit.rules.asked import Asked
from hengjian.apps.planning.queries import board
from hengjian.kernel import numbers
from hengjian.web.access import Request


def asked_of(request: Request) -> Asked:
    """Place, days and comparison as the address has them, within the reader's range; read once a request."""
    known: dict[str, Asked] = request.__dict__.setdefault("cockpit_asked", {})
    state, who = request.GET.urlencode(), request.principal
    if state not in known:
        code = asked.place(request.GET.get("code", ""), who.sees) or who.place
        spans = board.spans(screen.day_of(code, timezone.localdate()))
        known[state] = asked.read(request.GET, who.place, who.sees, spans)
    return known[state]


def told(request: Request, more: dict[str, str]) -> None:
    """Let the address say more than it did."""
    said: Any = request.GET.copy()
    said.update(more)
    request.GET = said


def figure_href(id: str, code: str, of: Asked) -> str:
    """The page of one figure at a place for the days asked for."""
    return f"{reverse('cockpit:figure', args=[id])}?code={code}&since={of.since}&until={of.until}"


def shown(number: screen.Number, of: Asked, now: datetime, target: Decimal | None = None) -> dict[str, Any]:
    """One figure in words: value, unit, change, the other place, age."""
    name = number.unit
    row = number.now
    return {
        "id": number.one.id, "label": number.one.label, "value": numbers.plain(number.value, 1 if name == "pct" else 2),
        "unit": wording.unit(name), "changed": wording.changed(number.value, number.last_year, name),
        "other": wording.against(number.value, number.elsewhere, screen.places.name(of.place), name) if of.place else "",
        "age": wording.age(row.computed_at if row else None, now), "at": row.computed_at if row else None,
        "bad": screen.misses(number.value, target, number.one.better), "href": figure_href(number.one.id, of.code, of),
        "target": wording.shown(target, name) if target is not None else "", "synthetic": bool(row and row.synthetic),
        "known": number.value is not None,
    }  # fmt: skip
