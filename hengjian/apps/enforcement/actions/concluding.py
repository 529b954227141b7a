"""The end of an investigation: its report, the band that the circumstances select, and what is proposed."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries as credit
from hengjian.apps.enforcement.models import CaseEvidence
from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.procedures.cases import BANDS, RESULTS
from hengjian.apps.enforcement.queries import assess_here
from hengjian.apps.enforcement.rules.causes import causes
from hengjian.apps.enforcement.rules.money import fen
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete

from . import printer
from .cases import own


class CaseReport(Given):
    found: str = ask(gettext_lazy("The breach: time, place, persons, amounts"), lines=8, default="", at_most=6000)
    nature: str = ask(gettext_lazy("How the conduct is judged"), lines=4, default="", at_most=3000)
    tier: str = ask(gettext_lazy("Tier of the penalty"), kind="penalty_tier", default="", at_most=60)
    base: Decimal | None = ask(
        gettext_lazy("Value that a multiple is taken of"), kind="money", default=None, at_least=0, at_most=10**11
    )
    circumstances: list[str] = ask(gettext_lazy("Circumstances"), kind="penalty_fact", default=[])
    band: str = ask(
        gettext_lazy("Band"),
        choices=BANDS,
        default="",
        help=gettext_lazy("Where the cause is in the catalogue, the circumstances select it."),
    )
    discretion: str = ask(gettext_lazy("Reasons of discretion"), lines=4, default="", at_most=3000)
    departure: str = ask(gettext_lazy("Why the fine lies outside the band"), lines=3, default="", at_most=2000)
    result: str = ask(gettext_lazy("Outcome of the case"), choices=RESULTS, default="penalty")
    kinds: list[str] = ask(gettext_lazy("Kinds of penalty"), choices=credit.PENALTY_KINDS, default=[])
    fine: Decimal = ask(gettext_lazy("Fine"), kind="money", default=Decimal(0), at_least=0, at_most=10**11)
    confiscation: Decimal = ask(
        gettext_lazy("Confiscated"), kind="money", default=Decimal(0), at_least=0, at_most=10**11
    )
    duties: str = ask(gettext_lazy("What else is ordered"), default="", at_most=900)
    complex: bool = ask(gettext_lazy("Complex, with many legal relations"), kind="check", default=False)
    public_interest: bool = ask(gettext_lazy("Touches a major public interest"), kind="check", default=False)


@act(
    Case.investigation,
    Case.concluded,
    by=Role.HANDLER,
    label=gettext_lazy("Conclude the investigation"),
    certificate=True,
    internal=True,
)
def conclude(row: Case, given: CaseReport, on: Occasion) -> None:
    """调查终结报告: facts, evidence, judgement, discretion and proposal; one of the four results (处罚法 57)."""
    what = _("The investigation was not concluded.")
    own(row, on, what)
    if row.testing:
        raise Incomplete(what, fact=_("A test is running; take its result first."))
    names = ("found", "nature", "tier", "band", "discretion", "result", "duties", "complex", "public_interest")
    for name in names:
        setattr(row, name, getattr(given, name))
    row.circumstances, row.kinds = list(given.circumstances), list(given.kinds)
    row.fine, row.confiscation = fen(given.fine), fen(given.confiscation)
    _agrees(row, given, on, what)
    _weighed(row, given, on, what)
    words: dict[str, Any] = {
        "penalty": row.penalty_words,
        "no_penalty": "不予行政处罚",
        "not_proved": "违法事实不能成立，不予行政处罚",
    }
    facts = printer.facts_of(row, on.law) | {"proposal": words.get(row.result, "涉嫌犯罪，移送司法机关")}
    printer.print_paper(row, "PEN-35", facts, on, what)
    if not CaseEvidence.objects.filter(proceeding_id=row.pk, proves__contains=["conduct"]).exists():
        fact = _("No evidence proves the breach.")
        raise Incomplete(what, fact=fact, article=on.law.cite("penalty_law art. 40"), fields={"found": fact})
    on.note = given.nature


def _weighed(row: Case, given: CaseReport, on: Occasion, what: str) -> None:
    """The circumstances select the band; a fine outside it needs a written reason (国市监法规〔2022〕2号)."""
    row.base, row.departure = fen(given.base) if given.base is not None else None, given.departure
    if row.cause not in causes():
        return
    found = assess_here(row.cause, row.tier, row.circumstances, given.base, on.day, row.code)
    row.band = found.band
    outside = found.against(given.fine, given.departure).departures if row.result == "penalty" else ()
    Finding.of(outside).require(what)
    row.departure = row.departure if row.result == "penalty" and not found.allows(given.fine) else ""
    row.discretion = row.discretion or "；".join(str(ground.fact) for ground in found.reasons)


def _agrees(row: Case, given: CaseReport, on: Occasion, what: str) -> None:
    """The kinds say what the amounts say, and a result without penalty has none."""
    faults: dict[str, Any] = {}
    if row.result != "penalty":
        row.kinds, row.fine, row.confiscation, row.duties = [], 0, 0, ""
        return
    if not row.kinds:
        faults["kinds"] = _("Choose the kinds of penalty.")
    if bool(row.fine) != ("fine" in row.kinds):
        faults["fine"] = _("Kind and amount do not agree.")
    if row.confiscation and "confiscation" not in row.kinds:
        faults["confiscation"] = _("Kind and amount do not agree.")
    if not row.punished_by:
        faults["found"] = _("The case names no article of a penalty.")
    if faults:
        article = on.law.cite("penalty_law art. 38")
        raise Incomplete(what, fact=next(iter(faults.values())), article=article, fields=faults)
