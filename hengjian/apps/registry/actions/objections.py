"""Acts on objections to announcements: taken from anybody, passed on by rules, checked for their form by an officer."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import Objection
from hengjian.apps.registry.procedures.objections import CAPACITIES
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Act as ActRow
from hengjian.kernel.models import Disclosure, Proceeding
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import ANYONE, APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, TooLate

from .leaving import put
from .wallet import new_code

# What an effective objection does to the proceeding that was announced. A simplified deregistration ends at once;
# the others first have the form of the objection checked (Order 105: a formal check only).
EFFECTS = {
    "simple_deregistration": "registry.deregistration.end_by_objection",
    "compulsory_announcement": "registry.compulsory_deregistration.end_by_objection",
    "striking_off_notice": "registry.striking_off.spare",
    "cancellation_publicity": "registry.cancellation.hear_objection",
}
AT_ONCE = ("simple_deregistration", "cancellation_publicity")


class ObjectionGiven(Given):
    announcement: int = ask(gettext_lazy("Announcement, by its number"), kind="number")
    capacity: str = ask(
        gettext_lazy("Objects as"), choices=CAPACITIES, pattern="^(" + "|".join(c for c, _l in CAPACITIES) + ")$"
    )
    reason: str = ask(gettext_lazy("Objection and its facts"), lines=5, at_least=5, at_most=1000)


class UnknownObjector(Given):
    announcement: int = ask(gettext_lazy("Announcement, by its number"), kind="number")
    objector: str = ask(gettext_lazy("Your name"), at_least=2, at_most=60)
    phone: str = ask(gettext_lazy("Phone"), kind="phone", personal=True, pattern=r"^1\d{10}$")
    capacity: str = ask(gettext_lazy("Objects as"), choices=CAPACITIES[:2], pattern="^(creditor|interested)$")
    reason: str = ask(gettext_lazy("Objection and its facts"), lines=5, at_least=5, at_most=1000)


class ObjectionAnswer(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=3, at_least=5, at_most=500)


@act(None, Objection.received, by=ANYONE, label=gettext_lazy("Object to an announcement"))
def file(row: Objection, given: ObjectionGiven, on: Occasion) -> None:
    """Object while the announcement runs; a department proves itself by its account."""
    what = _("The objection was not taken.")
    if given.capacity == "department" and queries.department_of(on.principal.user_id) is None:
        raise NotAllowed(what, fact=_("Your account acts for no department."))
    _take(row, given, on, what)


@act(None, Objection.received, by=MACHINE, label=gettext_lazy("Take an objection from somebody without an account"))
def file_without_account(row: Objection, given: UnknownObjector, on: Occasion) -> None:
    """Taken by name and phone; as nobody has proved who it is, its form is checked before it takes effect."""
    what = _("The objection was not taken.")
    _take(row, given, on, what)
    row.objector, row.phone, row.phone_print = given.objector, given.phone, fingerprint(given.phone)
    before = Objection.objects.filter(announcement_id=row.announcement_id, phone_print=row.phone_print)
    if before.exclude(pk=row.pk).exists():
        raise Conflict(
            what, fact=_("An objection with this phone number was taken."), remedy=_("Ask for it by its code.")
        )
    row.inquiry_code = new_code()


def _take(row: Objection, given: ObjectionGiven | UnknownObjector, on: Occasion, what: str) -> None:
    """Put it against an announcement that is still open to objections."""
    shown = Disclosure.objects.select_related("subject").filter(pk=given.announcement).first()
    if shown is None or shown.subject is None or shown.kind not in EFFECTS:
        raise Incomplete(
            what, fields={"announcement": _("There is no such announcement; find it in the public record.")}
        )
    until = str(shown.body.get("objections_until", ""))
    if not until or until < timezone.localdate(on.at).isoformat():
        raise TooLate(
            what,
            fact=_("Objections could be filed until %(day)s.") % {"day": until},
            article=shown.article,
            remedy=_("Claim your rights against those who are liable, or ask to have the registration restored."),
        )
    put(row, shown.subject)
    row.announcement_id, row.kind = shown.pk, shown.kind
    row.capacity, row.reason = given.capacity, given.reason
    on.then("registry.objection.pass_on", row.pk)


@act(
    Objection.received,
    (Objection.upheld, Objection.checking, Objection.dismissed),
    by=MACHINE,
    label=gettext_lazy("Pass on"),
)
def pass_on(row: Objection, given: Nothing, on: Occasion) -> State:
    """Find the proceeding that was announced and let the objection take effect, or have its form checked."""
    announced = Disclosure.objects.filter(pk=row.announcement_id).values_list("act_id", flat=True).first()
    row.against_id = ActRow.objects.filter(pk=announced or 0).values_list("proceeding_id", flat=True).first()
    target = Proceeding.objects.filter(pk=row.against_id or 0, closed_at=None).first()
    if target is None:
        row.answer = _("The matter that was announced is closed.")
        return Objection.dismissed
    if row.kind not in AT_ONCE or row.phone:
        if target.handler_id:
            on.tell(f"officer:{target.handler_id}", title=_("Objection to check: %(name)s") % {"name": row.title})
        return Objection.checking
    return take_effect(row, on)


def take_effect(row: Objection, on: Occasion) -> State:
    """Do to the announced proceeding what an objection does to it."""
    said: dict[str, Any] = {"capacity": row.capacity, "objection": row.reason}
    on.then(EFFECTS[row.kind], row.against_id, said)
    return Objection.upheld


@act(
    Objection.checking,
    Objection.upheld,
    by=Role.HANDLER,
    label=gettext_lazy("In form"),
    favourable=True,
)
def uphold(row: Objection, given: Nothing, on: Occasion) -> State:
    """The objection has what it must have; whether it is right is not examined here."""
    on.tell(APPLICANT, title=_("Your objection takes effect: %(name)s") % {"name": row.title})
    return take_effect(row, on)


@act(
    Objection.checking,
    Objection.dismissed,
    by=Role.HANDLER,
    label=gettext_lazy("Not in form"),
    favourable=False,
)
def dismiss(row: Objection, given: ObjectionAnswer, on: Occasion) -> None:
    """It names no fact, comes from nobody concerned, or is not about this firm."""
    row.answer = given.answer
    on.note = given.answer
    on.tell(APPLICANT, title=_("Your objection has no effect: %(name)s") % {"name": row.title}, body=given.answer)
