"""Reads about entities that rest or leave: what bars it, who may object, what is announced, whom a clean-up finds."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.models import (
    REMARKS,
    Department,
    EntityVersion,
    Holding,
    MarketEntity,
    Remark,
    Responsibility,
    ScopeItem,
)
from hengjian.apps.registry.rules.days import months_from, plain_end
from hengjian.apps.registry.rules.exits import LEFT, Hindrance
from hengjian.apps.registry.rules.items import Items
from hengjian.kernel.divisions import ancestors
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Proceeding, Subject
from hengjian.kernel.personal import fingerprint

# Procedures by which an entity leaves; while one is open no second one begins.
EXITS = ("registry.deregistration", "registry.liquidation", "registry.compulsory_deregistration")
BARRING = ("share_pledge", "share_freeze", "chattel_mortgage", "unreachable")
# Announcements to which anybody concerned may object, and the call to creditors; the latter is answered by a claim.
OBJECTABLE = ("simple_deregistration", "compulsory_announcement", "striking_off_notice", "cancellation_publicity")
CALL = "creditor_call"
_sources: list[Callable[[Subject], list[Hindrance]]] = []


def hindrance_source(find: Callable[[Subject], list[Hindrance]]) -> Callable[[Subject], list[Hindrance]]:
    """Let another room say what it knows against a simplified deregistration: lists, cases, unpaid fines."""
    _sources.append(find)
    return find


def hindrances(subject: Subject) -> tuple[Hindrance, ...]:
    """Everything known here and in the other rooms that bars the simplified way (Rules, art. 48)."""
    words = dict(REMARKS)
    remarks = Remark.objects.filter(subject=subject, until=None, kind__in=BARRING)
    held = Holding.objects.filter(holder=subject, until=None).select_related("subject")[:20]
    found = [Hindrance(r.kind, f"{words[r.kind]}：{r.detail or r.source}") for r in remarks]
    found += [Hindrance("investment", _("It holds shares of %(name)s.") % {"name": h.subject.name}) for h in held]
    found += [
        Hindrance("cancellation", _("Its registration is under investigation: %(number)s.") % {"number": p.number})
        for p in Proceeding.objects.filter(subject=subject, procedure="registry.cancellation", closed_at=None)
    ]
    return tuple(found + [one for find in _sources for one in find(subject)])


def running_exit(subject: Subject, but: int = 0) -> str:
    """The number of an open proceeding by which the entity is leaving, or nothing."""
    rows = Proceeding.objects.filter(subject=subject, procedure__in=EXITS, closed_at=None).exclude(pk=but)
    return rows.values_list("number", flat=True).first() or ""


def objection_waits(subject_id: int | None) -> bool:
    """Has somebody objected whose objection is not passed on yet?"""
    rows = Proceeding.objects.filter(subject_id=subject_id or 0, procedure="registry.objection", closed_at=None)
    return rows.filter(registry_objection__kind="simple_deregistration").exists()


def objection_open(proceeding_id: int) -> bool:
    """Is an objection to this proceeding not checked yet?"""
    return Proceeding.objects.filter(registry_objection__against=proceeding_id, closed_at=None).exists()


def status_before(subject: Subject) -> str:
    """The state from which the entity left the register."""
    rows = EntityVersion.objects.filter(subject=subject).order_by("-effective_on", "-recorded_at", "-pk")
    found = (str(items.get("status", "")) for items in rows.values_list("items", flat=True))
    return next((status for status in found if status not in LEFT), "registered")


def open_branches(subject: Subject) -> tuple[str, ...]:
    """Names of branches that are still registered."""
    rows = MarketEntity.objects.filter(parent=subject).exclude(subject__status__in=LEFT)
    return tuple(rows.values_list("subject__name", flat=True)[:20])


def needs_approval(items: Items | None) -> tuple[str, ...]:
    """Items of the scope that needed a permit before registration: leaving needs the approval too."""
    codes = items.scope_codes if items else ()
    return tuple(ScopeItem.objects.filter(pk__in=codes, pre_permit=True).values_list("text", flat=True))


def status_since(subject: Subject) -> tuple[date | None, str]:
    """Since when the entity has had its present status without a break, and by which cause."""
    since, why = None, ""
    rows = EntityVersion.objects.filter(subject=subject).order_by("-effective_on", "-recorded_at", "-pk")
    for day, cause, items in rows.values_list("effective_on", "cause", "items"):
        if items.get("status") != subject.status:
            break
        since, why = day, cause
    return since, why


CAUSES = {
    "deregistration": gettext_lazy("simplified deregistration"),
    "liquidation": gettext_lazy("ordinary deregistration"),
    "court": gettext_lazy("ruling of a court"),
    "compulsory": gettext_lazy("compulsory deregistration"),
    "cancellation": gettext_lazy("registration obtained by fraud"),
    "striking_off": gettext_lazy("cannot be reached"),
    "dormancy": gettext_lazy("difficulties in business"),
    "annotation": gettext_lazy("decision of an authority"),
    "restoration": gettext_lazy("restored"),
    "conversion": gettext_lazy("converted into an enterprise"),
}


def standing(subject: Subject) -> list[tuple[Any, Any]]:
    """What the public file says about an entity that is not simply in business: why and since when, marks, remarks."""
    rows: list[tuple[Any, Any]] = []
    if subject.status != "registered":
        since, why = status_since(subject)
        rows += [(_("In this state since"), since), (_("By reason of"), CAUSES.get(why, why))] if since else []
    entity = getattr(subject, "entity", None)
    if entity and entity.mark == "separately_recorded":
        rows.append((_("Special mark"), _("recorded separately")))
    words = dict(REMARKS)
    for one in Remark.objects.filter(subject=subject, until=None).order_by("since"):
        rows.append((words[one.kind], f"{one.detail or one.source}（{one.since}）"))
    return rows


def barred_until(id_number: str) -> date | None:
    """The last day on which this person may not apply for a registration because of a false one (Regulation, art. 40)."""
    rows = Responsibility.objects.filter(id_print=fingerprint(id_number.upper()), until__gte=timezone.localdate())
    found: date | None = rows.aggregate(last=Max("until"))["last"]
    return found


def name_blocked_until(subject: Subject, law: LawOn) -> date | None:
    """The last day on which nobody else may take the name of an entity that has left (Name Regulation, art. 17)."""
    return plain_end(subject.closed_on, law.limit("registry.old_name_block")) if subject.closed_on else None


def departments(code: str) -> QuerySet[Department]:
    """The partners of a registration authority: those of its division and of those above."""
    return Department.objects.filter(division_code__in=[code[:6], *ancestors(code[:6])]).order_by("kind", "pk")


def department_of(user_id: int | None) -> Department | None:
    """The department that a user acts for."""
    return Department.objects.filter(user_id=user_id).first() if user_id else None


def objection_link(shown: Disclosure, signed_in: bool = True) -> tuple[str, str]:
    """Where one objects to an announcement or claims on a call, and what that is called; empty when its time is over.

    Who has no account objects by name and phone.
    """
    until = str(shown.body.get("objections_until", ""))
    if not until or until < timezone.localdate().isoformat() or (shown.subject and shown.subject.status in LEFT):
        return "", ""
    if shown.kind == CALL:
        return f"/start/registry.claim/file/?announcement={shown.pk}", _("File a claim")
    if shown.kind in OBJECTABLE and not signed_in:
        return f"/announcements/{shown.pk}/object/", _("Object")
    if shown.kind in OBJECTABLE:
        return f"/start/registry.objection/file/?announcement={shown.pk}", _("Object")
    return "", ""


def open_announcements(kind: str = "", text: str = "") -> QuerySet[Disclosure]:
    """Announcements whose term for objections or claims has not ended, the one that ends first on top."""
    today = timezone.localdate()
    rows = Disclosure.objects.filter(kind__in=[kind] if kind else [*OBJECTABLE, CALL], withdrawn_at=None)
    # No term for objections is longer than four months: the index on `since` narrows it down first.
    rows = rows.filter(since__gte=timezone.now() - timedelta(days=130), body__objections_until__gte=today.isoformat())
    rows = rows.filter(title__contains=text) if text else rows
    rows = rows.exclude(subject__status__in=LEFT)  # whoever has left is no longer about to
    return rows.select_related("subject").order_by("body__objections_until", "pk")


def criteria(law: LawOn) -> dict[str, dict[str, Any]]:
    """The criteria of the clean-up, by id."""
    return {dict(one)["id"]: dict(one) for one in law.value("registry.cleanup_criteria").amount}


def cleanup_candidates(criterion: str, lo: str, hi: str, law: LawOn) -> QuerySet[Any]:
    """Firms in a range of divisions that the criterion finds, with the day since when; those already leaving are left out."""
    one = criteria(law)[criterion]
    rows = Subject.objects.filter(division_code__gte=lo, division_code__lt=hi)
    reached = months_from(law.day, -12 * one["years"])
    if "status" in one:
        versions = EntityVersion.objects.annotate(was=KeyTextTransform("status", "items"))
        first = versions.filter(subject=OuterRef("pk"), was=OuterRef("status")).order_by("effective_on")
        rows = rows.filter(status__in=one["status"].split(","), entity__group="company")
        rows = rows.annotate(since=Subquery(first.values("effective_on")[:1]))
    elif "remarks" in one:
        remark = Remark.objects.filter(subject=OuterRef("pk"), until=None, since__lt=reached)
        rows = rows.filter(
            *(Exists(remark.filter(kind=kind)) for kind in one["remarks"].split(",")), status="registered"
        )
        rows = rows.annotate(since=Subquery(remark.order_by("-since").values("since")[:1]))
    else:
        rows = rows.filter(entity__mark=one["mark"]).exclude(status__in=LEFT).annotate(since=F("opened_on"))
    busy = Proceeding.objects.filter(procedure__in=(*EXITS, "registry.striking_off"), closed_at=None)
    return rows.filter(since__lt=reached).exclude(Exists(busy.filter(subject=OuterRef("pk")))).select_related("entity")
