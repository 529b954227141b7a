"""One share: what it covers, its keys and files, every use. And for a subject: which bodies were given data about it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hengjian.apps.datacentre.actions import delivering
from hengjian.apps.datacentre.models import SharedFile, ShareUse
from hengjian.apps.datacentre.procedures import DataShare
from hengjian.apps.datacentre.queries import sharing
from hengjian.apps.datacentre.rules.sharing import usable
from hengjian.kernel import divisions
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import ApiToken, Subject
from hengjian.kernel.procedure import Procedure
from hengjian.web import cells, lists
from hengjian.web.access import Request, officers, signed_in
from hengjian.web.navigation import Entry, View, to_charge_and_own
from hengjian.web.proceeding import base_for, invite

navigation = [
    Entry("whole", gettext_lazy("Uses of shared data"), "/data/uses/"),
    Entry("mine", gettext_lazy("Data of the authorities"), "/data/", public=True, roles=frozenset({"party"})),
]
views = [View(gettext_lazy("Who was given data"), "/data/of/{}/", to_charge_and_own)]
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WHAT = {"read": gettext_lazy("read"), "made": gettext_lazy("file made"), "fetched": gettext_lazy("file fetched")}


@invite
def to_share(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From the matter to its keys, files and uses."""
    return (_("Keys, files and uses"), f"/data/shares/{row.pk}/") if isinstance(row, DataShare) else None


@never_cache
@signed_in
def share(request: Request, pk: int) -> HttpResponseBase:
    """What the share covers and every use of it; its applicant takes a key here, which is shown once."""
    row = get_object_or_404(DataShare, pk=pk)
    finding = usable(row.state, row.held, row.until, timezone.localdate(), LawOn(row.law_on))
    mine, made = request.principal.kind == "party", ""
    if request.method == "POST":
        if not mine or row.way != "api":
            raise Http404
        finding.require(_("No key was made."))
        made = delivering.new_key(row, request.principal)
    keys = ApiToken.objects.filter(scopes__contains=[delivering.scope_of(pk)], revoked_at=None) if mine else ()
    uses = sharing.uses_of(pk)
    context = {
        "base": base_for(request), "title": row.resource_title, "s": row, "made": made, "mine": mine, "keys": keys,
        "barred": finding.grounds[0] if finding.grounds else None, "files": sharing.files_of(pk),
        "uses": [{"u": u, "what": WHAT[u.what]} for u in uses[: sharing.SHOWN]],
        "told": sharing.used([pk]).get(pk), "state": lists.state_label(row),
        "place": divisions.full_name(row.place) or row.place,
        "address": request.build_absolute_uri(f"/api/v1/datacentre/shared/{pk}"),
    }  # fmt: skip
    return render(request, "datacentre/share.html", context)


@never_cache
@signed_in
@require_GET
def share_file(request: Request, pk: int, number: int) -> HttpResponseBase:
    """A file of the share, to its applicant; that it was fetched is on record."""
    row, file = get_object_or_404(DataShare, pk=pk), get_object_or_404(SharedFile, pk=number, proceeding_id=pk)
    if request.principal.kind != "party":
        raise Http404
    usable(row.state, row.held, row.until, timezone.localdate(), LawOn(row.law_on)).require(
        _("The file was not given.")
    )
    answer = HttpResponse(delivering.fetched(row, file, request.principal.id), content_type=MEDIA[file.kind])
    name = f"{row.resource}-{timezone.localdate(file.made_at):%Y%m%d}.{file.kind}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


USES = lists.ListPage(
    name="share-uses",
    title=gettext_lazy("Uses of shared data"),
    rows=lambda request: ShareUse.objects.filter(**request.principal.within("proceeding__code")).select_related(
        "proceeding__datacentre_datashare"
    ),
    columns=(
        lists.Column("at", gettext_lazy("When"), lambda u: cells.day(u.at), lambda u: u.at, "at"),
        lists.Column(
            "body",
            gettext_lazy("Recipient"),
            lambda u: u.proceeding.datacentre_datashare.body,
            second=lambda u: u.proceeding.number,
        ),
        lists.Column(
            "resource", gettext_lazy("Data resource"), lambda u: u.proceeding.datacentre_datashare.resource_title
        ),
        lists.Column(
            "what", gettext_lazy("What was done"), lambda u: WHAT[u.what], lambda u: str(WHAT[u.what]), "what"
        ),
        lists.Column("rows", gettext_lazy("Rows"), lambda u: f"{u.rows:,}", lambda u: u.rows, numeric=True),
        lists.Column("purpose", gettext_lazy("Purpose"), lambda u: u.purpose),
    ),
    order="-at",
    search=lambda rows, text: rows.filter(purpose__icontains=text) | rows.filter(proceeding__number__icontains=text),
    href=lambda u: f"/data/shares/{u.proceeding_id}/",
    empty=gettext_lazy("Nobody has used shared data yet."),
)


@officers
@require_GET
def uses(request: Request) -> HttpResponseBase:
    """Every use of shared data of the officer's range."""
    return lists.respond(USES, request)


@signed_in
@require_GET
def of_subject(request: Request, pk: int) -> HttpResponseBase:
    """Which bodies were given data about this subject, when and for what."""
    subject = get_object_or_404(Subject, pk=pk)
    if not to_charge_and_own(request, subject):
        raise Http404
    context = {
        "base": base_for(request), "title": _("Who was given data"), "subject": subject, "looks": sharing.looks_of(pk),
    }  # fmt: skip
    return render(request, "datacentre/looks.html", context)


urlpatterns = [
    path("data/uses/", uses, name="uses"),
    path("data/shares/<int:pk>/", share, name="share"),
    path("data/shares/<int:pk>/file/<int:number>/", share_file, name="share-file"),
    path("data/of/<int:pk>/", of_subject, name="of-subject"),
]
