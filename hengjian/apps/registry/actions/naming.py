"""Entering and leaving the store of names; reserving a name, and ruling on disputes about one."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.models import NameEntry
from hengjian.apps.registry.naming.citing import art
from hengjian.apps.registry.naming.comparing import Standing, kind_of
from hengjian.apps.registry.naming.keys import TRADE, key
from hengjian.apps.registry.naming.parsing import NameParts, parse, standard
from hengjian.apps.registry.procedures.naming import KINDS, NameDispute, NameReservation
from hengjian.apps.registry.queries import naming as queries
from hengjian.apps.registry.rules import naming as rules
from hengjian.kernel import search
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete, NotAllowed

BLOCK = "registry.old_name_block"


# ---- the store ----


def enter_name(
    name: str | NameParts,
    code: str,
    *,
    standing: Standing = Standing.REGISTERED,
    subject: Subject | None = None,
    reservation: int | None = None,
    synthetic: bool = False,
) -> NameEntry:
    """Put a name in the store; one that was reserved under that number becomes the registered one."""
    parts = parse(name, code) if isinstance(name, str) else name
    columns = queries.columns_of(parts) | {"code": code, "standing": standing, "subject": subject}
    if reservation and standing is Standing.REGISTERED:
        done = NameEntry.objects.filter(reservation=reservation, standing=Standing.RESERVED, name=parts.whole)
        if done.update(standing=standing, subject=subject):
            return NameEntry.objects.get(reservation=reservation, name=parts.whole)
    return NameEntry.objects.create(**columns, reservation=reservation, synthetic=synthetic)


def leave_name(subject: Subject, how: Standing, on: date, law: LawOn) -> int:
    """The names a subject bears leave the register and stay blocked for the time of art. 17; gives how many."""
    until = anniversary(on, law.limit(BLOCK).amount)
    held = NameEntry.objects.filter(subject=subject, standing=Standing.REGISTERED)
    return held.update(standing=how, blocked_until=until)


def free_name(reservation: int) -> None:
    """A reserved name is free again; its row stays as history without keys, so that no look-up finds it."""
    NameEntry.objects.filter(reservation=reservation, standing=Standing.RESERVED).update(
        standing=Standing.DEREGISTERED, keys=[]
    )


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; less than a year has passed before it (art. 17)."""
    last = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))


