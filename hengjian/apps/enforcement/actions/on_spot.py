"""简易程序: two officers decide on the spot on a warning or a small fine (处罚法 51–52)."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries as credit
from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.rules import limits as rules
from hengjian.apps.enforcement.rules.money import fen, yuan
from hengjian.kernel.act import act
from hengjian.kernel.given import ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import printer
from .cases import CaseParticulars, about, last_day, noon


class OnSpotDecision(CaseParticulars):
    found: str = ask(gettext_lazy("The breach: time, place, what was seen"), lines=4, default="", at_most=2000)
    evidence: str = ask(gettext_lazy("Evidence"), default="", at_most=500)
    kinds: list[str] = ask(
        gettext_lazy("Kinds of penalty"), choices=[k for k in credit.PENALTY_KINDS if k[0] in ("warning", "fine")]
    )
    fine: Decimal = ask(gettext_lazy("Fine"), kind="money", default=Decimal(0), at_least=0, at_most=10**9)
    told: bool = ask(
        gettext_lazy("Facts, reasons, articles and rights were told, and the party was heard"), kind="check",
        default=False,
    )  # fmt: skip
    signature: str = ask(gettext_lazy("Signature on the screen"), kind="signature", default="")
    collected: bool = ask(gettext_lazy("The fine was collected on the spot"), kind="check", default=False)


@act(
    None,
    (Case.performing, Case.performed),
    by=Role.HANDLER,
    label=gettext_lazy("Decide on the spot"),
    certificate=True,
    basis="penalty_law art. 51",
    favourable=False,
)
def decide_on_spot(row: Case, given: OnSpotDecision, on: Occasion) -> State:
    """Facts certain, a legal basis, small: decided, handed over and reported to the authority at once."""
    what = _("Nothing was decided.")
    about(row, given, on, what)
    row.simple, row.result, row.kinds, row.fine = True, "penalty", list(given.kinds), fen(given.fine)
    person = printer.is_person(row, on.law)
    rules.on_spot(row.kinds, row.fine, len(row.team), person, on.law).require(what)
    if bool(row.fine) != ("fine" in row.kinds):
        raise Incomplete(what, fields={"fine": _("Kind and amount do not agree.")})
    _collected(row, given, on, what)
    row.found, row.filed_on, row.decided_on, row.served_on = given.found, on.day, on.day, on.day
    row.happened_on = row.found_on = on.day
    facts = printer.facts_of(row, on.law) | {
        "conduct": f"{given.found}（证据：{given.evidence}）" if given.found and given.evidence else "",
        "warned": "执法人员已当场告知拟作出的行政处罚内容及事实、理由、依据和依法享有的权利，并听取陈述、申辩。"
        if given.told
        else "",
    }
    printer.print_paper(row, "PEN-44", facts, on, what)
    on.keep_sent(given.signature, "当事人签名")
    on.note = "；".join(row.penalty_words)
    if row.subject_id or row.party_number:
        on.then("enforcement.party_side.open_side", None, {"case": row.pk})
    row.pay_by = last_day("penalty.payment", on.law, on.day)
    if not row.fine or given.collected:
        row.paid, row.paid_on = row.fine, on.day
        return Case.performed
    on.count_from(noon(on.day))
    return Case.performing


def _collected(row: Case, given: OnSpotDecision, on: Occasion, what: str) -> None:
    """Collected on the spot is only what is small, or what could hardly be collected later (处罚法 68)."""
    most = int(on.law.value("penalty.collected_on_spot").amount) * 100
    if given.collected and row.fine > most:
        fact = _("Only a fine up to %(most)s yuan is collected on the spot.") % {"most": yuan(most)}
        raise Incomplete(what, fact=fact, article=on.law.cite("penalty_law art. 68"), fields={"collected": fact})
