"""How a lead comes in: handed over by other rooms, entered by officers, sent by devices, reported by anybody."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.models import EnforcementTeam
from hengjian.apps.enforcement.procedures import Lead
from hengjian.apps.enforcement.procedures.leads import CAUSES, SOURCES
from hengjian.apps.enforcement.queries import teams
from hengjian.apps.enforcement.rules.causes import FIELDS
from hengjian.apps.inspection import queries as inspection
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority, Proceeding, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import ANYONE, CLOCKWORK, MACHINE, Role, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed

NOT_TAKEN = gettext_lazy("The lead was not taken.")
BY_HAND = [(key, label) for key, label in SOURCES if key in ("complaint", "department", "office", "whistle")]
REPORTER = "reporter"
MOST_TOLD = 20


class FoundLead(Given):
    source: str = ask(gettext_lazy("Source"), choices=SOURCES)
    source_number: str = ask(gettext_lazy("Number of the source"), default="", at_most=80)
    source_proceeding: int | None = ask(gettext_lazy("Source"), kind="number", default=None)
    subject: int | None = ask(gettext_lazy("Subject"), kind="number", default=None)
    authority: str = ask(gettext_lazy("Authority"))
    cause: str = ask(gettext_lazy("Cause"), default="")
    what: str = ask(gettext_lazy("What the lead says"), at_most=1500)
    items: list[str] = ask(gettext_lazy("Items"), default=[])
    field: str = ask(gettext_lazy("Field"), default="", at_most=20)


class OfficeLead(Given):
    subject: int | None = ask(gettext_lazy("Subject"), kind="subject", default=None)
    source: str = ask(gettext_lazy("Source"), choices=BY_HAND)
    source_number: str = ask(gettext_lazy("Number of the source"), default="", at_most=80)
    field: str = ask(gettext_lazy("Field"), choices=FIELDS, default="")
    cause: str = ask(gettext_lazy("Cause"), choices=CAUSES, default="")
    what: str = ask(gettext_lazy("What the lead says"), lines=4, at_least=4, at_most=1500)
    place: str = ask(gettext_lazy("Place"), default="", at_most=200)
    file: str = ask(gettext_lazy("Picture or proof"), kind="file", default="")


class DeviceSignal(Given):
    device: str = ask(gettext_lazy("Device"), at_most=40)
    what: str = ask(gettext_lazy("What was seen"), lines=3, at_least=2, at_most=1000)
    at: datetime = ask(gettext_lazy("When"), kind="datetime")
    file: str = ask(gettext_lazy("Picture"), kind="file", default="")


class TipOff(Given):
    subject: int | None = ask(gettext_lazy("Subject"), kind="subject", default=None)
    division: str = ask(gettext_lazy("Place"), kind="division")
    what: str = ask(gettext_lazy("What did you see?"), lines=5, at_least=8, at_most=1500)
    place: str = ask(gettext_lazy("Where?"), default="", at_most=200)
    file: str = ask(gettext_lazy("Picture or proof"), kind="file", default="")


def hand_over(
    source: str,
    subject: int | None,
    what: str,
    *,
    authority: str,
    number: str = "",
    proceeding: int | None = None,
    cause: str = "",
    items: tuple[str, ...] = (),
    field: str = "",
) -> Proceeding:
    """Take a lead from another room, in the running transaction; the same source and cause twice is one lead."""
    given = {
        "source": source,
        "source_number": number,
        "source_proceeding": proceeding,
        "subject": subject,
        "authority": authority,
        "cause": cause,
        "what": what[:1500],
        "items": list(items),
        "field": field,
    }
    key = f"lead:{source}:{number}:{cause}"[:100] if number else None
    with acting_as(CLOCKWORK) as machine:
        return perform("enforcement.lead.hand_over_found", None, given, machine, key=key).proceeding


def _about(row: Lead, subject_id: int | None) -> None:
    subject = Subject.objects.filter(pk=subject_id).first() if subject_id else None
    if subject_id and subject is None:
        raise Incomplete(str(NOT_TAKEN), fields={"subject": _("There is no such subject.")})
    row.subject = subject
    if subject is not None:
        row.subject_name = subject.name
        row.synthetic = row.synthetic or subject.synthetic
    row.title = f"{dict(WORDS)[row.source]}：{subject.name if subject else row.what[:60]}"


WORDS = [
    ("check", "检查线索"),
    ("correction", "逾期未改正"),
    ("complaint", "投诉举报线索"),
    ("device", "感知线索"),
    ("watcher", "社会监督线索"),
    ("whistle", "吹哨线索"),
    ("tip", "举报线索"),
    ("department", "移送线索"),
    ("trigger", "触发线索"),
    ("office", "自行发现"),
]


@act(None, Lead.received, by=MACHINE, label=gettext_lazy("Take a lead"))
def hand_over_found(row: Lead, given: FoundLead, on: Occasion) -> None:
    """Another room hands over what it found."""
    if not Authority.objects.filter(pk=given.authority).exists():
        raise Incomplete(str(NOT_TAKEN), fields={"authority": _("There is no such authority.")})
    row.code = given.authority
    row.source, row.source_number, row.source_proceeding = given.source, given.source_number, given.source_proceeding
    row.cause, row.what, row.items = given.cause, given.what, given.items
    row.field = given.field if given.field in dict(FIELDS) else ""
    _about(row, given.subject)
    _route(row, on)


@act(None, Lead.received, by=(Role.HANDLER, Role.APPROVER), label=gettext_lazy("Enter a lead"))
def enter(row: Lead, given: OfficeLead, on: Occasion) -> None:
    """An officer enters a lead that reached the office on paper or was found by itself."""
    row.source, row.source_number, row.cause = given.source, given.source_number, given.cause
    row.what, row.place, row.field = given.what, given.place, given.field
    _about(row, given.subject)
    _route(row, on)
    _proof(given.file, on)


@act(None, Lead.received, by=ANYONE, label=gettext_lazy("Hand in what a device saw"))
def signal(row: Lead, given: DeviceSignal, on: Occasion) -> None:
    """A camera, drone, meter or sensor hands in a finding with its picture; place and subject are those of the device."""
    device = inspection.device_of(on.principal.user_id, given.device)
    if device is None:
        raise NotAllowed(str(NOT_TAKEN), fact=_("There is no such device under your account."))
    row.code, row.place, row.source, row.source_number = device.code, device.place, "device", device.number
    row.what = f"{device.get_kind_display()}：{given.what}"
    row.synthetic = row.synthetic or device.synthetic
    _about(row, device.subject_id)
    _proof(given.file, on, given.at, device.place)


@act(None, Lead.received, by=ANYONE, label=gettext_lazy("Report a breach"))
def tip_off(row: Lead, given: TipOff, on: Occasion) -> None:
    """Anybody reports; whoever it is about never learns who."""
    row.code, row.source = given.division, "tip"
    row.what, row.place = given.what, given.place
    if not Authority.objects.filter(pk=row.code).exists():
        raise Incomplete(str(NOT_TAKEN), fields={"division": _("There is no such authority.")})
    _about(row, given.subject)
    _proof(given.file, on)
    on.admit(f"user:{on.principal.user_id}", REPORTER)


def _proof(token: str, on: Occasion, taken_at: datetime | None = None, place: str = "") -> None:
    on.keep_sent(token, "线索材料", taken_at=taken_at, place=place)


def _route(row: Lead, on: Occasion) -> None:
    """分类执法: it goes to the team of its type, whose officers are told; to all where nothing tells the type."""
    team = teams.team_for(row.code or on.principal.place, row.field, row.items, row.cause)
    if team is not None:
        give_to(row, team, on)


def give_to(row: Lead, team: EnforcementTeam, on: Occasion) -> None:
    """Put a lead on the list of a team; its officers are told."""
    row.routed_to = team
    for officer in teams.members(team)[:MOST_TOLD]:
        on.tell(
            f"officer:{officer}", title=_("A lead for %(team)s: %(title)s") % {"team": team.name, "title": row.title}
        )


class LeadTeam(Given):
    team: str = ask(gettext_lazy("Team"), kind="enforcement_team", at_most=20)
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=2, at_most=300)


@act(
    Lead.received,
    None,
    by=(Role.HANDLER, Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Give to a team"),
    internal=True,
)
def give_to_team(row: Lead, given: LeadTeam, on: Occasion) -> None:
    """Another team of the authority takes it, with the reason."""
    what = _("The lead stays where it is.")
    found = {str(team.pk): team for team in teams.teams_at(row.code)}.get(given.team)
    if found is None or found == row.routed_to:
        raise Incomplete(what, fields={"team": _("Choose another team of the authority that has the lead.")})
    give_to(row, found, on)
    on.note = f"{found.name}：{given.reason}"
