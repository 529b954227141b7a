"""What officers have beside the lists of matters: service stations, and who files often, shown as facts."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.procedures import Complaint, Report, StationListing
from hengjian.apps.consumer.queries.complaints import YEAR
from hengjian.kernel import divisions
from hengjian.kernel.personal import mask_name, mask_phone
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import Procedure
from hengjian.web import lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

MANY, MOST = 3, 50


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "—"


navigation = [
    Entry("order", gettext_lazy("Service stations"), "/complaints/stations/"),
    Entry("order", gettext_lazy("Who files often"), "/complaints/persons/"),
]

STATIONS = lists.ListPage(
    name="service-stations",
    title=gettext_lazy("Service stations"),
    rows=lambda request: queries.stations.with_work(ServiceStation.objects.filter(**request.principal.within())),
    columns=(
        lists.Column("number", gettext_lazy("Station"), lambda s: s.number, order="number"),
        lists.Column("name", gettext_lazy("Name"), lambda s: s.name, order="name", second=lambda s: s.address),
        lists.Column("place", gettext_lazy("Division"), lambda s: divisions.full_name(s.code), order="code"),
        lists.Column("keeper", gettext_lazy("Kept by"), lambda s: str(s.keeper) if s.keeper else "—"),
        lists.Column("phone", gettext_lazy("Phone"), lambda s: s.phone or "—"),
        lists.Column(
            "waiting",
            gettext_lazy("With the station"),
            lambda s: s.waiting or 0,
            numeric=True,
            second=lambda s: _("%(n)d overdue") % {"n": s.late} if s.late else "",
        ),
        lists.Column("handed", gettext_lazy("Handed over in a year"), lambda s: s.handed or 0, numeric=True),
        lists.Column(
            "settled", gettext_lazy("Settled there"), lambda s: _share(s.settled or 0, s.handed or 0), numeric=True
        ),
        lists.Column(
            "stars", gettext_lazy("Rating"), lambda s: "—" if s.stars is None else f"{s.stars:.1f}", numeric=True
        ),
        lists.Column("active", gettext_lazy("Active"), lambda s: _("yes") if s.active else _("no")),
    ),
    order="number",
    search=lambda rows, text: rows.filter(Q(name__contains=text) | Q(number__startswith=text)),
    empty=gettext_lazy("No station fits."),
    extra=lambda request, rows: {
        "openers": lists.openers(StationListing, request.principal.roles),
        "kind": StationListing,
    },
)


@officers
@require_GET
def stations(request: Request) -> HttpResponseBase:
    """Service stations of the officer's range."""
    return lists.respond(STATIONS, request)


@officers
@require_GET
def persons(request: Request) -> HttpResponseBase:
    """Who has filed three times and more in twelve months: a fact that refuses nobody; names stay masked."""
    who = request.principal
    span = {"opened_at__gte": timezone.now() - YEAR, "code__gte": who.lo, "code__lt": who.hi}
    rows = Complaint.objects.filter(**span).exclude(filer_print="").values("filer_print")
    counted = rows.annotate(
        n=Count("pk"), last=Max("pk"), businesses=Count("subject", distinct=True),
        agreed=Count("pk", filter=Q(state="settled")), found=Count("pk", filter=~Q(abuse="")),
    ).filter(n__gte=MANY)  # fmt: skip
    found = list(counted.order_by("-n", "-last")[:MOST])
    last = Complaint.objects.in_bulk([row["last"] for row in found])
    context: dict[str, Any] = {
        "title": _("Who files often"),
        "rows": [
            {**row, "row": one, "name": mask_name(one.filer_name), "phone": mask_phone(one.filer_phone)}
            for row in found
            if (one := last.get(row["last"])) is not None
        ],
    }
    return render(request, "consumer/persons.html", context)


@invite
def to_lead(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a complaint or report to the lead it gave, for officers: it decides when the matter may be closed."""
    number = row.breach_lead if isinstance(row, Complaint) else row.lead if isinstance(row, Report) else None
    if not number or request.principal.kind != "officer":
        return None
    return _("Its lead"), f"/p/{number}/"


@invite
def to_other_body(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a complaint to what another body or a court makes of it."""
    if not isinstance(row, Complaint) or not row.mediator:
        return None
    found = queries.complaints.elsewhere(row.pk)
    return (f"{found.label} {found.number}", f"/p/{found.pk}/") if found else None


@invite
def to_unseal(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From an insider's report to its seal, for the head alone."""
    if not isinstance(row, Report) or not row.inside or Role.HEAD not in request.principal.roles or row.stage.final:
        return None
    return _("The sealed identity"), f"/complaints/sealed/{row.pk}/"
