"""Acts by which a firm lets its own people in, changes what they may do and ends it."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.procedures import StaffAccess
from hengjian.apps.registry.procedures.staff import ROLES
from hengjian.apps.registry.queries import staff as people
from hengjian.apps.registry.rules import staff as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import SubjectMember, User
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, INVITED, MACHINE
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete, Text

from .leaving import morning_after
from .memberships import let_go, let_in, managers, roles_of
from .wallet import about, own_firm


class StaffInvitation(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    account: str = ask(gettext_lazy("User name of the person"), at_most=150)
    role: str = ask(gettext_lazy("May do"), choices=ROLES)
    until: date = ask(
        gettext_lazy("Until"), kind="date", help=gettext_lazy("Three years at most; it can be taken back at any time.")
    )


class StaffRole(Given):
    role: str = ask(gettext_lazy("May do"), choices=ROLES)


class StaffEnd(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    account: str = ask(gettext_lazy("User name of the person"), at_most=150)


@act(None, StaffAccess.inviting, by=APPLICANT, label=gettext_lazy("Invite somebody to my firm"))
def invite(row: StaffAccess, given: StaffInvitation, on: Occasion) -> None:
    """Let one of one's own people act or read for the firm, once the person accepts."""
    what = _("Nobody was invited.")
    subject = own_firm(given.subject, on, what)
    rules.must_manage(subject.pk in on.principal.managed, what)
    user = User.objects.filter(username=given.account, is_active=True).first()
    inside = user is not None and (user.pk in roles_of(subject.pk) or people.has_open(subject.pk, user.pk))
    officer = user is not None and people.is_officer(user.pk)
    who = rules.Invitee(user is not None, user is not None and user.pk == on.principal.user_id, officer, inside)
    rules.invitation(who, given.until, on.day).require(what)
    assert user is not None  # the rule has asked
    about(row, subject, on)
    row.person, row.role, row.until = user, given.role, given.until
    row.title = f"{subject.name}：{user}"[:200]
    on.note = f"{user}，{_role(row)}"
    on.then("registry.staff_access.deliver_invitation", row.pk)


@act(StaffAccess.inviting, StaffAccess.invited, by=MACHINE, label=gettext_lazy("Invitation delivered"))
def deliver_invitation(row: StaffAccess, given: Nothing, on: Occasion) -> None:
    """The person is asked; without an answer the invitation ends on the day on which the access would."""
    assert row.until is not None  # set by the act that opens it
    on.admit(_person(row), INVITED)
    on.tell(
        _person(row),
        title=_("%(firm)s invites you") % {"firm": row.subject_name},
        body=_("As: %(role)s. Accept or decline under “My people”.") % {"role": _role(row)},
    )
    on.then("registry.staff_access.close_access", row.pk, at=morning_after(row.until))


@act(StaffAccess.invited, StaffAccess.standing, by=INVITED, label=gettext_lazy("Accept the invitation"))
def accept(row: StaffAccess, given: Nothing, on: Occasion) -> None:
    """From now on the person acts or reads for the firm."""
    roles_of(row.subject_id or 0)
    let_in(row.subject_id or 0, row.person_id or 0, row.role)
    row.since = on.day
    _tell_both(row, on, _("%(who)s has accepted: %(firm)s"))


@act(StaffAccess.invited, StaffAccess.declined, by=INVITED, label=gettext_lazy("Decline the invitation"))
def decline(row: StaffAccess, given: Nothing, on: Occasion) -> None:
    """The person does not act for the firm."""
    _tell_both(row, on, _("%(who)s has declined: %(firm)s"))


@act(StaffAccess.standing, StaffAccess.standing, by=APPLICANT, label=gettext_lazy("Change the role"))
def change_role(row: StaffAccess, given: StaffRole, on: Occasion) -> None:
    """Give the person another role; from then on it may do more or less."""
    what = _("The role was not changed.")
    rules.must_manage(row.subject_id in on.principal.managed, what)
    if given.role == row.role:
        raise Incomplete(what, fields={"role": _("The person has this role already.")})
    rules.keep_one(managers(roles_of(row.subject_id or 0)), row.person_id or 0, what)
    let_in(row.subject_id or 0, row.person_id or 0, given.role)
    row.role = given.role
    on.note = _role(row)
    _tell_both(row, on, _("%(who)s has another role now: %(firm)s"), _role(row))


