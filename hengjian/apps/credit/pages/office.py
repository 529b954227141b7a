"""Officers' lists: entries of the credit file, missing reports, bans, who supplies wrong records."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.credit import queries
from hengjian.apps.credit.models import CreditEntry, PersonBan, ReportRound
from hengjian.apps.credit.models.entries import KINDS
from hengjian.apps.credit.procedures import PersonRecord, RecordCheck
from hengjian.apps.credit.procedures.persons import TRADES
from hengjian.apps.credit.rules import catalogue
from hengjian.kernel.law import LawOn
from hengjian.kernel.personal import fingerprint, mask_name
from hengjian.web import cells, lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry

WORDS = dict(KINDS)
navigation = [
    Entry("subjects", gettext_lazy("Credit entries"), "/credit/entries/"),
    Entry("subjects", gettext_lazy("Missing annual reports"), "/credit/missing/"),
    Entry("subjects", gettext_lazy("Bans of persons"), "/credit/bans/"),
    Entry("subjects", gettext_lazy("Records of persons at work"), "/credit/persons/"),
    Entry("whole", gettext_lazy("Truth of credit records"), "/credit/suppliers/"),
    Entry("whole", gettext_lazy("List of joint measures"), "/credit/measures/"),
]


def _narrow_standing(rows: Any, value: str, request: Request) -> Any:
    return rows.filter(ended_on__isnull=value == "yes")


ENTRIES = lists.ListPage(
    name="credit-entries",
    title=gettext_lazy("Credit entries"),
    rows=lambda request: CreditEntry.objects.filter(**request.principal.within()).select_related("subject"),
    columns=(
        lists.Column("subject", gettext_lazy("Subject"), lambda e: e.subject.name, second=lambda e: e.title),
        lists.Column("kind", gettext_lazy("Kind"), lambda e: WORDS[e.kind], order="kind"),
        lists.Column("since", gettext_lazy("Since"), lambda e: cells.day(e.since), lambda e: e.since, order="since"),
        lists.Column("until", gettext_lazy("Until"), lambda e: e.until or "—", lambda e: e.until, order="until"),
        lists.Column("ended", gettext_lazy("Ended on"), lambda e: e.ended_on or "—", lambda e: e.ended_on, "ended_on"),
        lists.Column("authority", gettext_lazy("Authority"), lambda e: e.authority, optional=True),
        lists.Column("article", gettext_lazy("Article"), lambda e: e.article, optional=True),
    ),
    filters=(
        lists.one_of("kind", gettext_lazy("Kind"), KINDS),
        lists.Filter(
            "standing", gettext_lazy("Standing"), lambda r: [("yes", _("yes")), ("no", _("no"))], _narrow_standing
        ),
    ),
    order="-since",
    search=lambda rows, text: rows.filter(Q(subject__name__contains=text) | Q(title__contains=text)),
    href=lambda e: f"/p/{e.proceeding_id}/",
    empty=gettext_lazy("No entry fits."),
)


def _missing(request: Request) -> Any:
    rows = queries.missing_reports(_year(request), LawOn(timezone.localdate()))
    if not ReportRound.objects.filter(year=_year(request)).exists():
        return rows.none()
    return rows.filter(**request.principal.within("division_code"))


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and len(asked) == 4 else timezone.localdate().year - 1


def _years(request: Request) -> list[tuple[str, str]]:
    this = timezone.localdate().year
    return [(str(y), str(y)) for y in range(this - 1, this - 4, -1)]


def _round(request: Request, rows: list[Any]) -> dict[str, Any]:
    return {"round": ReportRound.objects.filter(year=_year(request)).first(), "year": _year(request)}


MISSING = lists.ListPage(
    name="credit-missing",
    title=gettext_lazy("Missing annual reports"),
    rows=_missing,
    columns=(
        lists.Column("name", gettext_lazy("Subject"), lambda s: s.name, order="name"),
        lists.Column("code", gettext_lazy("Unified social credit code"), lambda s: s.code or "—", order="code"),
        lists.Column("opened", gettext_lazy("Date of registration"), lambda s: s.opened_on, order="opened_on"),
    ),
    filters=(lists.Filter("year", gettext_lazy("Year"), _years, lambda rows, value, request: rows),),
    order="name",
    search=lambda rows, text: rows.filter(name__contains=text),
    href=lambda s: f"/credit/subjects/{s.pk}/",
    extra=_round,
    empty=gettext_lazy("No report is missing."),
    template="credit/missing.html",
)

BANS = lists.ListPage(
    name="credit-bans",
    title=gettext_lazy("Bans of persons"),
    rows=lambda request: PersonBan.objects.filter(**request.principal.within("subject__division_code")).select_related(
        "subject"
    ),
    columns=(
        lists.Column("name", gettext_lazy("Person"), lambda b: b.name[:1] + "**", order="name"),
        lists.Column(
            "measure",
            gettext_lazy("Joint measure"),
            lambda b: catalogue.words("measures", b.measure),
            second=lambda b: b.article,
        ),
        lists.Column("subject", gettext_lazy("Subject"), lambda b: b.subject.name),
        lists.Column("since", gettext_lazy("Since"), lambda b: b.since, order="since"),
        lists.Column("until", gettext_lazy("Until"), lambda b: b.until or _("for life"), order="until"),
        lists.Column("lifted", gettext_lazy("Ended on"), lambda b: b.lifted_on or "—", order="lifted_on"),
    ),
    order="-since",
    search=lambda rows, text: rows.filter(Q(name__contains=text) | Q(subject__name__contains=text)),
    href=lambda b: f"/p/{b.proceeding_id}/",
    empty=gettext_lazy("Nobody is banned here."),
)

PERSONS = lists.ListPage(
    name="credit-persons",
    title=gettext_lazy("Records of persons at work"),
    rows=lambda request: PersonRecord.objects.filter(**request.principal.within()),
    columns=(
        lists.Column("person", gettext_lazy("Person"), lambda r: mask_name(r.person), second=lambda r: r.number),
        lists.Column("trade", gettext_lazy("Trade"), lambda r: r.get_trade_display(), order="trade"),
        lists.Column("conduct", gettext_lazy("Conduct"), lambda r: r.get_conduct_display(), order="conduct"),
        lists.Column("subject", gettext_lazy("Business"), lambda r: r.subject_name, order="subject_name"),
        lists.Column("state", gettext_lazy("State"), lambda r: r.stage.label, order="state"),
        lists.Column(
            "opened", gettext_lazy("Since"), lambda r: cells.day(r.opened_at), lambda r: r.opened_at, "opened_at"
        ),
    ),
    filters=(lists.one_of("trade", gettext_lazy("Trade"), TRADES),),
    order="-opened_at",
    # A person is found by the whole identity number only; names are encrypted and not searched.
    search=lambda rows, text: rows.filter(
        Q(id_print=fingerprint(text)) | Q(number=text) | Q(subject_name__contains=text)
    ),
    href=lambda r: f"/p/{r.pk}/",
    empty=gettext_lazy("No person is on record here. A person is found by the whole identity number."),
)


@officers
@require_GET
def entries(request: Request) -> HttpResponseBase:
    """Every entry within the officer's range, what has ended among them."""
    return lists.respond(ENTRIES, request)


