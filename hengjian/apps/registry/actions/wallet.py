"""Acts of releasing licences to others and of issuing copies."""

import secrets
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import LicenceCopy, LicenceUse
from hengjian.apps.registry.procedures.wallet import RELEASED
from hengjian.apps.registry.rules.articles import art
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, PaperRecord, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.record import CODE_ALPHABET
from hengjian.kernel.refusal import Incomplete, Text

from .establishment import licence_facts
from .register import LICENCE

MOST_DAYS, MOST_COPIES, CODE_LENGTH = 365, 5, 20


class Release(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    recipient: str = ask(gettext_lazy("Who may look"), at_least=2, at_most=80)
    purpose: str = ask(gettext_lazy("Purpose"), at_least=2, at_most=200)
    released: list[str] = ask(gettext_lazy("What may be seen"), choices=RELEASED.items(), at_least=1)
    days: int = ask(gettext_lazy("For how many days"), kind="number", at_least=1, at_most=MOST_DAYS)


class Look(Given):
    viewer: str = ask(gettext_lazy("Who looks"), at_least=2, at_most=80)


class Wanted(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    count: int = ask(gettext_lazy("Number of copies"), kind="number", at_least=1, at_most=MOST_COPIES, default=1)
    lost: str = ask(
        gettext_lazy("Number of a lost licence"), at_most=60, default="", help=gettext_lazy("It is declared void")
    )


def own_firm(subject: int, on: Occasion, what: Text) -> Subject:
    """The firm somebody acts for, still registered; refused otherwise."""
    found = Subject.objects.filter(pk=subject).first()
    if found is None or found.pk not in on.principal.subjects:
        raise Incomplete(what, fields={"subject": _("Choose one of your own businesses.")})
    if found.status != "registered":
        raise Incomplete(what, fields={"subject": _("This business is no longer registered.")})
    return found


def about(row: Procedure, subject: Subject, on: Occasion) -> None:
    """The matter is about this firm, at the authority in charge of its place."""
    row.subject, row.title, row.subject_name = subject, subject.name, subject.name
    row.code = subject.division_code[:6]
    on.admit(f"subject:{subject.pk}", "entity")


@act(None, LicenceUse.in_force, by=APPLICANT, label=gettext_lazy("Release licences to somebody"))
def release(row: LicenceUse, given: Release, on: Occasion) -> None:
    """Let a named third party see licences for a purpose and a time."""
    what = _("Nothing was released.")
    unknown = set(given.released) - set(RELEASED)
    if unknown:
        raise Incomplete(what, fields={"released": _("Choose one of the values offered.")})
    about(row, own_firm(given.subject, on, what), on)
    row.recipient, row.purpose, row.released = given.recipient, given.purpose, given.released
    row.access_code = new_code()
    row.until = on.at + timedelta(days=given.days)
    row.title = f"{row.subject_name}→{given.recipient}"[:200]
    on.then("registry.licence_use.end_release", row.pk, at=row.until)


@act(LicenceUse.in_force, LicenceUse.in_force, by=MACHINE, label=gettext_lazy("Licences looked at"))
def look(row: LicenceUse, given: Look, on: Occasion) -> None:
    """Somebody with the code has looked; the owner is told."""
    row.looks += 1
    on.note = given.viewer
    on.tell(APPLICANT, title=_("%(who)s looked at what you released") % {"who": given.viewer})


@act(LicenceUse.in_force, LicenceUse.revoked, by=APPLICANT, label=gettext_lazy("Take the release back"))
def revoke(row: LicenceUse, given: Nothing, on: Occasion) -> None:
    """From now on nothing is shown under the code."""


@act(LicenceUse.in_force, LicenceUse.ended, by=MACHINE, label=gettext_lazy("End by time"))
def end_release(row: LicenceUse, given: Nothing, on: Occasion) -> None:
    """The time for which it was released is over."""


@act(None, LicenceCopy.making, by=APPLICANT, label=gettext_lazy("Ask for copies of the licence"))
def ask_for_copies(row: LicenceCopy, given: Wanted, on: Occasion) -> None:
    """Ask for copies, or for a new licence in place of a lost one."""
    what = _("No copy was asked for.")
    subject = own_firm(given.subject, on, what)
    licences = PaperRecord.objects.filter(subject=subject, template=LICENCE, ended_at=None)
    if given.lost and not licences.filter(number=given.lost).exists():
        raise Incomplete(what, fields={"lost": _("No valid licence of this business has this number.")})
    about(row, subject, on)
    row.count, row.lost = given.count, given.lost
    on.then("registry.licence_copy.issue_copies", row.pk)


@act(
    LicenceCopy.making,
    LicenceCopy.issued,
    by=MACHINE,
    label=gettext_lazy("Issue copies"),
    paper=LICENCE,
)
def issue_copies(row: LicenceCopy, given: Nothing, on: Occasion) -> None:
    """Issue the copies from what the register says today; a lost licence becomes void and that is published."""
    subject = Subject.objects.get(pk=row.subject_id or 0)
    items = queries.items_of(subject)
    if items is None:
        raise Incomplete(_("No copy was issued."), fact=_("The register holds no items of this business."))
    facts = licence_facts(subject, items, Authority.objects.get(pk=row.code).name)
    issued = PaperRecord.objects.filter(subject=subject, template=LICENCE, title="营业执照（副本）").count()
    for n in range(row.count):
        on.issue(LICENCE, "营业执照（副本）", facts | {"copy": f"{issued + n + 1}-{issued + row.count}"})
    if row.lost:
        PaperRecord.objects.filter(subject=subject, number=row.lost, ended_at=None).update(
            ended_at=on.at, ended_why="遗失，声明作废"
        )
        said: dict[str, Any] = {"name": subject.name, "number": row.lost}
        on.disclose("licence_lost", f"{subject.name}营业执照遗失作废", art(on.law, 37), said)
    on.tell(APPLICANT, title=_("Copies issued: %(name)s") % {"name": subject.name})


def new_code() -> str:
    """A code nobody can guess: 20 characters of 31."""
    return "".join(secrets.choice(CODE_ALPHABET) for _n in range(CODE_LENGTH))
