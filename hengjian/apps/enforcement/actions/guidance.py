"""Acts of soft enforcement: said, acknowledged, promised, followed up; and reminders to many firms at once."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit.queries import risk
from hengjian.apps.enforcement.models import ReminderRow
from hengjian.apps.enforcement.procedures import BulkReminder, Lead, SoftMeasure
from hengjian.apps.enforcement.procedures.guidance import ORIGINS, SOFT_KINDS
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, COUNTERPARTY, MACHINE, Principal, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .around import STAFF, entitle, mine, of_subject
from .leads import hand_over

MOST_FIRMS = 2000
LOOKED_BACK = timedelta(days=90)


class SoftWord(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    kind: str = ask(gettext_lazy("Kind"), choices=SOFT_KINDS)
    what: str = ask(gettext_lazy("What was found"), lines=3, at_least=4, at_most=1000)
    demand: str = ask(gettext_lazy("What should be done"), lines=3, at_least=4, at_most=1000)
    talked_with: str = ask(gettext_lazy("Who was spoken to"), default="", at_most=120)
    record: str = ask(gettext_lazy("Record of the talk"), lines=4, default="", at_most=3000)


class SoftPromise(Given):
    promise: str = ask(gettext_lazy("What we will do, and by when"), lines=3, default="", at_most=1000)


class SoftEffect(Given):
    helped: bool = ask(gettext_lazy("What was demanded has been done"), kind="check", default=False)
    found: str = ask(gettext_lazy("What was found at the follow-up"), lines=3, at_least=4, at_most=1000)
    as_lead: bool = ask(gettext_lazy("Hand it over as a lead"), kind="check", default=False)


class ReminderText(Given):
    origin: str = ask(gettext_lazy("Whom"), choices=ORIGINS)
    codes: str = ask(gettext_lazy("Credit codes, one a line"), lines=4, default="", at_most=40000)
    text: str = ask(gettext_lazy("Reminder"), lines=5, at_least=10, at_most=1500)


@act(
    None,
    SoftMeasure.said,
    by=STAFF,
    label=gettext_lazy("Guide, remind, talk or warn"),
    paper="kernel.notice",
    basis="penalty_law art. 6",
)
def say_softly(row: SoftMeasure, given: SoftWord, on: Occasion) -> None:
    """Punishment goes with education: what was found and what should be done, without a penalty."""
    what = _("Nothing was said.")
    of_subject(row, given.subject, on, what)
    if given.kind == "talk" and not (given.talked_with and given.record):
        raise Incomplete(what, fields={"record": _("A talk needs who was spoken to and a record.")})
    for name in ("kind", "what", "demand", "talked_with", "record"):
        setattr(row, name, getattr(given, name))
    mine(row, on)
    entitle(row, str(dict(SOFT_KINDS)[given.kind]))
    on.tell("entity", title=row.title, body=given.demand)


@act(
    (SoftMeasure.said, SoftMeasure.watched),
    SoftMeasure.watched,
    by=(APPLICANT, *STAFF),
    label=gettext_lazy("Acknowledge and promise"),
)
def acknowledge(row: SoftMeasure, given: SoftPromise, on: Occasion) -> None:
    """Read and, if the firm wants, promised; the follow-up looks at both."""
    row.promise = given.promise or row.promise
    on.note = given.promise
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("Acknowledged: %(title)s") % {"title": row.title})


@act(
    (SoftMeasure.said, SoftMeasure.watched),
    (SoftMeasure.effective, SoftMeasure.ineffective),
    by=STAFF,
    label=gettext_lazy("Follow up"),
)
def follow_up(row: SoftMeasure, given: SoftEffect, on: Occasion) -> State:
    """Did it help? What did not may go on as a lead."""
    row.followed_up = given.found
    on.note = given.found
    if not given.helped and given.as_lead:
        what = f"柔性措施未见效：{row.what}"
        hand_over("office", row.subject_id, what, authority=row.code, number=row.number, proceeding=row.pk)
    on.tell("entity", title=_("Followed up: %(title)s") % {"title": row.title}, body=given.found)
    return SoftMeasure.effective if given.helped else SoftMeasure.ineffective


@act(None, BulkReminder.chosen, by=STAFF, label=gettext_lazy("Remind many firms"), basis="penalty_law art. 6")
def remind_many(row: BulkReminder, given: ReminderText, on: Occasion) -> None:
    """All firms in charge that a signal concerns; each gets its own notice."""
    what = _("Nobody was reminded.")
    found = list(_firms(given, on.principal, on).values_list("pk", flat=True)[: MOST_FIRMS + 1])
    if not found:
        raise Incomplete(what, fields={"origin": _("The signal concerns no firm in your charge.")})
    if len(found) > MOST_FIRMS:
        raise Incomplete(what, fields={"origin": _("More than %(count)d firms: narrow it.") % {"count": MOST_FIRMS}})
    row.origin, row.text, row.subjects, row.firms = given.origin, given.text, found, len(found)
    mine(row, on)
    row.title = f"批量提醒：{given.text[:60]}"
    on.then("enforcement.bulk_reminder.send_reminders", row.pk)


def _firms(given: ReminderText, who: Principal, on: Occasion) -> Any:
    lo, hi = divisions.bounds(who.place[:9])
    rows = Subject.objects.filter(division_code__gte=lo, division_code__lt=hi, status="registered").order_by("pk")
    if given.origin == "codes":
        return rows.filter(code__in=[c.strip().upper() for c in given.codes.split() if c.strip()])
    if given.origin == "leads":
        since = on.at - LOOKED_BACK
        return rows.filter(pk__in=Lead.objects.filter(opened_at__gte=since, subject__isnull=False).values("subject_id"))
    return rows.filter(pk__in=risk.warnings(who).values("subject_id"))


@act(BulkReminder.chosen, BulkReminder.sent, by=MACHINE, label=gettext_lazy("Send the reminders"))
def send_reminders(row: BulkReminder, given: Nothing, on: Occasion) -> None:
    """Every firm becomes a party of its reminder and is told."""
    ReminderRow.objects.bulk_create([ReminderRow(proceeding_id=row.pk, subject_id=pk) for pk in row.subjects])
    for pk in row.subjects:
        on.admit(f"subject:{pk}", COUNTERPARTY)
        on.tell(f"subject:{pk}", title=_("A reminder of the authority"), body=row.text)


@act(BulkReminder.sent, None, by=COUNTERPARTY, label=gettext_lazy("I have read it"))
def receive_reminder(row: BulkReminder, given: Nothing, on: Occasion) -> None:
    """The receipt of one firm; the machine notes it, as firms do not see one another."""
    pk = next((s for s in on.principal.subjects if s in row.subjects), None)
    if pk is None:
        raise Conflict(_("Nothing was noted."), fact=_("This reminder went to others."))
    on.then("enforcement.bulk_reminder.note_reading", row.pk, {"subject": pk})


class Reading(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="number")


@act(BulkReminder.sent, None, by=MACHINE, label=gettext_lazy("Note the receipt"))
def note_reading(row: BulkReminder, given: Reading, on: Occasion) -> None:
    """When a firm said that it had read the reminder."""
    ReminderRow.objects.filter(proceeding_id=row.pk, subject_id=given.subject, received_at=None).update(
        received_at=on.at
    )


@act(BulkReminder.sent, BulkReminder.measured, by=CLOCK, label=gettext_lazy("Measure the change"))
def measure_change(row: BulkReminder, given: Nothing, on: Occasion) -> None:
    """Leads in as many days before and after, of the firms reminded and of all others in the place, side by side."""
    _measure(row, on)


@act(BulkReminder.sent, BulkReminder.measured, by=Role.HANDLER, label=gettext_lazy("Measure the change now"))
def measure_now(row: BulkReminder, given: Nothing, on: Occasion) -> None:
    """Before the time has run out, with as many days before as have gone by since."""
    _measure(row, on)


def _measure(row: BulkReminder, on: Occasion) -> None:
    days = on.at - row.opened_at
    after = Q(opened_at__gte=row.opened_at, opened_at__lte=on.at)
    before = Q(opened_at__gte=row.opened_at - days, opened_at__lt=row.opened_at)
    lo, hi = divisions.bounds(row.code[:9])
    leads = Lead.objects.filter(code__gte=lo, code__lt=hi, subject__isnull=False)
    theirs, others = leads.filter(subject_id__in=row.subjects), leads.exclude(subject_id__in=row.subjects)
    row.result = {
        "before": theirs.filter(before).count(),
        "after": theirs.filter(after).count(),
        "others_before": others.filter(before).count(),
        "others_after": others.filter(after).count(),
        "received": ReminderRow.objects.filter(proceeding_id=row.pk, received_at__isnull=False).count(),
        "days": max(days.days, 0),
    }
