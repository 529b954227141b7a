"""线索: the one queue of leads from every source with the time to verify, and the teams to which they are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement.models.officers import TEAM_KINDS
from hengjian.apps.enforcement.procedures import Lead
from hengjian.apps.enforcement.procedures.leads import SOURCES
from hengjian.apps.enforcement.queries import teams as queries
from hengjian.apps.enforcement.rules.causes import FIELDS
from hengjian.kernel.models import Authority
from hengjian.kernel.principal import Principal
from hengjian.web import cells, lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry
from hengjian.web.queries import choose_with

navigation = [
    Entry("supervision", gettext_lazy("Leads"), "/enforcement/leads/"),
]
MINE, NONE = "mine", "none"


def by_team(rows: Any, value: str, request: Request) -> Any:
    """Of one team, of one's own teams, or of no team."""
    if value == NONE:
        return rows.filter(routed_to=None)
    chosen = (
        queries.teams_of(request.principal.officer_id) if value == MINE else [int(value)] if value.isdigit() else []
    )
    return rows.filter(routed_to__in=chosen)


def team_choices(request: Request) -> list[tuple[str, str]]:
    """One's own teams, those of the own authority, none."""
    found = [(str(team.pk), team.name) for team in queries.teams_at(request.principal.place)]
    return [(MINE, _("My teams")), *found, (NONE, _("No team"))]


LEADS = lists.ListPage(
    name="leads",
    title=gettext_lazy("Leads"),
    rows=lambda request: Lead.objects.filter(**request.principal.within()).select_related("routed_to"),
    columns=(
        lists.Column("matter", gettext_lazy("Lead"), cells.matter, lambda p: p.title, order="title"),
        lists.Column("number", gettext_lazy("Number"), lambda p: p.number, order="number", optional=True),
        lists.Column("source", gettext_lazy("Source"), lambda p: p.get_source_display(), order="source"),
        lists.Column("field", gettext_lazy("Field"), lambda p: p.get_field_display() or "—", optional=True),
        lists.Column("team", gettext_lazy("Team"), lambda p: p.routed_to.name if p.routed_to else "—"),
        lists.Column("stage", gettext_lazy("Stage"), lambda p: p.stage.label, order="state"),
        lists.Column("due", gettext_lazy("Time limit"), cells.due, lambda p: p.due, order="due"),
    ),
    filters=(
        lists.by_stage(Lead),
        lists.one_of("source", gettext_lazy("Source"), SOURCES),
        lists.one_of("field", gettext_lazy("Field"), FIELDS),
        lists.Filter("team", gettext_lazy("Team"), team_choices, by_team),
    ),
    order="due",
    search=lambda rows, text: rows.filter(
        Q(number__contains=text) | Q(subject_name__contains=text) | Q(what__contains=text)
    ),
    href=lambda p: f"/p/{p.pk}/",
    empty=gettext_lazy("No lead fits."),
    acts=True,
    extra=lambda request, rows: {"openers": lists.openers(Lead, request.principal.roles), "kind": Lead},
)


@officers
@require_GET
def leads(request: Request) -> HttpResponseBase:
    """Every lead within the officer's range."""
    return lists.respond(LEADS, request)


@officers
@require_GET
def teams(request: Request) -> HttpResponseBase:
    """Teams by type with what was given to them, and the matters in the hands of their officers."""
    rows = queries.workload(request.principal)
    kinds = [(label, [row for row in rows if row.team.kind == key]) for key, label in TEAM_KINDS]
    context = {
        "title": _("Enforcement teams"),
        "kinds": [(label, those, *_sums(those)) for label, those in kinds if those],
        "unrouted": queries.unrouted(request.principal),
        "own": request.principal.place,
    }
    return render(request, "enforcement/teams.html", context)


def _sums(rows: list[queries.Working]) -> tuple[int, int, int]:
    """Leads, cases and overdue matters of a type."""
    return sum(r.load.leads for r in rows), sum(r.load.cases for r in rows), sum(r.load.late for r in rows)


def _teams(values: Mapping[str, Any], who: Principal | None, about: Any) -> list[tuple[str, str]]:
    """The teams of the authority that has the matter."""
    code = about.code if isinstance(about, Lead) else who.place if who else ""
    place = Authority.objects.filter(pk=code).values_list("name", flat=True).first() or ""
    return [(str(team.pk), f"{team.name}　{place}") for team in queries.teams_at(code)]


choose_with("enforcement_team", _teams)