def one_at_a_time(parts: NameParts) -> None:
    """Until the transaction ends nobody else decides on this trade name: two applicants cannot both find it free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key(TRADE, standard(parts.trade_name))])


# ---- reservation ----


class Declaration(Given):
    name: str = ask(
        gettext_lazy("Name"), at_most=60, kind="name", help=gettext_lazy("Division, trade name, industry, form")
    )
    division: str = ask(gettext_lazy("County or district"), kind="division", pattern=r"^\d{6}$")
    kind: str = ask(gettext_lazy("Kind of enterprise"), choices=KINDS, pattern="^[a-z_]+$")
    needs_approval: bool = ask(
        gettext_lazy("Founding it, or an item of its scope, needs approval before registration"),
        kind="check",
        default=False,
    )
    promise: bool = ask(
        gettext_lazy("I answer in law if the name infringes the rights of others by its likeness to theirs"),
        kind="check",
        default=False,
    )


@act(
    None,
    (NameReservation.reserved, NameReservation.reserved_for_approval),
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Declare and reserve a name"),
    basis="enterprise_name_regulation art. 16; enterprise_name_regulation art. 18",
)
def declare(row: NameReservation, given: Declaration, on: Occasion) -> State:
    """Declare a name; if nothing stands against it, it is reserved at once."""
    what = _("The name was not reserved.")
    authority = Authority.objects.filter(pk=given.division).first()
    if authority is None:
        raise Incomplete(what, fields={"division": _("No registration authority is set up for this division.")})
    if given.kind not in dict(KINDS):
        raise Incomplete(what, fields={"kind": _("Choose one of the values offered.")})
    if not given.promise:
        raise Incomplete(
            what,
            article=art(16, 3),
            remedy=_("Make the promise, or choose a name that is like no other."),
            fields={"promise": _("Without the promise no name is reserved.")},
        )
    parts = parse(given.name, given.division)
    one_at_a_time(parts)
    checked = queries.check_name(given.name, given.division, kind=given.kind)
    checked.finding.require(what)
    checked.taken.require(what)
    row.code, row.name, row.trade_name = authority.pk, parts.whole, parts.trade_name
    row.title = row.subject_name = parts.whole
    row.kind, row.needs_approval, row.holder = given.kind, given.needs_approval, on.principal.id
    row.similar = [h.name for h in checked.warning][:10]
    enter_name(parts, row.code, standing=Standing.RESERVED, reservation=row.pk, synthetic=row.synthetic)
    return NameReservation.reserved_for_approval if given.needs_approval else NameReservation.reserved


RESERVED = (NameReservation.reserved, NameReservation.reserved_for_approval)


@act(RESERVED, NameReservation.withdrawn, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Give the name up"))
def give_up(row: NameReservation, given: Nothing, on: Occasion) -> None:
    """The applicant does not want the name any longer."""
    free_name(row.pk)


@act(
    RESERVED,
    NameReservation.released,
    by=CLOCK,
    label=gettext_lazy("Release the name"),
    basis="enterprise_name_regulation art. 18",
)
def release(row: NameReservation, given: Nothing, on: Occasion) -> None:
    """The period has ended without registration: others may have the name."""
    free_name(row.pk)
    on.tell(APPLICANT, title=_("No longer reserved: %(name)s") % {"name": row.name})


@act(RESERVED, NameReservation.used, by=MACHINE, label=gettext_lazy("Use the name up"))
def use(row: NameReservation, given: Nothing, on: Occasion) -> None:
    """An enterprise was registered under the name."""


def use_reservations(ids: Iterable[int], on: Occasion) -> int | None:
    """Have the reservations of a name that is being registered closed; gives the one the name was kept under."""
    found = sorted(ids)
    for pk in found:
        on.then("registry.name_reservation.use", pk)
    return found[0] if found else None


# ---- disputes ----


class Claim(Given):
    claimant: int = ask(gettext_lazy("Enterprise that asks"), kind="subject")
    respondent: int = ask(gettext_lazy("Enterprise whose name is disputed"), kind="subject")
    grounds: str = ask(gettext_lazy("Grounds and evidence"), lines=6, at_least=10, at_most=4000)


class Words(Given):
    text: str = ask(gettext_lazy("Text"), lines=6, at_least=5, at_most=4000)


class NewName(Given):
    name: str = ask(gettext_lazy("New name"), at_most=60, kind="name")


@act(
    None,
    NameDispute.application,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Ask for a ruling on a name"),
    basis="enterprise_name_regulation art. 21",
)
def claim(row: NameDispute, given: Claim, on: Occasion) -> None:
    """An enterprise holds that the name of another infringes the rights in its own."""
    what = _("The application was not taken.")
    found = Subject.objects.in_bulk([given.claimant, given.respondent])
    mine = on.principal.officer_id or given.claimant in on.principal.subjects
    claimant, respondent = found.get(given.claimant), found.get(given.respondent)
    if claimant is None or not mine:
        raise Incomplete(what, fields={"claimant": _("Choose one of your own businesses.")})
    if respondent is None:
        raise Incomplete(what, fields={"respondent": _("There is no such business.")})
    code = respondent.division_code[:6]
    running = NameDispute.objects.filter(subject=respondent, closed_at=None).first()
    rules.acceptance(
        rules.DisputeFacts(
            claimant.status,
            respondent.status,
            claimant.pk == respondent.pk,
            Authority.objects.filter(pk=code).exists(),
            running.number if running else "",
            kind_of(parse(claimant.name, code), parse(respondent.name, code)),
        )
    ).require(what)
    row.code, row.subject = code, respondent
    row.claimant = row.claimant_name = claimant.name
    row.disputed_name = row.title = row.subject_name = respondent.name
    row.grounds = given.grounds


@act(
    NameDispute.application,
    NameDispute.answer,
    by=Role.HANDLER,
    label=gettext_lazy("Accept"),
    basis="enterprise_name_regulation art. 21",
    apart_from="claim",
)
def accept_dispute(row: NameDispute, given: Nothing, on: Occasion) -> None:
    """The other side is told and may answer; the ruling is due within three months."""
    on.admit(f"subject:{row.subject_id}", "entity")
    on.tell(f"subject:{row.subject_id}", title=_("Your name is disputed: %(name)s") % {"name": row.disputed_name})
    on.tell(APPLICANT, title=_("Accepted: dispute about %(name)s") % {"name": row.disputed_name})


@act(
    NameDispute.application,
    NameDispute.declined,
    by=Role.HANDLER,
    label=gettext_lazy("Do not accept"),
    basis="enterprise_name_regulation art. 21",
    favourable=False,
)
def decline_dispute(row: NameDispute, given: Words, on: Occasion) -> None:
    """The authority may not rule on this; the reasons are given, and a court remains open."""
    on.note = given.text
    on.tell(APPLICANT, title=_("Not accepted: dispute about %(name)s") % {"name": row.disputed_name}, body=given.text)


@act(NameDispute.answer, NameDispute.hearing, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Answer"))
def reply(row: NameDispute, given: Words, on: Occasion) -> None:
    """The other side answers, itself or at the counter."""
    if not on.principal.officer_id and row.subject_id not in on.principal.subjects:
        raise NotAllowed(
            _("The answer was not taken."),
            fact=_("Only the enterprise whose name is disputed answers."),
            remedy=_("Add to your grounds at the authority."),
        )
    row.reply = given.text


IN_DISPUTE = (NameDispute.answer, NameDispute.hearing)


@act(IN_DISPUTE, NameDispute.settled, by=Role.HANDLER, label=gettext_lazy("Record a settlement"))
def settle(row: NameDispute, given: Words, on: Occasion) -> None:
    """Mediation has succeeded; what was agreed is recorded."""
    row.ruling = on.note = given.text


@act(
    IN_DISPUTE,
    NameDispute.kept,
    by=Role.APPROVER,
    label=gettext_lazy("Rule that the name stays"),
    basis="enterprise_name_regulation art. 21",
    apart_from="accept_dispute",
    irreversible=True,
)
def rule_keep(row: NameDispute, given: Words, on: Occasion) -> None:
    """The name infringes nothing and stays."""
    row.ruling = on.note = given.text
    _tell_both(row, on, _("Ruled: the name %(name)s stays") % {"name": row.disputed_name})


@act(
    IN_DISPUTE,
    NameDispute.must_change,
    by=Role.APPROVER,
    label=gettext_lazy("Rule that the name must be changed"),
    basis="enterprise_name_regulation art. 21; enterprise_name_regulation art. 23",
    discloses="name_ruling",
    apart_from="accept_dispute",
    irreversible=True,
    favourable=False,
)
def rule_change(row: NameDispute, given: Words, on: Occasion) -> None:
    """The name must go within 30 days; until then the credit code stands in its place (art. 23 para. 2)."""
    row.ruling = on.note = given.text
    subject = row.subject
    if subject is not None and subject.code:
        leave_name(subject, Standing.CHANGED, on.day, on.law)
        _rename(subject, subject.code, name_before=row.disputed_name)
    _tell_both(row, on, _("Ruled: the name %(name)s must be changed") % {"name": row.disputed_name})


@act(
    NameDispute.must_change,
    NameDispute.changed,
    by=Role.HANDLER,
    label=gettext_lazy("Register the new name"),
    basis="enterprise_name_regulation art. 23",
    discloses="name_change",
)
def register_new_name(row: NameDispute, given: NewName, on: Occasion) -> None:
    """The enterprise has changed its name in time."""
    what = _("The new name was not registered.")
    parts = parse(given.name, row.code)
    one_at_a_time(parts)
    checked = queries.check_name(given.name, row.code)
    checked.finding.require(what)
    checked.taken.require(what)
    row.new_name = parts.whole
    if row.subject is not None:
        _rename(row.subject, parts.whole)
        enter_name(parts, row.code, subject=row.subject, synthetic=row.synthetic)


@act(
    NameDispute.must_change,
    NameDispute.noted,
    by=CLOCK,
    label=gettext_lazy("Note for the list of abnormal operations"),
    basis="enterprise_name_regulation art. 23",
    favourable=False,
)
def note_abnormal(row: NameDispute, given: Nothing, on: Occasion) -> None:
    """Thirty days have passed: the enterprise stays under its code and is to be listed (art. 23 para. 2)."""
    if row.subject is not None:
        facts = row.subject.facts | {"abnormal_operations": {"since": on.day.isoformat(), "why": "name_not_changed"}}
        Subject.objects.filter(pk=row.subject.pk).update(facts=facts)
    on.note = str(art(23, 2))
    on.tell(f"subject:{row.subject_id}", title=_("The name was not changed in time"))


@act(
    (NameDispute.application, *IN_DISPUTE),
    NameDispute.withdrawn,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Withdraw"),
)
def withdraw_claim(row: NameDispute, given: Nothing, on: Occasion) -> None:
    """The enterprise that asked does not want a ruling any longer."""
    if not on.principal.officer_id and row.subject_id in on.principal.subjects:
        raise NotAllowed(_("It was not withdrawn."), fact=_("Only the enterprise that asked may withdraw."))


def _rename(subject: Subject, name: str, **facts: Any) -> None:
    Subject.objects.filter(pk=subject.pk).update(name=name, facts=subject.facts | facts, **search.keys(name))


def _tell_both(row: NameDispute, on: Occasion, title: str) -> None:
    on.tell(APPLICANT, f"subject:{row.subject_id}", title=title, body=row.ruling)
