"""The table of all figures, and the page of one: what it means, how it is reckoned, where it stands, how it came about."""

import secrets
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.cockpit.queries import notes, opened, places, screen
from hengjian.apps.cockpit.rules import tiles, wording
from hengjian.apps.cockpit.rules.asked import Asked
from hengjian.apps.planning.queries import board
from hengjian.kernel import numbers
from hengjian.kernel.indicator import Span, indicators
from hengjian.web import export
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry

from . import charts, frame
from .screen import SPANS

navigation = [Entry("whole", gettext_lazy("All figures"), "/cockpit/figures/")]
HEADS = (
    gettext_lazy("Figure"), gettext_lazy("Value"), gettext_lazy("Unit"), gettext_lazy("A year ago"), gettext_lazy("Numerator"),
    gettext_lazy("Denominator"), gettext_lazy("Computed"), gettext_lazy("Formula"),
)  # fmt: skip


@officers
@require_GET
def figures(request: Request) -> HttpResponseBase:
    """Every declared indicator for a place and some days; also as a file."""
    of, now = frame.asked_of(request), timezone.now()
    room, text = request.GET.get("room", ""), request.GET.get("q", "").strip()
    found = [
        number
        for number in screen.numbers(of, list(indicators())).values()
        if room in ("", _room(number.one.id)) and text.lower() in f"{number.one.label}{number.one.id}".lower()
    ]
    if request.GET.get("as") in export.KINDS:
        return _as_file(request, of, found)
    known = {config.label: config for config in apps.get_app_configs()}
    rooms = [(label, getattr(known[label], "title", label)) for label in dict.fromkeys(map(_room, indicators()))]
    rows = [{**frame.shown(n, of, now), "room": getattr(known[_room(n.one.id)], "title", ""), "n": n} for n in found]
    context = {
        "title": _("Figures of %(place)s") % {"place": places.name(of.code)}, "of": of, "rows": rows, "rooms": rooms, "room": room,
        "q": text, "way": places.way(of.code, request.principal), "known": sum(row["known"] for row in rows),
        "spans": [(name, label, f"code={of.code}&span={name}") for name, label in SPANS],
    }  # fmt: skip
    return render(request, "cockpit/figures.html", context)


def _room(id: str) -> str:
    return id.partition(".")[0]


def _as_file(request: Request, of: Asked, found: list[screen.Number]) -> HttpResponseBase:
    kind, title = request.GET["as"], _("Figures of %(place)s") % {"place": places.name(of.code)}
    lines = [[export.plain(cell) for cell in _cells(number)] for number in found]
    head = [str(one) for one in HEADS]
    content = export.as_sheet(title, head, lines) if kind == "xlsx" else export.as_text(head, lines)
    export.told("cockpit-figures", len(lines), request.principal.id, request.META.get("QUERY_STRING", ""))
    return export.download(content, f"{title}-{of.since:%Y%m%d}-{of.until:%Y%m%d}.{kind}", kind)


def _cells(number: screen.Number) -> list[Any]:
    row = number.now
    told: list[Any] = [number.one.label, _number(number.value), wording.unit(number.unit), _number(number.last_year)]
    return [
        *told,
        *([_number(row.numerator), _number(row.denominator), row.computed_at, row.formula] if row else [""] * 4),
    ]


def _number(value: Decimal | None) -> float | str:
    return "" if value is None else float(value)


@officers
@require_GET
def figure(request: Request, indicator: str) -> HttpResponseBase:
    """One figure at a place for some days, with all that stands behind it."""
    meant = board.definition(indicator)
    if meant is None:
        raise Http404
    of, now = frame.asked_of(request), timezone.now()
    number = screen.numbers(of, [indicator])[indicator]
    below = screen.by_place(of, indicator)
    course = screen.month_course(indicator, of.code, of.until)
    behind = _behind(indicator, of)
    context = {
        "title": meant.indicator.label, "of": of, "meant": meant, "s": frame.shown(number, of, now), "number": number, "now": now,
        "place": places.name(of.code), "way": places.way(of.code, request.principal), "parts": _parts(below, of, indicator),
        "course": [(row, wording.shown(row.value, meant.indicator.unit)) for row in reversed(course)], "spark": charts.spark(course),
        "behind": behind, "notes": notes.on_figure(indicator, of.code), "key": secrets.token_urlsafe(12),
        "spans": [(name, label, f"code={of.code}&span={name}") for name, label in SPANS],
        "frac": [numbers.plain(n) for n in (number.now.numerator, number.now.denominator)] if number.now else None,
        "others": places.others(of.code, request.principal), "changed_since": number.now is not None
        and number.now.formula != meant.formula, "before": wording.shown(number.last_year, number.unit),
    }  # fmt: skip
    return render(request, "cockpit/figure.html", context)


def _behind(id: str, of: Asked) -> list[tuple[str, Any, str]]:
    """Links to the rows behind numerator and denominator, where there are any."""
    one, span = indicators()[id], Span(of.code, of.since, of.until)
    address = reverse("cockpit:rows", args=[id])
    words = {opened.PART: gettext_lazy("Rows of the numerator"), opened.WHOLE: gettext_lazy("Rows of the denominator")}
    return [
        (of_, label, f"{address}?of={of_}&{of.figure_query}")
        for of_, label in words.items()
        if opened.rows(one, span, of_) is not None
    ]


def _parts(found: dict[str, screen.Number], of: Asked, id: str) -> list[dict[str, Any]]:
    """The places below, the best first where one way is good, with bars of their share of the greatest."""
    known = [(code, number) for code, number in found.items() if number.value is not None]
    ends = tiles.bounds_of(number.value for _code, number in known)
    most = max((abs(number.value or Decimal(0)) for _code, number in known), default=Decimal(0)) or Decimal(1)
    upward = not known or known[0][1].one.better != "down"
    known.sort(key=lambda row: (row[1].value or 0) * (-1 if upward else 1))
    return [
        {
            "name": places.name(code), "href": frame.figure_href(id, code, of), "value": wording.shown(number.value, number.unit),
            "changed": wording.changed(number.value, number.last_year, number.unit),
            "width": round(float(abs(number.value or Decimal(0)) / most * 100), 1), "shade": tiles.shade(number.value or Decimal(0), ends),
        }
        for code, number in known
    ]  # fmt: skip


urlpatterns = [
    path("cockpit/figures/", figures, name="figures"),
    path("cockpit/figure/<str:indicator>/", figure, name="figure"),
]
