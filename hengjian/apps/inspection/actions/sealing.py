"""Sealed values: each party seals one before the rule is published and reveals it afterwards (docs/draw.md, section 4)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hengjian.apps.inspection.procedures import Draw
from hengjian.apps.inspection.rules import seats
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.law import OFFICIAL
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, CLOCK, Principal, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete, NotAllowed

from .draws import end

HEX = r"^[0-9a-f]{64}$"


class SealedValue(Given):
    commitment: str = ask(
        gettext_lazy("Commitment"),
        pattern=HEX,
        help=gettext_lazy(
            "64 hexadecimal digits. Made on your own machine; the value itself stays with you until the draw."
        ),
    )


class RevealedValue(Given):
    value: str = ask(gettext_lazy("The value you sealed"), pattern=HEX)


class PublicValue(Given):
    value: str = ask(gettext_lazy("The published value"), at_most=200)
    seen: str = ask(gettext_lazy("Where it was published"), at_most=200)


def holder_of(principal: Principal) -> str:
    """The name under which a principal holds a seat: officers for their authority, everybody else for themselves."""
    # Not the authority one works as: a superior could otherwise seal for the authority below and for its own.
    return f"authority:{principal.authority_code}" if principal.kind == "officer" else f"user:{principal.user_id}"


def _mine(row: Draw, on: Occasion, field: str, what: str) -> seats.Seat:
    found = seats.open_for(row.seats, holder_of(on.principal), field)
    if found is None:
        raise NotAllowed(
            what,
            fact=_("You hold no seat in this draw that waits for a value."),
            article=on.law.cite("double_random_state_council"),
            remedy=_("Only the parties named in the draw seal and reveal values, each once."),
        )
    return found


def _with(row: Draw, changed: seats.Seat, **values: Any) -> None:
    row.seats = [{**s, **values} if s is changed else s for s in row.seats]


@act(Draw.sealing, (Draw.sealing, Draw.sealed), by=(Role.HANDLER, ANYONE), label=gettext_lazy("Seal a value"))
def seal_value(row: Draw, given: SealedValue, on: Occasion) -> State:
    """Seal a value that nobody else knows; it cannot be exchanged afterwards."""
    what = _("Nothing was sealed.")
    mine = _mine(row, on, "commitment", what)
    if any(s["commitment"] == given.commitment for s in row.seats):
        raise Incomplete(what, fields={"commitment": _("Another party has sealed the same. Make a value of your own.")})
    _with(row, mine, commitment=given.commitment, sealed_at=on.at.isoformat())
    on.note = mine["name"]
    return Draw.sealing if seats.unfinished(row.seats, "commitment") else Draw.sealed


@act(Draw.committed, (Draw.committed, Draw.revealed), by=(Role.HANDLER, ANYONE), label=gettext_lazy("Reveal the value"))
def reveal(row: Draw, given: RevealedValue, on: Occasion) -> State:
    """Reveal the value that was sealed; another one is refused."""
    what = _("Nothing was revealed.")
    mine = _mine(row, on, "value", what)
    if not seats.fits(row.number, mine, given.value):
        raise Incomplete(
            what,
            fact=_("This is not the value that %(name)s sealed.") % {"name": mine["name"]},
            article=on.law.cite("double_random_state_council"),
            remedy=_("Take the value from the file that you kept when you sealed it."),
            fields={"value": _("It does not fit the commitment.")},
        )
    _with(row, mine, value=given.value, revealed_at=on.at.isoformat())
    return _after(row, on, mine["name"])


@act(Draw.committed, (Draw.committed, Draw.revealed), by=Role.HANDLER, label=gettext_lazy("Enter the public value"))
def enter_public_value(row: Draw, given: PublicValue, on: Occasion) -> State:
    """Enter the value that the world has published, and where everybody can look it up."""
    waiting = next((s for s in row.seats if s["source"] and not s["value"]), None)
    if waiting is None:
        raise Incomplete(_("Nothing was entered."), fields={"value": _("This draw waits for no public value.")})
    _with(row, waiting, value=" ".join(given.value.split()), revealed_at=on.at.isoformat())
    return _after(row, on, f"{waiting['name']}：{given.seen}")


def _after(row: Draw, on: Occasion, note: str) -> State:
    on.note = note
    if seats.unfinished(row.seats, "value"):
        return Draw.committed
    on.then(f"{Draw.key}.hold", row.pk)
    return Draw.revealed


@act(Draw.sealing, Draw.void, by=CLOCK, label=gettext_lazy("Void: a value was not sealed"), favourable=False)
def void_unsealed(row: Draw, given: Nothing, on: Occasion) -> None:
    """A party did not seal in time; a new draw needs a new number."""
    names = "、".join(seats.unfinished(row.seats, "commitment"))
    with override(OFFICIAL):  # what is published is said officially, whoever acts
        end(row, on, _("Not sealed in time: %(names)s.") % {"names": names})


@act(Draw.committed, Draw.void, by=CLOCK, label=gettext_lazy("Void: a value was not revealed"), favourable=False)
def void_unrevealed(row: Draw, given: Nothing, on: Occasion) -> None:
    """A party did not reveal in time and is named; a new draw needs a new number."""
    names = "、".join(seats.unfinished(row.seats, "value"))
    with override(OFFICIAL):  # what is published is said officially, whoever acts
        end(row, on, _("Not revealed in time: %(names)s.") % {"names": names})
