"""What a meeting resolved: charged to a member until a day, reminded, talked about, reported, closed by the chair."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.procedures import Commission, JointMeeting, Resolution
from hengjian.apps.planning.rules import commissions as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, COUNTERPARTY, Role
from hengjian.kernel.refusal import Incomplete, NotAllowed

from . import days
from .commissions import LEADERS, STAFF, invited

OPEN = (Resolution.pending, Resolution.insufficient)


class Resolved(Given):
    meeting: int = ask(gettext_lazy("Joint meeting"), kind="joint_meeting")
    what: str = ask(gettext_lazy("What was resolved"), lines=3, at_least=4, at_most=1000)
    owner: str = ask(gettext_lazy("Member in charge"), kind="meeting_member", at_most=120)
    due_on: date = ask(gettext_lazy("To be done by"), kind="date")


class ResolutionReport(Given):
    told: str = ask(gettext_lazy("What was done"), lines=4, at_least=4, at_most=2000)
    file: str = ask(gettext_lazy("Proof"), kind="file", default="")


class ResolutionReminder(Given):
    text: str = ask(gettext_lazy("Reminder"), lines=2, at_least=4, at_most=300)


class AccountabilityTalk(Given):
    at: datetime = ask(gettext_lazy("When"), kind="datetime")
    talked_with: str = ask(gettext_lazy("With whom"), at_least=2, at_most=80, personal=True)
    what: str = ask(gettext_lazy("What was told and promised"), lines=4, at_least=10, at_most=1000)


class ResolutionReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


def _owner_told(row: Resolution, title: str, on: Occasion, body: str = "") -> None:
    on.tell(COUNTERPARTY, title=title, body=body)
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=title, body=body)


@act(None, Resolution.pending, by=STAFF, label=gettext_lazy("Enter what was resolved"))
def resolve(row: Resolution, given: Resolved, on: Occasion) -> None:
    """One thing, one member, one day. The member sees it on its own desk; the chair sees all."""
    what = _("The resolution was not entered.")
    meeting = JointMeeting.objects.filter(pk=given.meeting, state__in=("conducted", "concluded")).first()
    if meeting is None:
        raise Incomplete(what, fields={"meeting": _("There is no such meeting that was held.")})
    names = [one["name"] for one in meeting.members]
    rules.charge(given.owner, names, given.due_on, on.day, on.law).require(what)
    member = next(one for one in meeting.members if one["name"] == given.owner)
    chair = Commission.objects.filter(pk=meeting.commission_id).values_list("chair_id", flat=True).first()
    row.commission_id, row.meeting_id, row.meeting_number = meeting.commission_id, meeting.pk, meeting.number
    row.chair_id, row.what, row.owner = chair, given.what, given.owner
    row.code, row.synthetic = meeting.code, row.synthetic or meeting.synthetic
    row.title = f"{given.owner}：{given.what}"[:200]
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    invited([member], row.code, on, _("Member in charge of a resolution"))
    days.due_on(row, given.due_on, on, "miss_resolution")
    _owner_told(row, _("You are in charge: %(what)s") % {"what": given.what[:150]}, on)


@act(OPEN, Resolution.reported, by=(*STAFF, COUNTERPARTY), label=gettext_lazy("Report that it was carried out"))
def report_resolution(row: Resolution, given: ResolutionReport, on: Occasion) -> None:
    """The member says what was done, with proof; the chair decides whether that is enough."""
    row.told = given.told
    on.keep_sent(given.file, "议定事项落实材料")
    if row.chair_id:
        on.tell(f"officer:{row.chair_id}", title=_("Reported: %(title)s") % {"title": row.title}, body=given.told[:300])


@act(OPEN, None, by=STAFF, label=gettext_lazy("Remind the member"))
def remind(row: Resolution, given: ResolutionReminder, on: Occasion) -> None:
    """The office of the commission reminds; each reminder stands on record."""
    row.reminders = [*row.reminders, {"on": on.day.isoformat(), "by": on.principal.name, "text": given.text}]
    on.note = given.text
    _owner_told(row, _("Reminder: %(title)s") % {"title": row.title}, on, given.text)


@act(
    (*OPEN, Resolution.reported),
    None,
    by=(*LEADERS, Role.SUPERVISOR),
    label=gettext_lazy("Talk to the member in charge"),
    paper="planning.talk",
    favourable=False,
    basis="food_law art. 117",
)
def talk_to_member(row: Resolution, given: AccountabilityTalk, on: Occasion) -> None:
    """责任约谈: after a day that was missed or reminders that did not help; record and paper."""
    rules.talk_due(row.missed, len(row.reminders), on.law).require(_("The talk was not entered."))
    talk = {"on": given.at.date().isoformat(), "with": row.owner, "what": given.what}
    row.talks = [*row.talks, talk]
    on.note = given.what[:500]
    data = {
        "to": row.owner, "resolution": row.what, "number_of": row.number, "due": row.due_on.isoformat(),
        "day": talk["on"], "what": given.what, "basis": [on.law.cite("food_law art. 117").official],
        "reminders": [f"{one['on']}　{one['text']}" for one in row.reminders],
    }  # fmt: skip
    on.issue("planning.talk", "责任约谈记录", data)
    _owner_told(row, _("Accountability talk: %(title)s") % {"title": row.title}, on)


def _of_chair(row: Resolution, on: Occasion, what: str) -> None:
    who = on.principal
    if row.chair_id and row.chair_id != who.officer_id and row.chair_id not in who.standing_in_for:
        raise NotAllowed(what, fact=_("Only the chair of the commission decides this."), remedy=_("Ask the chair."))


@act(Resolution.reported, Resolution.fulfilled, by=LEADERS, label=gettext_lazy("Close as fulfilled"), favourable=True)
def close_resolution(row: Resolution, given: ResolutionReminder, on: Occasion) -> None:
    """The chair finds that it was carried out."""
    _of_chair(row, on, _("It was not closed."))
    on.note = given.text
    _owner_told(row, _("Fulfilled: %(title)s") % {"title": row.title}, on, given.text)


@act(Resolution.reported, Resolution.insufficient, by=LEADERS, label=gettext_lazy("Not enough"), favourable=False)
def find_insufficient(row: Resolution, given: ResolutionReason, on: Occasion) -> None:
    """The chair wants more; a term of its own begins."""
    _of_chair(row, on, _("It was not returned."))
    on.note = given.reason
    _owner_told(row, _("Not enough yet: %(title)s") % {"title": row.title}, on, given.reason)


@act(OPEN, Resolution.dropped, by=LEADERS, label=gettext_lazy("Drop the resolution"), favourable=False)
def drop_resolution(row: Resolution, given: ResolutionReason, on: Occasion) -> None:
    """Overtaken by events; the chair says why."""
    _of_chair(row, on, _("It was not dropped."))
    on.note = given.reason


@act(Resolution.pending, None, by=CLOCK, label=gettext_lazy("The day of the resolution has passed"), favourable=False)
def miss_resolution(row: Resolution, given: Nothing, on: Occasion) -> None:
    """Nothing was reported by the day: supervised, and the chair is told."""
    if not days.passed(row, on) or row.missed:
        return
    row.missed = row.supervised = True
    on.note = _("Not reported by %(day)s") % {"day": row.due_on.isoformat()}
    if row.chair_id:
        on.tell(f"officer:{row.chair_id}", title=_("Overdue: %(title)s") % {"title": row.title})
    on.tell(COUNTERPARTY, title=_("Overdue: %(title)s") % {"title": row.title})
