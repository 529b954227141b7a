"""Officers' pages: permits, checks due, time used."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import STATES, Permit, PermitItem
from hengjian.apps.licensing.procedures import PostCheck
from hengjian.web import lists
from hengjian.web.access import Request, officers

KEEPERS = {"admin"}


def _search_permits(rows: Any, text: str) -> Any:
    return rows.filter(Q(number__istartswith=text) | Q(subject__name__icontains=text) | Q(item__name__icontains=text))


def _narrow_ending(rows: Any, value: str, request: Request) -> Any:
    until = timezone.localdate() + timedelta(days=int(value)) if value.isdigit() else None
    return rows.filter(state="valid", valid_until__lte=until) if until else rows


PERMITS = lists.ListPage(
    name="permits-held",
    title=gettext_lazy("Permits"),
    rows=lambda request: Permit.objects.filter(**request.principal.within()).select_related("item", "subject"),
    columns=(
        lists.Column("number", gettext_lazy("Permit number"), lambda p: p.number, order="number"),
        lists.Column("subject", gettext_lazy("Holder"), lambda p: p.subject.name, second=lambda p: p.item.name),
        lists.Column("content", gettext_lazy("Content"), lambda p: p.content),
        lists.Column("state", gettext_lazy("State"), lambda p: p.get_state_display(), order="state"),
        lists.Column("until", gettext_lazy("Valid until"), lambda p: p.valid_until or "—", order="valid_until"),
    ),
    filters=(
        lists.one_of("state", gettext_lazy("State"), STATES),
        lists.one_of(
            "item",
            gettext_lazy("Item"),
            lambda r: [(i.pk, i.name) for i in PermitItem.objects.filter(own=True).order_by("pk")],
            "item_id",
        ),
        lists.Filter(
            "ending",
            gettext_lazy("Ending"),
            lambda r: [("30", _("within 30 days")), ("90", _("within 90 days"))],
            _narrow_ending,
        ),
    ),
    order="valid_until",
    search=_search_permits,
    href=lambda p: f"/permits/of/{p.subject_id}/",
    empty=gettext_lazy("No permit fits."),
)


@officers
@require_GET
def held(request: Request) -> HttpResponseBase:
    """All permits within the officer's range."""
    return lists.respond(PERMITS, request)


@officers
@require_GET
def checks(request: Request) -> HttpResponseBase:
    """Checks after the grant by the week in which they are due, overdue ones first."""
    who = request.principal
    rows = PostCheck.objects.filter(closed_at=None, due__isnull=False, **who.within())
    found = list(rows.select_related("permit__item").order_by("due")[:300])
    weeks: dict[Any, list[PostCheck]] = {}
    now = timezone.now()
    for row in found:
        assert row.due is not None
        day = timezone.localdate(row.due)
        monday = day - timedelta(days=day.weekday())
        weeks.setdefault("" if row.due < now else monday, []).append(row)
    shown = [{"first": day, "rows": rows} for day, rows in weeks.items()]
    return render(request, "licensing/checks.html", {"title": _("Checks due"), "weeks": shown, "total": len(found)})


@officers
@require_GET
def times(request: Request) -> HttpResponseBase:
    """Time used against promise and law in the last year; every number opens the matters behind it."""
    rows = queries.decided(request.principal)
    item = request.GET.get("item", "")
    lines = queries.used_times(rows)
    behind = [{"row": r, "days": queries.workdays_used(r)} for r in rows if r.item_id == item] if item else []
    context = {"title": _title(lines), "lines": lines, "item": item, "behind": behind}
    return render(request, "licensing/times.html", context)


def _title(lines: list[Any]) -> str:
    slow = [line.name for line in lines if line.promised and line.median > line.promised]
    if slow:
        return _("Slower than promised: %(names)s") % {"names": "、".join(slow[:3])}
    return _("Every item is decided within its promise") if lines else _("Time used")
