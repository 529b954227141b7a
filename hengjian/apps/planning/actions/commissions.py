"""Standing commissions and their meetings: set up, change members, call, consult, hold, issue minutes."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import Commission, JointMeeting
from hengjian.apps.planning.procedures.commissions import FIELDS
from hengjian.apps.planning.rules import commissions as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority, Officer, User
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import COUNTERPARTY, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from . import days

LEADERS = (Role.APPROVER, Role.HEAD)
STAFF = (Role.HANDLER, *LEADERS)
NOT_SET_UP = gettext_lazy("The commission was not set up.")


class CommissionMember(Given):
    name: str = ask(gettext_lazy("Authority or department"), at_least=2, at_most=120)
    code: str = ask(
        gettext_lazy("Code of the authority, if it is one of this house"), default="", at_most=12, pattern=r"^\d*$"
    )
    account: str = ask(gettext_lazy("Account of the department, if it has one"), default="", at_most=60)
    duties: str = ask(gettext_lazy("Duties"), at_least=4, at_most=500)


class CommissionSetUp(Given):
    title: str = ask(gettext_lazy("Name of the commission"), at_least=4, at_most=120)
    field: str = ask(gettext_lazy("Field"), choices=FIELDS)
    ground: str = ask(gettext_lazy("Basis"), at_least=4, at_most=300)
    chair: int = ask(gettext_lazy("Chair"), kind="officer")
    office: str = ask(gettext_lazy("Office of the commission"), at_least=2, at_most=120)
    members: list[CommissionMember] = ask(gettext_lazy("Members"))


class MembersChanged(Given):
    members: list[CommissionMember] = ask(gettext_lazy("Members"))
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


class CommissionReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


class MeetingCalled(Given):
    commission: int = ask(gettext_lazy("Standing commission"), kind="commission")
    topic: str = ask(gettext_lazy("Topic"), at_least=4, at_most=200)
    agenda: str = ask(gettext_lazy("Agenda, one a line"), lines=4, at_least=4, at_most=2000)
    at: datetime = ask(gettext_lazy("When"), kind="datetime")
    place: str = ask(gettext_lazy("Where"), at_least=2, at_most=200)


class MemberOpinion(Given):
    member: str = ask(gettext_lazy("Member"), kind="meeting_member", at_most=120)
    text: str = ask(gettext_lazy("Opinion"), lines=4, at_least=4, at_most=1500)


class MeetingHeld(Given):
    attended: list[str] = ask(gettext_lazy("Attended"), kind="meeting_member")
    absent: str = ask(gettext_lazy("Who was absent, and why"), default="", at_most=500)
    minutes: str = ask(gettext_lazy("Minutes"), lines=8, at_least=20, at_most=8000)


class MinutesSigned(Given):
    note: str = ask(gettext_lazy("Remark"), default="", at_most=300)


def _members(given: list[CommissionMember], on: Occasion, what: str) -> list[dict[str, str]]:
    rules.membership([one.name for one in given], on.law).require(what)
    codes = {one.code for one in given if one.code}
    known = set(Authority.objects.filter(pk__in=codes).values_list("pk", flat=True))
    accounts = {one.account for one in given if one.account}
    users = set(User.objects.filter(username__in=accounts).values_list("username", flat=True))
    strange = [one.name for one in given if one.code not in known | {""} or one.account not in users | {""}]
    if strange:
        told = _("No such authority or account: %(names)s") % {"names": "、".join(strange)}
        raise Incomplete(what, fields={"members": told})
    return [one.model_dump() for one in given]


def invited(members: list[dict[str, str]], own: str, on: Occasion, why: Any) -> None:
    """Let the members see a matter: authorities of the house by a share, departments with an account as its parties."""
    codes = {one["code"] for one in members if one["code"] and not own.startswith(one["code"])}
    on.shares += [(code, str(why)) for code in sorted(codes)]
    names = [one["account"] for one in members if one["account"]]
    for pk in User.objects.filter(username__in=names).order_by("pk").values_list("pk", flat=True):
        on.admit(f"user:{pk}", COUNTERPARTY)


@act(None, Commission.standing, by=LEADERS, label=gettext_lazy("Set up a commission"))
def set_up_commission(row: Commission, given: CommissionSetUp, on: Occasion) -> None:
    """Who is in it with which duties, who chairs it, where its office is."""
    chair = Officer.objects.select_related("user", "authority").filter(pk=given.chair, active=True).first()
    if chair is None:
        raise Incomplete(str(NOT_SET_UP), fields={"chair": _("There is no such officer.")})
    row.members = _members(given.members, on, str(NOT_SET_UP))
    row.title, row.field, row.ground, row.office = given.title, given.field, given.ground, given.office
    row.chair_id, row.chair = chair.pk, str(chair.user)
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    invited(row.members, row.code, on, _("Member of a commission"))


@act(Commission.standing, None, by=LEADERS, label=gettext_lazy("Change members and duties"))
def change_members(row: Commission, given: MembersChanged, on: Occasion) -> None:
    """The list of members as it is from now on; earlier meetings keep theirs."""
    before = {one["code"] for one in row.members} | {one["account"] for one in row.members}
    row.members = _members(given.members, on, _("The members were not changed."))
    new = [one for one in row.members if not {one["code"], one["account"]} - {""} <= before]
    known = set(row.shares.values_list("authority_code", flat=True))
    invited([one for one in new if one["code"] not in known], row.code, on, _("Member of a commission"))
    on.note = given.reason


@act(
    Commission.standing,
    Commission.dissolved,
    by=LEADERS,
    label=gettext_lazy("Dissolve the commission"),
    favourable=False,
)
def dissolve_commission(row: Commission, given: CommissionReason, on: Occasion) -> None:
    """Refused as long as something it resolved is open: nobody would close it."""
    left = queries.resolutions_of(row.pk).filter(closed_at=None).count()
    if left:
        fact = _("%(count)d resolutions are still open.") % {"count": left}
        raise Conflict(_("The commission was not dissolved."), fact=fact, remedy=_("Close or drop them first."))
    on.note = given.reason


@act(None, JointMeeting.called, by=STAFF, label=gettext_lazy("Call a joint meeting"), paper="planning.invitation")
def call_meeting(row: JointMeeting, given: MeetingCalled, on: Occasion) -> None:
    """Topic, agenda, day and place; every member is invited and may give its opinion beforehand."""
    what = _("No meeting was called.")
    found = Commission.objects.filter(pk=given.commission, closed_at=None).first()
    if found is None:
        raise Incomplete(what, fields={"commission": _("There is no such commission.")})
    at = days.in_china(given.at)
    if at <= on.at:
        raise Incomplete(what, fields={"at": _("The day has passed.")})
    row.commission_id, row.commission, row.members = found.pk, found.title, found.members
    row.code, row.synthetic = found.code, row.synthetic or found.synthetic
    row.topic, row.at, row.place = given.topic, at, given.place
    row.agenda = [line.strip() for line in given.agenda.splitlines() if line.strip()]
    row.title = f"{found.title}：{given.topic}"[:200]
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    invited(row.members, row.code, on, _("Joint meeting"))
    when = f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    on.tell(COUNTERPARTY, title=_("You are invited: %(title)s") % {"title": row.title}, body=f"{when} {row.place}")
    data = {"to": "各成员单位", "commission": row.commission, "topic": row.topic, "agenda": row.agenda, "at": when,
            "place": row.place, "members": [one["name"] for one in row.members]}  # fmt: skip
    on.issue("planning.invitation", "联席会议通知", data)


@act(JointMeeting.called, None, by=(*STAFF, COUNTERPARTY), label=gettext_lazy("Give an opinion beforehand"))
def consult(row: JointMeeting, given: MemberOpinion, on: Occasion) -> None:
    """会商: a member says what it thinks of the agenda; a department with an account speaks for itself only."""
    what = _("The opinion was not taken.")
    member = next((one for one in row.members if one["name"] == given.member), None)
    if member is None:
        raise Incomplete(what, fields={"member": _("Choose a member.")})
    if on.principal.kind == "party":
        own = User.objects.filter(pk=on.principal.user_id or 0, username=member["account"]).exists()
        if not own:
            raise Incomplete(what, fields={"member": _("You speak for your own department only.")})
    row.opinions = [*row.opinions, {"member": given.member, "text": given.text, "on": on.day.isoformat()}]
    on.note = f"{given.member}：{given.text}"[:900]


@act(JointMeeting.called, JointMeeting.conducted, by=STAFF, label=gettext_lazy("Enter attendance and minutes"))
def hold_meeting(row: JointMeeting, given: MeetingHeld, on: Occasion) -> None:
    """Who came, who did not and why, what was said; half of the members make a meeting."""
    what = _("The meeting was not entered.")
    names = [one["name"] for one in row.members]
    rules.attendance(names, given.attended, given.absent, on.law).require(what)
    row.attended = [name for name in names if name in given.attended]
    row.absent, row.minutes = given.absent, given.minutes


@act(
    JointMeeting.conducted,
    JointMeeting.concluded,
    by=LEADERS,
    label=gettext_lazy("Sign and issue the minutes"),
    paper="planning.minutes",
)
def issue_minutes(row: JointMeeting, given: MinutesSigned, on: Occasion) -> None:
    """The minutes with what was resolved, each with its member and day, as a numbered paper to every member."""
    resolved = list(queries.resolutions_of(row.commission_id).filter(meeting_id=row.pk).order_by("pk"))
    on.note = given.note
    data: dict[str, Any] = {
        "commission": row.commission, "topic": row.topic, "at": timezone.localtime(row.at).date().isoformat(),
        "place": row.place, "attended": row.attended, "absent": row.absent, "agenda": row.agenda,
        "minutes": [line for line in row.minutes.splitlines() if line.strip()],
        "resolved": [[one.what, one.owner, one.due_on.isoformat()] for one in resolved],
    }  # fmt: skip
    on.issue("planning.minutes", "联席会议纪要", data)
    on.tell(COUNTERPARTY, title=_("Minutes: %(title)s") % {"title": row.title})


@act(JointMeeting.called, JointMeeting.cancelled, by=STAFF, label=gettext_lazy("Cancel the meeting"), favourable=False)
def cancel_meeting(row: JointMeeting, given: CommissionReason, on: Occasion) -> None:
    """It does not take place; who was invited is told."""
    on.note = given.reason
    on.tell(
        COUNTERPARTY, title=_("The meeting does not take place: %(title)s") % {"title": row.title}, body=given.reason
    )
