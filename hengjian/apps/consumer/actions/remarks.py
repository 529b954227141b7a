"""What is said beside the procedure: a corrected classification, more facts, a reminder."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.rules import categories
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT
from hengjian.kernel.refusal import Incomplete

from . import likeness
from .filing import OPEN
from .words import STAFF, tell_urged


class Classified(Given):
    category: str = ask(gettext_lazy("Category"), kind="consumer_category", default="", at_most=12, stands="category")
    problem: str = ask(gettext_lazy("Problem"), kind="consumer_problem", default="", at_most=24, stands="problem")


class MoreSaid(Given):
    more: str = ask(gettext_lazy("What you add"), lines=4, at_least=2, at_most=2000)
    file: str = ask(gettext_lazy("Picture or proof"), kind="file", default="")


@act(OPEN, None, by=STAFF, label=gettext_lazy("Correct the classification"), internal=True)
def classify(row: Complaint, given: Classified, on: Occasion) -> None:
    """The officer's word stands above the machine's."""
    corrected(row, given, on)


def corrected(row: Any, given: Classified, on: Occasion) -> None:
    """Category and problem as the officer says, on the matter and in the index that figures are made from."""
    _known(given)
    row.category, row.problem = given.category, given.problem
    on.note = " ".join(filter(None, (categories.called(row.category), categories.problem_called(row.problem))))
    likeness.reclassed(row.pk, given.category, given.problem)


def _known(given: Classified) -> None:
    wrong = {
        name: _("Choose one of the values offered.")
        for name, value, held in (
            ("category", given.category, categories.leaves()),
            ("problem", given.problem, categories.problems()),
        )
        if value and value not in held
    }
    if wrong:
        raise Incomplete(_("It was not classified."), fields=wrong)


@act(OPEN, None, by=APPLICANT, label=gettext_lazy("Add to the complaint"))
def add(row: Complaint, given: MoreSaid, on: Occasion) -> None:
    """The person adds facts or evidence at any time."""
    on.note = given.more
    on.keep_sent(given.file, "补充材料")
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("More was said on %(number)s") % {"number": row.number})


@act((*OPEN, Complaint.lead_awaited), None, by=APPLICANT, label=gettext_lazy("Urge"))
def urge(row: Complaint, given: Nothing, on: Occasion) -> None:
    """催办: whoever handles it and the office's leaders are reminded; how often is on the file."""
    row.urged += 1
    tell_urged(row, on)
