"""Supervision: what is missing or late, lost cases of a year, the record of interference."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement import queries
from hengjian.apps.enforcement.actions.corrections import Interference, record_interference
from hengjian.apps.enforcement.models import InterferenceRecord
from hengjian.apps.enforcement.models.interference import WAYS
from hengjian.apps.enforcement.procedures import PoliceTransfer
from hengjian.apps.enforcement.queries import duties
from hengjian.kernel.principal import Role
from hengjian.kernel.record import alone
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, officers
from hengjian.web.export import table
from hengjian.web.navigation import Entry

navigation = [
    Entry("whole", gettext_lazy("Supervision of enforcement"), "/enforcement/supervision/"),
    Entry("whole", gettext_lazy("Lost cases and attendance"), "/enforcement/challenges/"),
    Entry("whole", gettext_lazy("Record of interference"), "/enforcement/interference/"),
]
LOOKED_AT, SHOWN = 300, 200
READERS = frozenset({Role.HEAD.value, Role.SUPERVISOR.value})
KINDS = [
    ("step", gettext_lazy("Step missing or late")),
    ("paper", gettext_lazy("Paper late")),
    ("recording", gettext_lazy("Recording missing")),
    ("overdue", gettext_lazy("Overdue")),
]


@officers
@require_GET
def supervision(request: Request) -> HttpResponseBase:
    """The newest matters with what is missing or late in each; and transfers that wait, on either side."""
    who, kind = request.principal, request.GET.get("kind", "")
    rows = list(duties.watched(who)[:LOOKED_AT])
    gaps = [g for g in queries.gaps_of(rows) if not kind or g.kind == kind]
    words = dict(KINDS)
    if request.GET.get("as") == "csv":
        head = [_("Number"), _("Matter"), _("Kind"), _("Gap")]
        return table("gaps", head, [[g.matter.number, g.matter.title, words[g.kind], g.words] for g in gaps])
    late = PoliceTransfer.objects.filter(**who.within(), closed_at=None).order_by("due")
    context = {
        "title": _("Supervision of enforcement"),
        "gaps": [{"g": g, "kind": words[g.kind]} for g in gaps[:SHOWN]],
        "counts": [(key, label, sum(g.kind == key for g in gaps)) for key, label in KINDS],
        "looked": len(rows),
        "kind": kind,
        "transfers": list(late[:50]),
        "may": Role.SUPERVISOR in who.roles,
    }
    return render(request, "enforcement/supervision.html", context)


@officers
@require_GET
def challenges(request: Request) -> HttpResponseBase:
    """败诉行政案件报告 and 出庭应诉年度报告."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else timezone.localdate().year
    found = queries.challenged_report(request.principal, year)
    if request.GET.get("as") == "csv":
        head = [_("Way"), _("All"), _("Decided"), _("Lost"), _("Heard"), _("A head attended"), _("Absent with reason")]
        return table(
            f"challenges-{year}",
            head,
            [[y.label, y.all, y.decided, y.lost, y.heard, y.by_head, y.absent] for y in found],
        )
    context = {"title": _("Lost cases and attendance in %(year)s") % {"year": year}, "years": found, "year": year}
    return render(request, "enforcement/challenges.html", context)


@officers
def interference(request: Request) -> HttpResponseBase:
    """Anybody may record what was wanted of a case from outside; leaders and supervisors read it, and that is on record."""
    who = request.principal
    fields = ("about", "person", "office", "asked", "way", "happened_on")
    values = {name: request.POST.get(name, "") for name in fields if request.POST.get(name, "")}
    context: dict[str, Any] = {
        "title": _("Record of interference"), "ways": WAYS, "values": values, "errors": {}, "refusal": None,
        "may_read": bool(READERS & who.roles), "rows": [], "labels": Interference.model_fields,
    }  # fmt: skip
    if request.method == "POST" and "read" in request.POST:
        return _read(request, context)
    if request.method == "POST":
        try:
            record_interference(values, who, timezone.localdate())
        except Refusal as refusal:
            context |= {"errors": refusal.fields, "refusal": refusal}
            return render(request, "enforcement/interference.html", context, status=422)
        messages.success(request, _("Recorded. It cannot be changed."))
        return HttpResponseRedirect(reverse("enforcement:interference"))
    return render(request, "enforcement/interference.html", context)


def _read(request: Request, context: dict[str, Any]) -> HttpResponseBase:
    who, words = request.principal, dict(WAYS)
    if context["may_read"]:
        rows = list(InterferenceRecord.objects.select_related("proceeding").order_by("-happened_on", "-act_id")[:SHOWN])
        context["rows"] = [{"r": r, "way": words[r.way]} for r in rows]
        context["opened"] = True
        alone("enforcement.interference.read", "Record of interference read", {"rows": len(rows)}, who)
    return render(request, "enforcement/interference.html", context)
