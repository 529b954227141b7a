"""挂牌督办: the superior's list of supervised cases, late ones first; what a case invites to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement.actions.oversight import SUPERVISED, superior_of
from hengjian.apps.enforcement.procedures import Case, CaseOversight, JurisdictionDispute
from hengjian.apps.enforcement.procedures.oversight import GROUNDS
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import Procedure
from hengjian.web import cells, lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

navigation = [Entry("whole", gettext_lazy("Supervised cases"), "/enforcement/supervised/")]


def _narrow(rows: Any, value: str, request: Request) -> Any:
    today = timezone.localdate()
    if value == "late":
        return rows.filter(closed_at=None, finish_by__lt=today)
    if value == "asked":
        return rows.filter(closed_at=None, asked_until__isnull=False)
    return rows.filter(closed_at__isnull=value != "closed")


SUPERVISED_CASES = lists.ListPage(
    name="supervised-cases",
    title=gettext_lazy("Supervised cases"),
    rows=lambda request: CaseOversight.objects.filter(**request.principal.within()),
    columns=(
        lists.Column("matter", gettext_lazy("Case"), cells.matter, lambda r: r.title, order="title"),
        lists.Column("number", gettext_lazy("Number"), lambda r: r.case_number),
        lists.Column("stage", gettext_lazy("Stage"), lambda r: r.stage.label, order="state"),
        lists.Column(
            "finish_by", gettext_lazy("To be finished by"), lambda r: cells.day(r.finish_by), lambda r: r.finish_by,
            order="finish_by",
            second=lambda r: _("late") if r.closed_at is None and r.finish_by < timezone.localdate() else "",
        ),
        lists.Column("superior", gettext_lazy("Supervising authority"), lambda r: r.superior_name, order="superior"),
        lists.Column("handler", gettext_lazy("Handling officer"), lambda r: r.handler_name or "—"),
        lists.Column(
            "reported", gettext_lazy("Last reported on"), lambda r: cells.day(r.reported_on) if r.reported_on else "—",
            lambda r: r.reported_on, order="reported_on",
        ),
        lists.Column("reports", gettext_lazy("Reports"), lambda r: r.reports, numeric=True, optional=True),
    ),
    filters=(
        lists.Filter(
            "which",
            gettext_lazy("Which"),
            lambda r: [
                ("open", _("Open")), ("late", _("Late")), ("asked", _("More time asked")), ("closed", _("Closed")),
            ],
            _narrow,
        ),
        lists.one_of("ground", gettext_lazy("Ground"), GROUNDS),
    ),
    order="finish_by",
    search=lambda rows, text: rows.filter(subject_name__contains=text) | rows.filter(case_number__contains=text),
    href=lambda r: f"/p/{r.pk}/",
    empty=gettext_lazy("No case is supervised."),
    acts=True,
    extra=lambda request, rows: {"openers": lists.openers(CaseOversight, request.principal.roles), "kind": CaseOversight},
)  # fmt: skip


@officers
@require_GET
def supervised(request: Request) -> HttpResponseBase:
    """Every supervised case within the officer's range."""
    return lists.respond(SUPERVISED_CASES, request)


@invite
def to_supervise(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a case below to listing it for supervision."""
    who = request.principal
    if not isinstance(row, Case) or row.supervised or row.state not in {s.name for s in SUPERVISED}:
        return None
    if not who.roles & {Role.SUPERVISOR, Role.APPROVER, Role.HEAD} or not superior_of(who.place, row.code):
        return None
    return _("List it for supervision"), f"/start/{CaseOversight.key}/list_case/?case={row.pk}"


@invite
def to_dispute(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From an undecided case of one's own to a dispute over who is in charge."""
    who = request.principal
    open_ = isinstance(row, Case) and row.state in ("proposed", "investigation")
    if not open_ or row.code != who.place or who.officer_id is None:
        return None
    return _("Dispute the jurisdiction"), f"/start/{JurisdictionDispute.key}/enter_dispute/?case={row.pk}"
