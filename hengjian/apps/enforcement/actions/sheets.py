"""The papers of the set that no act of their own prints: typed element by element, refused while one is missing (程序规定 2021)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.rules.papers import Sheet, Value, sheets
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.law import LawOn
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete

from . import printer, publicity
from .investigation import OPEN

BEFORE = (Case.proposed, *OPEN)
AFTER = (Case.decided, *publicity.STANDING, Case.archived)


class SheetElement(Given):
    key: str = ask(gettext_lazy("Element"), at_most=40)
    text: str = ask(gettext_lazy("Text"), lines=3, default="", at_most=4000)


class SheetIssue(Given):
    sheet: str = ask(gettext_lazy("Paper"), kind="case_sheet", at_most=10)
    to: str = ask(gettext_lazy("Addressee, if it is not the party"), default="", at_most=120)
    elements: list[SheetElement] = ask(gettext_lazy("Elements"), default=[])


def by_hand(row: Case) -> list[Sheet]:
    """The papers that officers may issue at the stage of the case."""
    stage = "open" if row.state in {s.name for s in BEFORE} else "decided"
    return [one for one in sheets().values() if one.by_hand == stage]


def held(row: Case, law: LawOn) -> dict[str, Value]:
    """What the case itself puts into such a paper; the rest is typed."""
    return {key: value for key, value in printer.facts_of(row, law).items() if value}


@act((*BEFORE, *AFTER), None, by=(Role.HANDLER, Role.APPROVER, Role.HEAD), certificate=True,
     label=gettext_lazy("Issue a paper of the set"))  # fmt: skip
def issue_paper(row: Case, given: SheetIssue, on: Occasion) -> None:
    """Summons, lists, samples, custody, cover and the others: each with every element that its articles ask for."""
    what = _("The paper was not issued.")
    sheet = next((one for one in by_hand(row) if one.id == given.sheet), None)
    if sheet is None:
        found = sheets().get(given.sheet)
        if found is None:
            raise Incomplete(what, fields={"sheet": _("There is no such paper in the set.")})
        raise Conflict(
            what,
            fact=_("%(paper)s is not issued at this stage.") % {"paper": f"《{found.zh}》"},
            remedy=_("Papers with an act of their own are printed by it."),
        )
    many = {e.key for e in sheet.elements if e.many}
    typed: dict[str, Value] = {
        line.key: _lines(line.text) if line.key in many else line.text.strip() for line in given.elements
    }
    facts = held(row, on.law) | {key: value for key, value in typed.items() if value}
    printer.print_paper(row, sheet.id, facts, on, what, to=given.to)
    on.note = f"《{sheet.zh}》"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
