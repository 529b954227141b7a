"""Acts about the list of abnormal operations: entry, objection, removal (Order 68)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries
from hengjian.apps.credit.procedures import AbnormalListing
from hengjian.apps.credit.rules import catalogue
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import APPLICANT, CLOCKWORK, MACHINE, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

from .penalties import day_of
from .taking import OWNER, end_entry, entry_of, known, last_day, take
from .taking import enter as enter_record

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
CAUSES = catalogue.choices("abnormal_causes")
ENTER = "credit.abnormal_listing.enter"


class AbnormalFinding(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    cause: str = ask(gettext_lazy("Cause"), choices=CAUSES)
    found: str = ask(gettext_lazy("What was found"), lines=4, at_least=4, at_most=500)
    found_on: str = ask(gettext_lazy("Found on"), kind="date", pattern=r"^\d{4}-\d{2}-\d{2}$")
    year: int = ask(gettext_lazy("Year of the missing report"), kind="number", default=0, at_least=0, at_most=2100)


class AbnormalObjection(Given):
    objection: str = ask(gettext_lazy("Why the entry is wrong"), lines=5, at_least=4, at_most=1000)


class ListingReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


def enter_on_list(subject: int, cause: str, found: str, on: str, *, year: int = 0, key: str = "") -> Done:
    """Enter a subject for a cause as the clock does; with a key exactly once. For other rooms and for the yearly round."""
    given = {"subject": subject, "cause": cause, "found": found, "found_on": on, "year": year}
    with acting_as(CLOCKWORK) as machine:
        return perform(ENTER, None, given, machine, key=key or None)


@act(
    None,
    AbnormalListing.listed,
    by=(*STAFF, MACHINE),
    label=gettext_lazy("Enter on the list of abnormal operations"),
    discloses="abnormal_operation",
    favourable=False,
)
def enter(row: AbnormalListing, given: AbnormalFinding, on: Occasion) -> None:
    """Within ten working days after it was found; an individual business is marked, not listed (Order 68, arts. 6 to 9)."""
    what = _("It was not entered.")
    subject = take(row, given.subject, on, what)
    row.cause = catalogue.cause_for(given.cause, subject.kind)
    found = known(catalogue.section("abnormal_causes"), row.cause, "cause", what)
    row.found, row.found_on, row.year = given.found, day_of(given.found_on, "found_on", what), given.year or None
    _may_enter(row, subject, on).require(what)
    title = f"{found.zh}" + (f"（{given.year}年度）" if given.year else "")
    row.title = f"{subject.name}：{title}"[:200]
    enter_record(row, on, found.says("list"), row.cause, title, found.article)
    on.note = given.found
    on.tell(*OWNER, title=_("Entered for: %(cause)s") % {"cause": found.zh}, body=given.found)


def _may_enter(row: AbnormalListing, subject: Subject, on: Occasion) -> Finding:
    article = on.law.cite("abnormal_list_measures art. 10")
    twins = queries.standing(subject.pk, cause=row.cause)
    again = [e for e in twins if not row.year or f"（{row.year}年度）" in e.title]
    return Finding.of(
        [
            Ground(_("It stands on the list for this cause already."), article, _("Nothing needs to be done."), "cause")
            if again
            else None,
            Ground(_("The day lies ahead."), article, _("Enter it when it has been found."), "found_on")
            if row.found_on and row.found_on > on.day
            else None,
            Ground(_("The business is no longer registered."), article, _("Nothing is entered."), "subject")
            if subject.status not in queries.LIVING
            else None,
        ]
    )


@act(
    (AbnormalListing.listed, AbnormalListing.objected, AbnormalListing.verifying),
    AbnormalListing.removed,
    by=(Role.APPROVER, Role.HEAD, MACHINE),
    label=gettext_lazy("Remove from the list"),
    paper="kernel.notice",
    basis="abnormal_list_measures art. 10",
    held="*",
    favourable=True,
)
def remove(row: AbnormalListing, given: ListingReason, on: Occasion) -> None:
    """The duty is performed or the cause is gone; removed, and no longer shown (Order 68, arts. 10 to 13)."""
    cause = catalogue.section("abnormal_causes")[row.cause]
    if on.principal.kind == "officer" and row.subject:
        _gone(row, on).require(_("It was not removed."))
    _end(row, on, "removed")
    on.note = given.reason
    on.tell(*OWNER, title=_("Removed from the list: %(cause)s") % {"cause": cause.zh})


def _gone(row: AbnormalListing, on: Occasion) -> Finding:
    """Missing reports must have been filed; what else is to be proved, an officer judges."""
    assert row.subject is not None
    cause = catalogue.section("abnormal_causes")[row.cause]
    missing = queries.missing_years(row.subject, on.day, on.law) if cause.says("proof") == "reports" else []
    years = "、".join(map(str, sorted(missing)))
    article = on.law.cite("abnormal_list_measures art. 10")
    ground = Ground(_("Reports are still missing: %(years)s.") % {"years": years}, article, _("They are filed first."))
    return Finding.of([ground if missing else None])


def _end(row: AbnormalListing, on: Occasion, why: str) -> None:
    entry = entry_of(row)
    if entry:
        end_entry(entry, on, why)


@act(
    AbnormalListing.listed,
    AbnormalListing.objected,
    by=APPLICANT,
    label=gettext_lazy("Object to the entry"),
    basis="abnormal_list_measures art. 15",
)
def object_to_entry(row: AbnormalListing, given: AbnormalObjection, on: Occasion) -> None:
    """Within thirty days of the publication."""
    last = last_day("credit.abnormal_objection", on.law, row.opened_at)
    if last is not None and on.day > last:
        raise Conflict(
            _("The objection was not taken."),
            fact=_("An entry may be objected to until %(day)s.") % {"day": last.isoformat()},
            article=on.law.limit("credit.abnormal_objection").cite,
            remedy=_("Remove its cause and apply for credit repair."),
        )
    row.objection = given.objection


@act(
    AbnormalListing.objected,
    AbnormalListing.verifying,
    by=STAFF,
    label=gettext_lazy("Take the objection up"),
    basis="abnormal_list_measures art. 15",
)
def take_up(row: AbnormalListing, given: Nothing, on: Occasion) -> None:
    """Within five working days; verified within twenty."""
    on.tell(*OWNER, title=_("Your objection is being verified"))


@act(
    (AbnormalListing.objected, AbnormalListing.verifying),
    AbnormalListing.listed,
    by=STAFF,
    label=gettext_lazy("Uphold the entry"),
    paper="kernel.notice",
    basis="abnormal_list_measures art. 15",
    favourable=False,
)
def uphold_entry(row: AbnormalListing, given: ListingReason, on: Occasion) -> None:
    """The entry stands, with reasons."""
    on.note = given.reason
    on.tell(*OWNER, title=_("The entry on the list stands"), body=given.reason)


@act(
    AbnormalListing.verifying,
    AbnormalListing.cancelled,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Cancel the entry as wrong"),
    paper="kernel.notice",
    basis="abnormal_list_measures art. 15",
    favourable=True,
)
def cancel_entry(row: AbnormalListing, given: ListingReason, on: Occasion) -> None:
    """It was entered in error: it is taken back as if it had never been."""
    _end(row, on, "withdrawn")
    on.note = given.reason
    on.tell(*OWNER, title=_("The entry was cancelled"), body=given.reason)


def relist(entry: Any, on: Occasion) -> None:
    """After a repair was revoked the cause stands again, as an entry of its own."""
    given = {
        "subject": entry.subject_id,
        "cause": entry.cause,
        "found": "信用修复被撤销，恢复列入",
        "found_on": timezone.localdate(on.at).isoformat(),
    }
    if entry.cause not in dict(CAUSES):
        raise Incomplete(_("It was not entered."), fields={"cause": _("Choose one of the values offered.")})
    on.then(ENTER, None, given)
