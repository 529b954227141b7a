"""专家库: the register, one expert with the opinions on file, and the form by which administrators keep it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement.actions.around import STAFF
from hengjian.apps.enforcement.models import Expert
from hengjian.apps.enforcement.procedures import ExpertPanel
from hengjian.apps.enforcement.queries import experts as register
from hengjian.apps.enforcement.rules.causes import FIELDS
from hengjian.apps.licensing.queries import reviewed_items
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.record import alone
from hengjian.web import lists
from hengjian.web.access import Request, administrators, officers
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

navigation = [Entry("whole", gettext_lazy("Experts"), "/enforcement/experts/")]
WORDS = dict(FIELDS)
MOST = 50
PURPOSE_OF = {
    "enforcement.case": "identification",
    "enforcement.wrong_case": "wrong_case",
    "licensing.permit_application": "review",
    "licensing.technical_review": "review",
    "consumer.complaint": "mediation",
}


def _fields(one: Expert) -> str:
    return "、".join(str(WORDS.get(field, field)) for field in one.fields) or "—"


def _narrow_field(rows: Any, value: str, request: Request) -> Any:
    return rows.filter(fields__contains=[value])


def _narrow_item(rows: Any, value: str, request: Request) -> Any:
    return rows.filter(items__contains=[value])


EXPERTS = lists.ListPage(
    name="panel-experts",
    title=gettext_lazy("Experts"),
    rows=lambda request: Expert.objects.all(),
    columns=(
        lists.Column(
            "name", gettext_lazy("Name of the person"), lambda e: e.name, order="name", second=lambda e: e.title
        ),
        lists.Column("unit", gettext_lazy("Employer"), lambda e: e.unit, order="unit"),
        lists.Column("fields", gettext_lazy("Field"), _fields),
        lists.Column("items", gettext_lazy("Permits judged"), lambda e: len(e.items) or "—", numeric=True),
        lists.Column("recused", gettext_lazy("Must not judge"), lambda e: "、".join(e.recused_from) or "—"),
        lists.Column("active", gettext_lazy("Active"), lambda e: _("yes") if e.active else _("no")),
    ),
    filters=(
        lists.Filter("field", gettext_lazy("Field"), lambda r: FIELDS, _narrow_field),
        lists.Filter("item", gettext_lazy("Permits judged"), lambda r: reviewed_items(), _narrow_item),
    ),
    order="name",
    search=lambda rows, text: rows.filter(Q(name__contains=text) | Q(unit__contains=text)),
    href=lambda e: f"/enforcement/experts/{e.pk}/",
    empty=gettext_lazy("No expert fits. An administrator enters them here or takes them in by file."),
    template="enforcement/experts.html",
)


@invite
def to_experts(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From an open matter to a panel about it: for a review, a hearing, an identification, a wrong case, a mediation."""
    purpose = "hearing" if row.state == "hearing" else PURPOSE_OF.get(row.key, "")
    if not purpose or row.closed_at is not None or not {r.value for r in STAFF} & set(request.principal.roles):
        return None
    asked = {"about": row.number, "purpose": purpose, "item": getattr(row, "item_id", None) or ""}
    query = urlencode({key: value for key, value in asked.items() if value})
    return _("Call experts"), f"/start/{ExpertPanel.key}/call_experts/?{query}"


@officers
@require_GET
def experts(request: Request) -> HttpResponseBase:
    """The register of experts."""
    return lists.respond(EXPERTS, request, {"may": _may(request)})


@officers
@require_GET
def expert(request: Request, pk: int) -> HttpResponseBase:
    """One expert: what is known, for which matters the lot fell on this one, and what was said."""
    one = get_object_or_404(Expert, pk=pk)
    panels = list(register.panels_of(one).select_related("about")[:MOST])
    context = {
        "title": one.name,
        "e": one,
        "fields": _fields(one),
        "items": [name for code, name in reviewed_items() if code in one.items],
        "may": _may(request),
        "panels": [_called(panel, str(one.pk)) for panel in panels],
    }
    return render(request, "enforcement/expert.html", context)


def _called(panel: Any, key: str) -> dict[str, Any]:
    said = panel.opinions.get(key) or panel.declined.get(key) or {}
    return {"panel": panel, "said": said.get("said", ""), "declined": key in panel.declined}


@administrators
def enter(request: Request, pk: int = 0) -> HttpResponseBase:
    """Enter an expert, or change what the register says of one; a struck one is asked no more and stays on file."""
    one = get_object_or_404(Expert, pk=pk) if pk else Expert(synthetic=request.principal.synthetic)
    faults: dict[str, str] = {}
    if request.method == "POST":
        faults = _read(one, request)
        if not faults:
            one.save()
            body = {"expert": one.pk, "fields": one.fields, "items": one.items, "recused_from": one.recused_from}
            alone("enforcement.expert.enter", "Entry of an expert", body | {"active": one.active}, request.principal)
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("enforcement:expert", args=[one.pk]))
    context = {
        "title": one.name if pk else _("Enter an expert"),
        "e": one,
        "recused": "\n".join(one.recused_from),
        "faults": faults,
        "known": [(key, label, key in one.fields) for key, label in FIELDS],
        "items": [(key, label, key in one.items) for key, label in reviewed_items()],
    }
    return render(request, "enforcement/expert_form.html", context, status=422 if faults else 200)


def _read(one: Expert, request: Request) -> dict[str, str]:
    """Put what was typed into the row; gives what is missing, by field. Nothing typed is lost."""
    sent = request.POST
    one.name, one.unit, one.title = (sent.get(key, "").strip()[:most] for key, most in LENGTHS)
    one.fields = [key for key in sent.getlist("fields") if key in WORDS]
    one.items = [key for key, _label in reviewed_items() if key in sent.getlist("items")]
    one.recused_from = [line.strip()[:120] for line in sent.get("recused_from", "").splitlines() if line.strip()]
    one.active = bool(sent.get("active"))
    faults = {key: _("Fill this in.") for key in ("name", "unit") if not getattr(one, key)}
    if not one.fields and not one.items:
        faults["fields"] = _("Choose at least one field or permit.")
    if Expert.objects.filter(name=one.name, unit=one.unit).exclude(pk=one.pk).exists():
        faults["name"] = _("The register has this person of this employer already.")
    return faults


LENGTHS = (("name", 60), ("unit", 120), ("title", 60))


def _may(request: Request) -> bool:
    return "admin" in request.principal.roles
