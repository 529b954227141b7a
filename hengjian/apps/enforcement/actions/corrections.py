"""Acts on wrong cases, and the record of interference."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.models import InterferenceRecord
from hengjian.apps.enforcement.models.interference import WAYS
from hengjian.apps.enforcement.procedures import WrongCase
from hengjian.apps.enforcement.procedures.corrections import FOUND_BY, RESPONSIBILITY
from hengjian.apps.enforcement.queries import duties_of
from hengjian.apps.enforcement.rules import duties as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask, parse
from hengjian.kernel.models import Proceeding
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Principal, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.record import alone
from hengjian.kernel.refusal import Incomplete

from .around import concerns, entitle, falls, matter

OPENERS = (Role.APPROVER, Role.HEAD, Role.SUPERVISOR)


class WrongCaseFound(Given):
    about: str = ask(gettext_lazy("Number of the case"), at_most=80)
    found_by: str = ask(gettext_lazy("Found by"), choices=FOUND_BY)
    what: str = ask(gettext_lazy("What may be wrong"), lines=4, at_least=4, at_most=1500)


class WrongCaseDecision(Given):
    wrong: bool = ask(gettext_lazy("The decision was wrong and is taken back"), kind="check", default=False)
    finding: str = ask(gettext_lazy("Finding"), lines=4, at_least=4, at_most=1500)
    responsibility: str = ask(gettext_lazy("Responsibility"), choices=RESPONSIBILITY)


class Interference(Given):
    about: str = ask(gettext_lazy("Number of the matter"), at_most=80)
    person: str = ask(gettext_lazy("Who"), at_least=2, at_most=120, personal=True)
    office: str = ask(gettext_lazy("Office held"), default="", at_most=200, personal=True)
    asked: str = ask(
        gettext_lazy("What was wanted, in the words used"), lines=4, at_least=4, at_most=2000, personal=True
    )
    way: str = ask(gettext_lazy("How"), choices=WAYS)
    happened_on: date = ask(gettext_lazy("When"), kind="date")


@act(None, WrongCase.examining, by=OPENERS, label=gettext_lazy("Examine a decided case"), basis="penalty_law art. 75")
def examine_case(row: WrongCase, given: WrongCaseFound, on: Occasion) -> None:
    """The duties that stand in the ledger are kept with the matter, so that nobody writes them afterwards."""
    found = matter(given.about, "about", _("Nothing was opened."))
    row.about, row.found_by, row.what = found, given.found_by, given.what
    concerns(row, found.subject, code=found.code)
    row.duties = [_said(c) for c in duties_of(found)]
    entitle(row, "错案核查", found.number)


def _said(checked: rules.Checked) -> dict[str, Any]:
    done = checked.done
    said = f"{done.at:%Y-%m-%d} {done.by}" if done else str(_("not in the ledger"))
    said += str(_(" (too late)")) if checked.late else ""
    return {"duty": checked.duty.id, "label": str(checked.duty.label), "said": said, "ok": checked.ok}


@act(
    WrongCase.examining,
    (WrongCase.corrected, WrongCase.stands),
    by=Role.HEAD,
    label=gettext_lazy("Decide on the wrong case"),
    apart_from="examine_case",
    basis="penalty_law art. 75",
    irreversible=True,
)
def decide_wrong_case(row: WrongCase, given: WrongCaseDecision, on: Occasion) -> State:
    """Correct it, and find who answers: who did every duty of the list does not."""
    what = _("Nothing was decided.")
    done = bool(row.duties) and all(d["ok"] for d in row.duties)
    if done and given.responsibility == "answer":
        fact = _("The ledger shows every duty as done in time; nobody answers for it.")
        article = on.law.cite("penalty_law art. 83")
        raise Incomplete(what, fact=fact, article=article, fields={"responsibility": fact})
    row.finding, row.responsibility = given.finding, given.responsibility
    on.note = given.finding
    if given.wrong:
        falls(row.about, f"错案纠正：{given.finding}", on)
    if row.subject_id:
        on.tell(
            f"subject:{row.subject_id}", title=_("A case was examined again: %(number)s") % {"number": row.about.number}
        )
    return WrongCase.corrected if given.wrong else WrongCase.stands


def record_interference(values: dict[str, Any], who: Principal, day: date) -> Proceeding:
    """插手案件记录: enter what somebody from outside wanted. The ledger says that it was entered, not what it says."""
    what = _("Nothing was recorded.")
    given: Interference = parse(Interference, values, what)
    found = matter(given.about, "about", what)
    if given.happened_on > day:
        raise Incomplete(what, fields={"happened_on": _("The day lies ahead.")})
    act_id = alone("enforcement.interference.record", "Interference recorded", {}, who, proceeding_id=found.pk)
    InterferenceRecord.objects.create(
        proceeding=found,
        person=given.person,
        office=given.office,
        asked=given.asked,
        way=given.way,
        happened_on=given.happened_on,
        recorded_by=who.name,
        act_id=act_id,
        synthetic=who.synthetic or found.synthetic,
    )
    return found
