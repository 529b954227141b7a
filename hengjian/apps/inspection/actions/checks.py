"""Opening a check on a named ground, its team, its notice; calling it off."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.models import InspectionItem
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.procedures.checks import METHODS
from hengjian.apps.inspection.rules import officers as rules
from hengjian.apps.inspection.rules import origins
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority, Officer, Proceeding, Recusal, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, MACHINE, Role, acting_as
from hengjian.kernel.refusal import Incomplete

NOT_OPENED = gettext_lazy("The check was not opened.")
# What an officer may name; draws, leads and orders send their checks themselves, with their number.
BY_HAND = ("complaint", "special_field", "licence_follow_up", "emergency", "transferred", "full_coverage")
OFFICE = (Role.HANDLER, Role.APPROVER, Role.HEAD)


class CheckAssignment(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    origin: str = ask(
        gettext_lazy("Why there is a check"), choices=[(key, origins.ORIGINS[key].label) for key in BY_HAND]
    )
    source: str = ask(gettext_lazy("Rests on"), default="", at_most=80, help=gettext_lazy("Number or name of it"))
    items: list[str] = ask(gettext_lazy("Items"), kind="check_item")
    officers: list[int] = ask(gettext_lazy("Officers"), kind="check_officer")
    method: str = ask(gettext_lazy("Method"), choices=METHODS, default="site")
    carry_out_by: date | None = ask(gettext_lazy("To be carried out by"), kind="date", default=None)


class CheckDispatch(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="number")
    origin: str = ask(gettext_lazy("Why there is a check"))
    source: str = ask(gettext_lazy("Rests on"), default="", at_most=80)
    items: list[str] = ask(gettext_lazy("Items"))
    officers: list[int] = ask(gettext_lazy("Officers"))
    carry_out_by: date | None = ask(gettext_lazy("To be carried out by"), kind="date", default=None)
    authority: str = ask(gettext_lazy("Authority"))
    joint: list[str] = ask(gettext_lazy("Together with"), default=[])
    light: bool = ask(gettext_lazy("Light check"), kind="check", default=False)
    recheck_of: int | None = ask(gettext_lazy("Order to correct"), kind="number", default=None)


class NewTeam(Given):
    officers: list[int] = ask(gettext_lazy("Officers"), kind="check_officer")
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_most=300)


class VisitNotice(Given):
    visit_on: date = ask(gettext_lazy("Day of the visit"), kind="date")


class CallOff(Given):
    reason: str = ask(gettext_lazy("Why there is no check"), lines=3, at_least=4, at_most=500)


def open_check(
    subject_id: int,
    *,
    officers: list[int],
    items: list[str],
    origin: str,
    source: str,
    by: date | None,
    authority: str,
    joint: Sequence[str] = (),
    occasion: Occasion | None = None,
    light: bool = False,
    recheck_of: int | None = None,
) -> Proceeding:
    """Open a check for a draw, a lead or an order; asked twice for the same ground and subject, there is one.

    The machine does it, in the running transaction: nobody can claim by hand that a draw has sent him.
    """
    given: dict[str, Any] = {
        "subject": subject_id,
        "officers": officers,
        "items": items,
        "origin": origin,
        "source": source,
        "carry_out_by": by,
        "authority": authority,
        "joint": list(joint),
        "light": light,
        "recheck_of": recheck_of,
    }
    key = f"check:{origin}:{source}:{subject_id}"[:100] if source else None
    with acting_as(CLOCKWORK) as machine:
        return perform("inspection.site_check.dispatch", None, given, machine, key=key).proceeding


def members(pks: Sequence[int], proceeding_id: int | None = None) -> list[rules.TeamMember]:
    """The officers as the rule sees them; a number nobody has is left out, and so they are too few."""
    recused = set(Recusal.objects.filter(proceeding_id=proceeding_id or 0).values_list("officer_id", flat=True))
    rows = {o.pk: o for o in Officer.objects.select_related("user").filter(pk__in=pks)}
    found = [rows[pk] for pk in dict.fromkeys(pks) if pk in rows]
    return [
        rules.TeamMember(o.pk, str(o.user), o.certificate_no, o.certificate_until, o.active, o.pk in recused)
        for o in found
    ]


def put_team(row: SiteCheck, pks: Sequence[int], on: Occasion, what: Any, proceeding_id: int | None = None) -> None:
    """Put the team on the check, if it may be one."""
    found = members(pks, proceeding_id)
    rules.team(found, on.day, on.law).require(what)
    row.team = [{"officer": m.officer, "name": m.name, "certificate": m.certificate} for m in found]
    # Chance may send somebody of an office, who sees matters of the office only: the check is shown to it.
    offices = Officer.objects.filter(pk__in=pks).values_list("authority_id", flat=True)
    on.shares += [(code, _("Team of a check")) for code in sorted(set(offices)) if not row.code.startswith(code)]


def _fill(row: SiteCheck, given: CheckAssignment | CheckDispatch, on: Occasion) -> None:
    what = str(NOT_OPENED)
    origins.admissible(given.origin, given.source).require(what)
    subject = Subject.objects.filter(pk=given.subject).first()
    if subject is None:
        raise Incomplete(what, fields={"subject": _("There is no such subject.")})
    known = set(InspectionItem.objects.filter(pk__in=given.items).values_list("pk", flat=True))
    unknown = [code for code in given.items if code not in known]
    if unknown or not given.items:
        fact = _("Not on the list of inspection items: %(codes)s") % {"codes": "、".join(unknown) or "—"}
        raise Incomplete(what, fact=fact, article=on.law.cite("double_random_state_council"), fields={"items": fact})
    put_team(row, given.officers, on, what)
    row.subject, row.subject_name = subject, subject.name
    row.synthetic = row.synthetic or subject.synthetic
    row.origin, row.source, row.items = given.origin, given.source, list(dict.fromkeys(given.items))
    row.carry_out_by = given.carry_out_by
    row.title = _title(subject, given.origin)
    lead = row.team[0]
    row.handler_id, row.handler_name = lead["officer"], lead["name"]
    for one in row.team:
        on.tell(f"officer:{one['officer']}", title=_("You are to check %(name)s") % {"name": subject.name})


def _title(subject: Subject, origin: str) -> str:
    words = {
        "draw": "双随机检查",
        "recheck": "复查",
        "lead": "线索检查",
        "campaign": "专项检查",
        "full_coverage": "全覆盖检查",
    }
    return f"{subject.name}：{words.get(origin, '检查')}"


@act(None, SiteCheck.planned, by=OFFICE, label=gettext_lazy("Order a check"))
def order_check(row: SiteCheck, given: CheckAssignment, on: Occasion) -> None:
    """Order a check on one of the named grounds; without one there is no visit."""
    if given.origin not in BY_HAND:
        fact = _("Draws, leads and orders to correct send their checks themselves.")
        raise Incomplete(str(NOT_OPENED), fact=fact, fields={"origin": fact})
    _fill(row, given, on)
    row.method = given.method
    on.then("inspection.site_check.compare", row.pk)


@act(None, SiteCheck.planned, by=MACHINE, label=gettext_lazy("Send a check"))
def dispatch(row: SiteCheck, given: CheckDispatch, on: Occasion) -> None:
    """A draw, a lead, an order to correct or a trigger rule sends a check."""
    if not Authority.objects.filter(pk=given.authority).exists():
        raise Incomplete(str(NOT_OPENED), fields={"authority": _("There is no such authority.")})
    row.code = given.authority
    _fill(row, given, on)
    row.joint, row.light, row.recheck_of = given.joint, given.light, given.recheck_of
    on.then("inspection.site_check.compare", row.pk)


@act(
    (SiteCheck.planned, SiteCheck.announced),
    None,
    by=OFFICE,
    label=gettext_lazy("Change the team"),
)
def change_team(row: SiteCheck, given: NewTeam, on: Occasion) -> None:
    """Another team carries it out: recusal, illness, load."""
    put_team(row, given.officers, on, _("The team was not changed."), row.pk)
    row.handler_id, row.handler_name = row.team[0]["officer"], row.team[0]["name"]
    on.note = given.reason
    for one in row.team:
        on.tell(f"officer:{one['officer']}", title=_("You are to check %(name)s") % {"name": row.subject_name})


@act(
    SiteCheck.planned,
    SiteCheck.announced,
    by=Role.HANDLER,
    label=gettext_lazy("Announce the visit"),
    paper="inspection.visit",
)
def announce(row: SiteCheck, given: VisitNotice, on: Occasion) -> None:
    """Tell the subject who comes when and for what; leads and complaints are followed unannounced."""
    what = _("The visit was not announced.")
    if given.visit_on < on.day:
        raise Incomplete(what, fields={"visit_on": _("The day has passed.")})
    row.visit_on = given.visit_on
    meet(row, on)
    on.issue("inspection.visit", "检查通知书", notice_data(row, on))
    on.note = given.visit_on.isoformat()
    on.tell("entity", title=_("A check is announced for %(day)s") % {"day": given.visit_on.isoformat()})


def notice_data(row: SiteCheck, on: Occasion) -> dict[str, Any]:
    """What the notice says."""
    names = dict(InspectionItem.objects.filter(pk__in=row.items).values_list("pk", "name"))
    return {
        "to": row.subject_name,
        "day": row.visit_on.isoformat() if row.visit_on else "",
        "items": [names.get(code, code) for code in row.items],
        "officers": [f"{one['name']}（{one['certificate']}）" for one in row.team],
        "joint": row.joint,
        "basis": [origins.ORIGINS[row.origin].article.official, on.law.cite("penalty_law art. 42").official],
    }


def meet(row: SiteCheck, on: Occasion) -> None:
    """From now on the subject sees its check."""
    on.admit(f"subject:{row.subject_id}", "entity")


@act(
    (SiteCheck.planned, SiteCheck.announced),
    SiteCheck.called_off,
    by=OFFICE,
    label=gettext_lazy("Call the check off"),
)
def call_off(row: SiteCheck, given: CallOff, on: Occasion) -> None:
    """There is no check, and it is said why."""
    on.note = given.reason
    if row.state == SiteCheck.announced.name:
        on.tell("entity", title=_("The announced check does not take place"), body=given.reason)
