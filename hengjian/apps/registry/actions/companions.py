"""Acts of mandates to service organisations, of seals and of party work in small firms."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.models import ServiceOrganisation
from hengjian.apps.registry.procedures import FirmSeal, Mandate, PartyWork
from hengjian.apps.registry.procedures.companions import PARTY_FORMS, SEALS, SHOWN
from hengjian.apps.registry.rules import exchange as partners
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Subject, SubjectMember
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from . import exchange
from .leaving import any_subject, morning_after, put
from .memberships import let_go
from .wallet import about, own_firm

AGENT = SubjectMember.AGENT
MOST_YEARS = 3
SEAL_KINDS = "|".join(k for k, _label in SEALS)


class MandateGiven(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    organisation: int = ask(gettext_lazy("Service organisation"), kind="service_organisation")
    until: date = ask(gettext_lazy("Until"), kind="date")


class SealWish(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    kind: str = ask(gettext_lazy("Kind"), choices=SEALS, pattern=f"^({SEAL_KINDS})$")
    electronic: bool = ask(gettext_lazy("Electronic"), kind="check", default=True)
    keeper: str = ask(gettext_lazy("Keeper, or whose seal it is"), at_least=2, at_most=60)


class SealUse(Given):
    document: str = ask(gettext_lazy("Document"), at_least=2, at_most=200)
    by: str = ask(gettext_lazy("Who used it"), at_least=2, at_most=60)


class SealLoss(Given):
    story: str = ask(gettext_lazy("When and how it was lost"), lines=2, at_least=4, at_most=300)


class PartyWorkRecord(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    form: str = ask(gettext_lazy("Form of party work"), choices=PARTY_FORMS, pattern="^(own|joint|instructor)$")
    members: int = ask(gettext_lazy("Party members"), kind="number", at_least=0, at_most=10_000)
    station: str = ask(gettext_lazy("Service station"), kind="authority", default="", at_most=12)
    shown: list[str] = ask(gettext_lazy("Three shown"), choices=SHOWN, default=[])


class PartyWorkChange(Given):
    form: str = ask(gettext_lazy("Form of party work"), choices=PARTY_FORMS, pattern="^(own|joint|instructor)$")
    members: int = ask(gettext_lazy("Party members"), kind="number", at_least=0, at_most=10_000)
    shown: list[str] = ask(gettext_lazy("Three shown"), choices=SHOWN, default=[])


# ---- mandates ----


@act(None, Mandate.beginning, by=APPLICANT, label=gettext_lazy("Let a service organisation file for me"))
def give_mandate(row: Mandate, given: MandateGiven, on: Occasion) -> None:
    """Give a mandate until a day; it can be taken back at any time."""
    what = _("No mandate was given.")
    subject = own_firm(given.subject, on, what)
    found = ServiceOrganisation.objects.filter(pk=given.organisation, user__isnull=False).first()
    if found is None or not subject.division_code.startswith(found.division_code):
        raise Incomplete(what, fields={"organisation": _("Choose an organisation that works here.")})
    latest = on.day.replace(year=on.day.year + MOST_YEARS, day=min(on.day.day, 28))
    if not on.day < given.until <= latest:
        raise Incomplete(what, fields={"until": _("A day within the next %(years)d years.") % {"years": MOST_YEARS}})
    if Mandate.objects.filter(subject=subject, organisation=found, closed_at=None).exists():
        raise Conflict(what, fact=_("This organisation has a mandate already."), remedy=_("Take that one back first."))
    about(row, subject, on)
    row.organisation, row.until = found, given.until
    row.title = f"{subject.name}→{found.name}"[:200]
    on.then("registry.mandate.begin_mandate", row.pk)


@act(Mandate.beginning, Mandate.standing, by=MACHINE, label=gettext_lazy("Mandate begins"))
def begin_mandate(row: Mandate, given: Nothing, on: Occasion) -> None:
    """From now on the organisation files for the firm as its agent, until the day."""
    user = _agent(row)
    SubjectMember.objects.get_or_create(subject_id=row.subject_id or 0, user_id=user, defaults={"role": AGENT})
    on.tell(f"user:{user}", title=_("You may file for %(name)s") % {"name": row.subject_name})
    assert row.until is not None
    on.then("registry.mandate.close_mandate", row.pk, at=morning_after(row.until))


@act(Mandate.standing, Mandate.ending, by=APPLICANT, label=gettext_lazy("Take the mandate back"))
def take_mandate_back(row: Mandate, given: Nothing, on: Occasion) -> None:
    """The organisation files for the firm no more."""
    if on.principal.user_id == _agent(row):
        raise Conflict(_("It was not taken back."), fact=_("The firm itself takes its mandate back."))
    on.then("registry.mandate.close_mandate", row.pk)


@act((Mandate.standing, Mandate.ending), Mandate.over, by=MACHINE, label=gettext_lazy("Mandate ends"))
def close_mandate(row: Mandate, given: Nothing, on: Occasion) -> None:
    """Its day has come, or it was taken back."""
    let_go(row.subject_id or 0, _agent(row), role=AGENT)
    on.tell(f"user:{_agent(row)}", title=_("Your mandate has ended: %(name)s") % {"name": row.subject_name})


def _agent(row: Mandate) -> int:
    assert row.organisation is not None  # every act that opens a mandate sets it
    return row.organisation.user_id or 0


# ---- seals ----


@act(None, FirmSeal.making, by=APPLICANT, label=gettext_lazy("Ask for a seal"))
def ask_for_seal(row: FirmSeal, given: SealWish, on: Occasion) -> None:
    """Ask for a seal; a person's own is given out under the official seal."""
    what = _("No seal was asked for.")
    subject = own_firm(given.subject, on, what)
    about(row, subject, on)
    mine = FirmSeal.objects.filter(subject=subject, state="in_use", electronic=given.electronic)
    official = mine.filter(kind="official").first()
    if given.kind == "personal" and official is None:
        raise Incomplete(what, fields={"kind": _("A person's seal needs an official seal of the firm first.")})
    if given.kind != "personal" and mine.filter(kind=given.kind).exists():
        raise Conflict(what, fact=_("The firm has such a seal."), remedy=_("Cancel it, or report its loss, first."))
    row.kind, row.electronic, row.keeper = given.kind, given.electronic, given.keeper
    row.under = official if given.kind == "personal" else None
    row.title = f"{subject.name} {dict(SEALS)[given.kind]}"[:200]
    on.then("registry.firm_seal.issue_seal", row.pk)


