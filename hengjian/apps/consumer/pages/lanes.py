"""The complaints of one incident in one list, where one act may be done on many; from an incident to it, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import Complaint, JointIncident
from hengjian.kernel.models import Proceeding
from hengjian.kernel.procedure import Procedure
from hengjian.web import lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite
from hengjian.web.queries import in_range

navigation = [Entry("order", gettext_lazy("Complaints of incidents"), "/complaints/lane/")]


def _incidents(request: Request) -> Sequence[tuple[str, Any]]:
    return [(str(one.pk), f"{one.number} {one.title}") for one in queries.incidents.latest()]


def _of_incident(rows: QuerySet[Any], value: str, request: Request) -> QuerySet[Any]:
    found = JointIncident.objects.filter(pk=int(value)).first() if value.isdigit() and len(value) < 19 else None
    return rows.filter(pk__in=found.matters if found else [])


LANE = lists.ListPage(
    name="lane",
    title=gettext_lazy("Complaints of incidents"),
    rows=lambda request: in_range(request.principal).filter(pk__in=queries.incidents.all_matters()),
    columns=lists.PROCEEDING_COLUMNS,
    filters=(
        lists.Filter("incident", gettext_lazy("Joint incident"), _incidents, _of_incident),
        lists.OPEN_OR_CLOSED,
    ),
    search=lambda rows, text: rows.filter(Q(subject_name__contains=text) | Q(number__contains=text)),
    href=lambda row: f"/p/{row.pk}/",
    empty=gettext_lazy("No complaint belongs to a joint incident."),
    acts=True,
    extra=lambda request, rows: {"kind": Complaint},
)


@officers
@require_GET
def lane(request: Request) -> HttpResponseBase:
    """Complaints of joint incidents: choose many and act once; each keeps its clock and answer."""
    return lists.respond(LANE, request)


@invite
def to_lane(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From an incident to its complaints."""
    if not isinstance(row, JointIncident) or request.principal.kind != "officer":
        return None
    return _("Its complaints"), f"/complaints/lane/?incident={row.pk}"


@invite
def to_incident(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a complaint to the incident it belongs to."""
    if not isinstance(row, Complaint) or request.principal.kind != "officer":
        return None
    found: Proceeding | None = queries.incidents.of_matter(row.pk)
    return (_("Joint incident %(number)s") % {"number": found.number}, f"/p/{found.pk}/") if found else None


urlpatterns = [path("complaints/lane/", lane, name="lane")]
