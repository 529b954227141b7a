"""Who bears a name, which calls are open and who is proposed, for everybody; a programme's applications for officers."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import Programme
from hengjian.apps.planning.queries import programmes
from hengjian.apps.planning.queries.catalogue import called
from hengjian.kernel import divisions
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request, officers, public
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite
from hengjian.web.queries import division_choices

from .frame import asked, paged, shown

navigation = [
    Entry("record", gettext_lazy("Demonstration units"), "/named/", public=True),
    Entry("services", gettext_lazy("Demonstration programmes"), "/programmes/", public=True),
]


@public
@require_GET
def named(request: Request) -> HttpResponseBase:
    """Everybody who bears a name, by kind and place; also who has lost it, and why."""
    typed = asked(request, "q", "kind", "place", "is")
    kinds = queries.kind_choices("programmes")
    kind = typed["kind"] if typed["kind"] in dict(kinds) else ""
    place = typed["place"] if typed["place"].isdigit() else ""
    lost = typed["is"] == "withdrawn"
    page = paged(request, programmes.named(kind, place, typed["q"], withdrawn=lost))
    rows = [{"u": u, "kind": called("programmes", u.kind), "place": divisions.full_name(u.place)} for u in page["rows"]]
    context = {**page, "rows": rows, "title": _("Demonstration units"), "kinds": kinds, "places": division_choices()}
    return shown(request, "planning/named.html", context | {"asked": typed, "lost": lost})


@public
@require_GET
def calls(request: Request) -> HttpResponseBase:
    """Calls that take applications, and who has been proposed and may be objected to."""
    context = {
        "title": _("Demonstration programmes"),
        "calls": programmes.open_calls(),
        "candidates": list(programmes.published(programmes.CANDIDATE).exclude(title__in=_decided())[:50]),
    }
    return shown(request, "planning/calls.html", context)


def _decided() -> list[str]:
    """Titles of proposals that have become names."""
    rows = programmes.published(programmes.NAMED).values_list("title", flat=True)[:500]
    return [f"拟命名公示：{title.removeprefix('命名：')}"[:200] for title in rows]


@officers
@require_GET
def programme(request: Request, pk: int) -> HttpResponseBase:
    """A programme's applications with what each expert gave, best first."""
    row = get_object_or_404(Programme, pk=pk)
    rows = []
    for one in programmes.applications_of(row.pk):
        marks = [(e["name"], "、".join(e["points"]) or "—") for e in one.experts.values()]
        rows.append({"a": one, "marks": marks, "stage": one.stage.label})
    context = {"title": row.title, "p": row, "rows": rows, "kind": called("programmes", row.kind)}
    return render(request, "planning/programme.html", context)


@invite
def to_applications(row: Procedure, request: Request) -> tuple[str, str] | None:
    """From a call to its applications."""
    if not isinstance(row, Programme) or request.principal.kind != "officer":
        return None
    return _("Applications and points"), f"/planning/programmes/{row.pk}/"


urlpatterns = [
    path("named/", named, name="named"),
    path("programmes/", calls, name="calls"),
    path("planning/programmes/<int:pk>/", programme, name="programme"),
]