@act(FirmSeal.making, FirmSeal.in_use, by=MACHINE, label=gettext_lazy("Issue the seal"))
def issue_seal(row: FirmSeal, given: Nothing, on: Occasion) -> None:
    """Number it: division and serial; the police are told, who keep the file of all seals."""
    row.seal_number = f"{row.code[:6]}{row.pk:08d}"[:20]
    _tell_police(row, "issued", on)
    on.tell(APPLICANT, title=_("Your seal can be used: %(number)s") % {"number": row.seal_number})


@act(FirmSeal.in_use, FirmSeal.in_use, by=APPLICANT, label=gettext_lazy("Enter a use of the seal"))
def enter_use(row: FirmSeal, given: SealUse, on: Occasion) -> None:
    """Enter on which document it was set and by whom; the entry stays."""
    row.uses += 1


@act(
    FirmSeal.in_use,
    FirmSeal.ending,
    by=APPLICANT,
    label=gettext_lazy("Report the loss"),
    discloses="seal_lost",
    basis="seal_provisions",
    irreversible=True,
)
def report_loss(row: FirmSeal, given: SealLoss, on: Occasion) -> None:
    """The seal is void from now on, which is published; the police are told."""
    on.note = given.story
    said = {"name": row.subject_name, "number": row.seal_number, "kind": str(dict(SEALS)[row.kind])}
    on.disclose("seal_lost", f"{row.subject_name}印章遗失作废", on.law.cite("seal_provisions"), said)
    _end(row, FirmSeal.lost, on)


@act(FirmSeal.in_use, FirmSeal.ending, by=(APPLICANT, MACHINE), label=gettext_lazy("Cancel the seal"))
def cancel_seal(row: FirmSeal, given: Nothing, on: Occasion) -> None:
    """The seal is handed back or deleted; those given out under it end with it."""
    _end(row, FirmSeal.withdrawn, on)


def _end(row: FirmSeal, how: State, on: Occasion) -> None:
    row.ends_as = how.name
    for sub in row.sub_seals.filter(state="in_use").values_list("pk", flat=True):
        on.then("registry.firm_seal.cancel_seal", sub)
    on.then("registry.firm_seal.tell_end", row.pk)


@act(
    FirmSeal.ending,
    (FirmSeal.lost, FirmSeal.withdrawn),
    by=MACHINE,
    label=gettext_lazy("Tell the police of the end"),
)
def tell_end(row: FirmSeal, given: Nothing, on: Occasion) -> State:
    """The police take the seal out of the file of all seals."""
    _tell_police(row, row.ends_as, on)
    return FirmSeal.lost if row.ends_as == FirmSeal.lost.name else FirmSeal.withdrawn


def _tell_police(row: FirmSeal, what: str, on: Occasion) -> None:
    subject = Subject.objects.get(pk=row.subject_id or 0)
    payload: dict[str, Any] = {
        "code": subject.code,
        "name": subject.name,
        "seal": row.seal_number,
        "kind": row.kind,
        "electronic": row.electronic,
        "what": what,
    }
    key, to = f"seal:{row.pk}:{what}", partners.PARTNERS["police"]
    exchange.queue(subject, "police", to, "seal.file", key, payload, on.at, matter_id=row.pk)


# ---- party work ----


@act(None, PartyWork.covered, by=Role.HANDLER, label=gettext_lazy("Record party work in a small firm"))
def record_party_work(row: PartyWork, given: PartyWorkRecord, on: Occasion) -> None:
    """Record how party work reaches a firm, and the station that looks after it."""
    what = _("It was not recorded.")
    subject = any_subject(given.subject, what)
    put(row, subject)
    if PartyWork.objects.filter(subject=subject, closed_at=None).exists():
        raise Conflict(what, fact=_("There is a record for this firm."), remedy=_("Change that one."))
    station = Authority.objects.filter(pk=given.station).values_list("name", flat=True).first()
    row.station = (station or "")[:80]
    _note(row, given)


@act(PartyWork.covered, PartyWork.covered, by=Role.HANDLER, label=gettext_lazy("Change the record"))
def change_party_work(row: PartyWork, given: PartyWorkChange, on: Occasion) -> None:
    """Say how it stands today."""
    _note(row, given)
    on.note = f"{row.get_form_display()}，{row.members}"


@act(PartyWork.covered, PartyWork.ended, by=Role.HANDLER, label=gettext_lazy("End the record"))
def end_party_work(row: PartyWork, given: Nothing, on: Occasion) -> None:
    """The firm has left, or is no longer covered."""


def _note(row: PartyWork, given: PartyWorkRecord | PartyWorkChange) -> None:
    unknown = set(given.shown) - {key for key, _label in SHOWN}
    if unknown:
        raise Incomplete(_("It was not recorded."), fields={"shown": _("Choose one of the values offered.")})
    row.form, row.members, row.shown = given.form, given.members, list(dict.fromkeys(given.shown))
