"""The outbox as an officer sees it: what was sent, what is owed, what was given up and may be sent again."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hengjian.apps.registry.actions import exchange
from hengjian.apps.registry.models import Dispatch
from hengjian.apps.registry.rules.exchange import PARTNERS
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, officers
from hengjian.web.lists import Column, Filter, ListPage, one_of, respond
from hengjian.web.templatetags.hengjian import day

TOPICS = {
    "opening.seal": gettext_lazy("Seals of the firm"),
    "opening.tax": gettext_lazy("Tax registration and invoices"),
    "opening.insurance": gettext_lazy("Social insurance"),
    "opening.fund": gettext_lazy("Housing provident fund"),
    "opening.bank": gettext_lazy("Appointment for a bank account"),
    "notice.scope": gettext_lazy("Told of licensed items"),
    "notice.merged": gettext_lazy("Told instead of a certificate"),
    "report.registration": gettext_lazy("Report of the register"),
}


def given_up(request: Request) -> int:
    """How many messages were given up, to a hundred."""
    return Dispatch.objects.filter(state=Dispatch.DEAD)[:100].count()


def _narrow_state(rows: QuerySet[Any], value: str, request: Request) -> QuerySet[Any]:
    if value == "overdue":
        return rows.filter(due__lt=timezone.now(), answered_at=None)
    return rows.filter(state=value)


def _linked(rows: list[Any]) -> dict[str, Any]:
    for row in rows:
        row.href = f"/p/{row.matter_id}/" if row.matter_id else reverse("portal:subject", args=[row.subject_id])
    return {}


PAGE = ListPage(
    name="exchange",
    title=gettext_lazy("Exchange with partners"),
    rows=lambda request: Dispatch.objects.select_related("subject"),
    columns=(
        Column("made_at", gettext_lazy("Made"), lambda r: day(r.made_at), lambda r: r.made_at, "made_at"),
        Column("subject", gettext_lazy("Business"), lambda r: r.subject.name, second=lambda r: r.subject.code),
        Column("topic", gettext_lazy("About"), lambda r: TOPICS.get(r.topic, r.topic), order="topic"),
        Column("department", gettext_lazy("To"), lambda r: r.department, order="department"),
        Column(
            "state",
            gettext_lazy("State"),
            lambda r: r,
            lambda r: str(r.get_state_display()),
            "state",
            template="registry/dispatch_cell.html",
        ),
    ),
    filters=(
        Filter(
            "state",
            gettext_lazy("State"),
            lambda request: [*Dispatch.STATES, ("overdue", gettext_lazy("Receipt overdue"))],
            _narrow_state,
        ),
        one_of("topic", gettext_lazy("About"), list(TOPICS.items())),
    ),
    order="-made_at",
    search=lambda rows, text: rows.filter(Q(subject__name__contains=text) | Q(subject__code=text.upper())),
    empty=gettext_lazy("Nothing has been sent."),
    extra=lambda request, rows: _linked(rows),
)


@officers
def outbox(request: Request) -> HttpResponseBase:
    """Every message within the officer's range."""
    return respond(PAGE, request, {"partners": PARTNERS, "openers": []})


@officers
@require_POST
def send_again(request: Request, pk: int) -> HttpResponseBase:
    """Have a message that was given up sent again."""
    try:
        row = exchange.send_again(pk, request.principal)
        messages.success(request, _("It will be sent again: %(name)s") % {"name": row.subject.name})
    except Refusal as refusal:
        messages.error(request, f"{refusal.what} {refusal.fact}")
    return HttpResponseRedirect(reverse("registry:outbox") + "?state=dead")
