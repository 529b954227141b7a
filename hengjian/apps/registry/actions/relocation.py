"""Acts of a move to another authority: the former hands over the file, or says on which legal ground it cannot."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.procedures import Relocation
from hengjian.apps.registry.rules import change as rules
from hengjian.apps.registry.rules.articles import art
from hengjian.apps.registry.rules.items import Place
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.refusal import Incomplete

from . import change_forms as asked
from . import changes, taking
from .changes import WHAT
from .establishment import OPENS, Grounds
from .taking import Taken

# The only grounds on which a file may be kept; a local wish is none (Regulation, art. 27).
GROUNDS = [
    ("case", gettext_lazy("A case against the entity is open here and needs the file")),
    ("court", gettext_lazy("A court or another authority has ordered that nothing be registered")),
    ("fraud", gettext_lazy("The registration is being examined for fraud")),
]
SILENT = "silent"


class Keeping(Given):
    """The legal ground on which the former authority keeps the file."""

    ground: str = ask(gettext_lazy("Legal ground; there is no other"), choices=GROUNDS, pattern="^(case|court|fraud)$")
    document: str = ask(gettext_lazy("Number of the case or order"), at_least=4, at_most=100)


@act(None, Relocation.handover, label=gettext_lazy("Move to another county"), **OPENS)
def move(row: Relocation, given: asked.Move, on: Occasion) -> None:
    """Apply for the move, before it happens; the former authority hands over the file."""
    before, taken = changes.standing_of(row, given, on), Taken()
    authority = taking.authority_of(given.division, str(WHAT))
    if authority.pk == row.code:
        raise Incomplete(
            WHAT, fields={"division": _("The entity is registered here; this is a change of domicile, not a move.")}
        )
    if given.premises_basis == "title":
        taken.called.add("domicile_doc")
    place = Place(address=given.premises, division=authority.pk, basis=given.premises_basis)
    changes.propose(row, given, on, taken, "change.relocation_between_authorities", before, places=(place,))
    row.goes_to = authority.pk
    facts = changes.facts_of(row, on, False)
    Finding.of([rules.alive(facts, on.law), *facts.filing.listed]).require(WHAT)


@act(Relocation.handover, Relocation.entry, by=Role.HANDLER, label=gettext_lazy("Hand over the file"), favourable=True)
def hand_over(row: Relocation, given: Nothing, on: Occasion) -> None:
    """Hand the entity's file over to the authority of the new place."""
    _over(row, on)


@act(Relocation.handover, Relocation.entry, by=CLOCK, label=gettext_lazy("The file goes over, as nobody objected"))
def hand_over_by_time(row: Relocation, given: Nothing, on: Occasion) -> None:
    """Nobody handed the file over in time: it goes over by itself, and the silence is recorded."""
    row.ground = SILENT
    on.note = _("The former authority was silent; its silence is no refusal.")
    silent = Authority.objects.filter(pk=row.code).values_list("name", flat=True).first() or row.code
    on.then(
        "registry.barrier_report.note_silence",
        None,
        {"matter": row.pk, "against": silent, "above": row.code[:4]},
    )
    _over(row, on)


def _over(row: Relocation, on: Occasion) -> None:
    on.moved_to = row.goes_to
    row.handler_id, row.handler_name = None, ""
    article = art(on.law, 27)
    on.note = on.note or _("File handed over under %(article)s.") % {"article": article}
    on.tell(APPLICANT, title=_("Your file is with the new authority: %(name)s") % {"name": row.title})


@act(
    Relocation.handover,
    Relocation.kept,
    by=Role.HANDLER,
    label=gettext_lazy("Keep the file on a legal ground"),
    paper="registry.refusal",
    favourable=False,
    certificate=True,
)
def keep_file(row: Relocation, given: Keeping, on: Occasion) -> None:
    """Keep the file on a legal ground, with the number of the case or order; nothing else is a ground."""
    row.ground = given.ground
    reason = f"{dict(GROUNDS)[given.ground]}：{given.document}"
    changes.refused(row, reason, on)


@act(
    Relocation.entry,
    Relocation.entering,
    by=Role.HANDLER,
    label=gettext_lazy("Register at the new place"),
    favourable=True,
)
def take_in(row: Relocation, given: Nothing, on: Occasion) -> None:
    """Register the entity at its new place; the register is written for both authorities at once."""
    on.then("registry.relocation.enter_here", row.pk)


@act(Relocation.entering, Relocation.approved, by=MACHINE, label=gettext_lazy("Enter in the register"))
def enter_here(row: Relocation, given: Nothing, on: Occasion) -> None:
    """Enter the new place and the new authority, with a new licence; the code stays."""
    changes.complete(row, on, "relocation", Authority.objects.get(pk=row.goes_to))


@act(
    Relocation.entry,
    Relocation.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Refuse registration"),
    paper="registry.refusal",
    irreversible=True,
    favourable=False,
)
def refuse(row: Relocation, given: Grounds, on: Occasion) -> None:
    """Refuse with grounds; the file goes back by a new matter."""
    changes.refused(row, given.reason, on)


@act((Relocation.handover, Relocation.entry), Relocation.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw"))
def withdraw(row: Relocation, given: Nothing, on: Occasion) -> None:
    """Take the application back."""