@act(
    (StaffAccess.inviting, StaffAccess.invited, StaffAccess.standing),
    StaffAccess.over,
    by=APPLICANT,
    label=gettext_lazy("Take the access back"),
)
def take_access_back(row: StaffAccess, given: Nothing, on: Occasion) -> None:
    """It ends at once; what the person filed for the firm stays with the firm."""
    what = _("It was not taken back.")
    rules.must_manage(row.subject_id in on.principal.managed, what)
    if row.state == StaffAccess.standing.name:
        _end(row, what)
    _tell_both(row, on, _("The access of %(who)s has ended: %(firm)s"))


@act(StaffAccess.standing, StaffAccess.over, by=INVITED, label=gettext_lazy("Leave the firm"))
def leave_firm(row: StaffAccess, given: Nothing, on: Occasion) -> None:
    """The person gives the access up; the last who manages the firm cannot."""
    _end(row, _("You have not left."))
    _tell_both(row, on, _("The access of %(who)s has ended: %(firm)s"))


@act(
    (StaffAccess.invited, StaffAccess.standing),
    (StaffAccess.over, StaffAccess.standing),
    by=MACHINE,
    label=gettext_lazy("Access ends by time"),
)
def close_access(row: StaffAccess, given: Nothing, on: Occasion) -> State:
    """Its day has come. The last who manages the firm stays for another month, and both sides are told to name another."""
    subject, person = row.subject_id or 0, row.person_id or 0
    if row.state == StaffAccess.standing.name:
        if rules.is_last(managers(roles_of(subject)), person):
            row.until = on.day + timedelta(days=rules.DAYS_MORE)
            on.note = _("Nobody else manages this firm.")
            on.then("registry.staff_access.close_access", row.pk, at=morning_after(row.until))
            _tell_both(row, on, _("The access of %(who)s goes on for a month: %(firm)s"), on.note)
            return StaffAccess.standing
        let_go(subject, person)
    _tell_both(row, on, _("The access of %(who)s has ended: %(firm)s"))
    return StaffAccess.over


@act(None, StaffAccess.over, by=APPLICANT, label=gettext_lazy("End the access of somebody entered before"))
def end_access(row: StaffAccess, given: StaffEnd, on: Occasion) -> None:
    """Who came in by the registration itself and not by an invitation leaves, or is taken out by another who manages."""
    what = _("The access was not ended.")
    subject = own_firm(given.subject, on, what)
    rules.must_manage(subject.pk in on.principal.managed, what)
    user = User.objects.filter(username=given.account).first()
    roles = roles_of(subject.pk)
    if user is None or roles.get(user.pk, SubjectMember.AGENT) == SubjectMember.AGENT:
        raise Incomplete(what, fields={"account": _("This person does not act for the firm as one of its own.")})
    if people.has_open(subject.pk, user.pk):
        raise Incomplete(what, fields={"account": _("This person was invited; take that access back instead.")})
    rules.keep_one(managers(roles), user.pk, what)
    about(row, subject, on)
    row.person, row.role, row.until = user, roles[user.pk], on.day
    row.title = f"{subject.name}：{user}"[:200]
    let_go(subject.pk, user.pk)
    _tell_both(row, on, _("The access of %(who)s has ended: %(firm)s"))


def _end(row: StaffAccess, what: Text) -> None:
    rules.keep_one(managers(roles_of(row.subject_id or 0)), row.person_id or 0, what)
    let_go(row.subject_id or 0, row.person_id or 0)


def _person(row: StaffAccess) -> str:
    return f"user:{row.person_id}"


def _role(row: StaffAccess) -> str:
    return str(dict(ROLES)[row.role])


def _tell_both(row: StaffAccess, on: Occasion, title: str, body: str = "") -> None:
    """The person and the firm hear of every change."""
    said = title % {"who": row.person, "firm": row.subject_name}
    on.tell(_person(row), f"subject:{row.subject_id}", title=said, body=body)