@officers
@require_GET
def missing(request: Request) -> HttpResponseBase:
    """Who owes a report for the year and has not filed it."""
    return lists.respond(MISSING, request)


@officers
@require_GET
def bans(request: Request) -> HttpResponseBase:
    """Bans of persons in the officer's range."""
    return lists.respond(BANS, request)


@officers
@require_GET
def persons(request: Request) -> HttpResponseBase:
    """Records of persons at work in service trades, masked; found by the whole number."""
    return lists.respond(PERSONS, request)


@officers
@require_GET
def suppliers(request: Request) -> HttpResponseBase:
    """How many records of each supplier were said to be wrong, and how many were."""
    who = request.principal
    rows = RecordCheck.objects.filter(**who.within()).order_by("supplier")
    found = rows.values("supplier").annotate(
        all=Count("pk"),
        wrong=Count("pk", filter=Q(state="corrected")),
        right=Count("pk", filter=Q(state="stands")),
    )
    lines = [
        {**one, "rate": round(100 * one["wrong"] / closed) if (closed := one["wrong"] + one["right"]) else None}
        for one in found
    ]
    return render(request, "credit/suppliers.html", {"title": _("Truth of credit records"), "lines": lines})


@officers
@require_GET
def measures(request: Request) -> HttpResponseBase:
    """The cited list of rewards and restrictions; nothing outside it is pushed."""
    rows = list(catalogue.section("measures").values())
    restrict = [r for r in rows if r.says("kind") == "restrict"]
    reward = [r for r in rows if r.says("kind") == "reward"]
    context = {"title": _("List of joint measures"), "parts": [(_("Restrictions"), restrict), (_("Rewards"), reward)]}
    return render(request, "credit/measures.html", context)
