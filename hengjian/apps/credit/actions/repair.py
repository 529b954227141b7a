"""Acts of credit repair: one application, one promise, a decision for each entry, revocation."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries
from hengjian.apps.credit.models import CreditEntry
from hengjian.apps.credit.procedures import CreditRepair
from hengjian.apps.credit.rules import repair as rules
from hengjian.apps.registry.actions import exchange
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .listing import ListingReason, relist
from .taking import OWNER, end_entry, last_day, take

LEADERS = (Role.APPROVER, Role.HEAD)
PLATFORM = "信用信息共享平台"
# How each kind of entry is taken back, and how it is put up again when the repair is revoked.
BACK = {
    "penalty": ("credit.recorded_penalty.stop_early", "credit.recorded_penalty.publish_again"),
    "serious": ("credit.serious_listing.lift", "credit.serious_listing.enter_again"),
    "list": ("credit.serious_listing.lift", "credit.serious_listing.enter_again"),
}
REMOVE = "credit.abnormal_listing.remove"


class RepairApplication(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    entries: list[str] = ask(gettext_lazy("What shall be repaired"), kind="credit_entry")
    explanation: str = ask(gettext_lazy("What was done, and the proof"), lines=5, at_least=4, at_most=2000)
    promise: bool = ask(
        gettext_lazy("I promise that everything said is true and that it will not happen again"),
        kind="check",
        default=False,
        help=gettext_lazy("A false proof or a broken promise takes the repair back and bars a new one for a year."),
    )


class RepairCheck(Given):
    checked: str = ask(gettext_lazy("What was checked and found"), lines=4, at_least=4, at_most=1000)


class RepairDecision(Given):
    granted: list[str] = ask(gettext_lazy("Grant for"), kind="credit_repair_item", default=[])
    refused: list[str] = ask(gettext_lazy("Refuse for"), kind="credit_repair_item", default=[])
    reason: str = ask(gettext_lazy("Reasons"), lines=4, at_least=4, at_most=500)


class RepairRevocation(Given):
    ground: str = ask(
        gettext_lazy("Ground"),
        choices=[
            ("false_material", gettext_lazy("False material")),
            ("broken_promise", gettext_lazy("Broken promise")),
        ],
        pattern="^(false_material|broken_promise)$",
    )
    reason: str = ask(gettext_lazy("Facts"), lines=4, at_least=4, at_most=500)


@act(
    None,
    CreditRepair.applied,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Apply for credit repair"),
    basis="samr_credit_repair",
)
def apply(row: CreditRepair, given: RepairApplication, on: Occasion) -> None:
    """One application for every list and penalty; what cannot be repaired yet is refused with the day from which it can."""
    what = _("The application was not taken.")
    subject = take(row, given.subject, on, what)
    if not given.promise:
        raise Incomplete(what, fields={"promise": _("Without the promise nothing can be repaired.")})
    wanted = list(dict.fromkeys(given.entries))
    # Entries of a list that go with this application do not stand in the way of the penalties beside them.
    together = {int(key) for key in wanted if key.isdigit()}
    by_key = {str(r.entry.pk): r for r in queries.repairs_of(subject, on.day, on.law, together=together)}
    if not wanted or set(wanted) - set(by_key):
        raise Incomplete(what, fields={"entries": _("Choose among what stands under the name of this business.")})
    chosen = [by_key[key] for key in wanted]
    for one in chosen:
        bars = [g for g in one.finding.grounds if g.bars]
        if bars:
            fact = f"{one.entry.title}：{bars[0].fact}"
            raise Incomplete(what, fact=fact, article=bars[0].article, remedy=bars[0].remedy, fields={"entries": fact})
    row.items = [r.entry.pk for r in chosen]
    row.shorter = rules.limit_of(r.entry.kind for r in chosen) == "credit.abnormal_removal"
    row.explanation = given.explanation
    row.title = _("Credit repair: %(name)s") % {"name": subject.name}


@act(
    CreditRepair.applied,
    CreditRepair.checking,
    by=Role.HANDLER,
    label=gettext_lazy("Take the application up"),
    basis="samr_credit_repair",
    favourable=True,
)
def take_up_repair(row: CreditRepair, given: Nothing, on: Occasion) -> None:
    """Within two working days."""
    on.tell(*OWNER, title=_("Your application for credit repair was taken up"))


@act(
    CreditRepair.applied,
    CreditRepair.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Do not take the application up"),
    paper="kernel.notice",
    basis="samr_credit_repair",
    favourable=False,
)
def turn_down(row: CreditRepair, given: ListingReason, on: Occasion) -> None:
    """With reasons."""
    on.note = given.reason
    on.tell(*OWNER, title=_("Your application for credit repair was not taken up"), body=given.reason)


@act(CreditRepair.checking, None, by=Role.HANDLER, label=gettext_lazy("Record what was checked"), certificate=True)
def check_repair(row: CreditRepair, given: RepairCheck, on: Occasion) -> None:
    """Are the duties performed, is the harm removed?"""
    row.checked = given.checked
    on.note = given.checked


@act(
    CreditRepair.checking,
    (CreditRepair.restored, CreditRepair.refused, CreditRepair.checking),
    by=LEADERS,
    label=gettext_lazy("Decide on the repair"),
    paper="kernel.notice",
    basis="samr_credit_repair",
    apart_from="check_repair",
)
def decide_repair(row: CreditRepair, given: RepairDecision, on: Occasion) -> State:
    """For each entry; what is granted is no longer shown, shared or used from this moment (NDRC Order 36)."""
    what = _("Nothing was decided.")
    still = {str(pk) for pk in row.open_entries}
    granted, refused = set(given.granted), set(given.refused)
    if not granted | refused or (granted | refused) - still or granted & refused:
        raise Incomplete(what, fields={"granted": _("Choose each entry once, among those not decided yet.")})
    if granted and not row.checked:
        raise Incomplete(what, fact=_("Nothing was checked yet."), remedy=_("Record first what was checked."))
    for entry in CreditEntry.objects.filter(pk__in=[int(pk) for pk in granted | refused]).order_by("pk"):
        fine = str(entry.pk) in granted
        row.decisions = {**row.decisions, str(entry.pk): ["granted" if fine else "refused", given.reason]}
        if fine:
            _take_back(entry, row, on)
    on.note = given.reason
    on.tell(*OWNER, title=_("Decided on your credit repair"), body=given.reason)
    return _next(row, on)


def _next(row: CreditRepair, on: Occasion) -> State:
    """Where the application stands now: what is left has the longer time, counted from the same beginning."""
    if row.open_entries:
        kinds = CreditEntry.objects.filter(pk__in=row.open_entries).values_list("kind", flat=True)
        if row.shorter and rules.limit_of(kinds) == "credit.repair_decide":
            row.shorter = False
            on.prolong("credit.repair_decide")
        return CreditRepair.checking
    return CreditRepair.restored if row.granted else CreditRepair.refused


def _take_back(entry: CreditEntry, row: CreditRepair, on: Occasion) -> None:
    end_entry(entry, on, "removed" if entry.kind in rules.LISTED else "repaired")
    name, given = (REMOVE, {"reason": "信用修复"}) if entry.kind in rules.LISTED else (BACK[entry.kind][0], {})
    on.then(name, entry.proceeding_id, given)
    _push(entry, row, on, "credit.repaired")


def _push(entry: CreditEntry, row: CreditRepair, on: Occasion, topic: str) -> None:
    """Whoever was told of the entry is told that it is repaired, or stands again 同步修复."""
    assert row.subject is not None
    payload = {"code": row.subject.code, "name": row.subject_name, "entry": entry.number, "title": entry.title}
    key = f"repair:{row.pk}:{entry.pk}:{topic}"
    exchange.queue(row.subject, "province", PLATFORM, topic, key, payload, on.at)


@act(
    (CreditRepair.applied, CreditRepair.checking),
    CreditRepair.taken_back,
    by=APPLICANT,
    label=gettext_lazy("Withdraw the application"),
)
def take_back(row: CreditRepair, given: Nothing, on: Occasion) -> None:
    """The applicant gives it up."""
    if row.decisions:
        raise Conflict(_("It was not withdrawn."), fact=_("Part of it has been decided already."))


@act(
    CreditRepair.restored,
    CreditRepair.revoked,
    by=Role.HEAD,
    label=gettext_lazy("Revoke the repair"),
    paper="kernel.notice",
    discloses="repair_revoked",
    basis="samr_credit_repair art. 14",
    irreversible=True,
    favourable=False,
)
def revoke(row: CreditRepair, given: RepairRevocation, on: Occasion) -> None:
    """False material or a broken promise: what was taken back is shown again, its term begins anew, a year without a new
    application."""
    row.barred_until = last_day("credit.repair_ban", on.law, on.at)
    for entry in CreditEntry.objects.filter(pk__in=row.granted).order_by("pk"):
        if entry.kind in rules.LISTED:
            relist(entry, on)
        else:
            on.then(BACK[entry.kind][1], entry.proceeding_id)
        _push(entry, row, on, "credit.repair_revoked")
    on.note = given.reason
    on.tell(*OWNER, title=_("The credit repair was revoked"), body=given.reason)


@act(CreditRepair.restored, CreditRepair.settled, by=CLOCK, label=gettext_lazy("The promise was kept"))
def settle(row: CreditRepair, given: Nothing, on: Occasion) -> None:
    """A year has passed without a breach."""


def as_choices(row: Any) -> list[tuple[str, str]]:
    """The entries of an application that are not decided yet."""
    if not isinstance(row, CreditRepair):
        return []
    return [(str(e.pk), e.title) for e in CreditEntry.objects.filter(pk__in=row.open_entries).order_by("pk")]
