"""A round of assessment as a table: items down, authorities across, own and reviewed scores, ranks."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.planning.procedures import Assessment, AssessmentRound
from hengjian.apps.planning.queries.assessments import matrix, rounds
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

from .frame import paged

navigation = [Entry("whole", gettext_lazy("Yearly assessments"), "/planning/assessments/")]


@officers
@require_GET
def listed(request: Request) -> HttpResponseBase:
    """Rounds that this officer may see: the own authority's, and those whose result it was told."""
    context = {"title": _("Yearly assessments"), **paged(request, rounds())}
    return render(request, "planning/assessments.html", context)


@officers
@require_GET
def round_of(request: Request, pk: int) -> HttpResponseBase:
    """One round, every authority beside the others."""
    row = get_object_or_404(AssessmentRound, pk=pk)
    context = {"title": row.title, "p": row, "stage": row.stage.label, **matrix(row)}
    return render(request, "planning/round.html", context)


@invite
def to_table(row: Procedure, request: Request) -> tuple[str, str] | None:
    """From a round to its table."""
    if not isinstance(row, AssessmentRound) or request.principal.kind != "officer":
        return None
    return _("The table of all authorities"), f"/planning/assessments/{row.pk}/"


@invite
def to_round(row: Procedure, request: Request) -> tuple[str, str] | None:
    """From an authority's matter to the round, for who called it."""
    if not isinstance(row, Assessment) or not request.principal.sees(row.assessor):
        return None
    return _("The table of all authorities"), f"/planning/assessments/{row.round_id}/"


urlpatterns = [
    path("planning/assessments/", listed, name="rounds"),
    path("planning/assessments/<int:pk>/", round_of, name="round"),
]
