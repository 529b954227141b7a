"""The decision: one of four results, within ninety days, never heavier than what the party was told (处罚法 45, 57, 60)."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries as credit
from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.rules import limits as rules
from hengjian.apps.enforcement.rules.money import fen
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from . import persons, printer, sides

LONGER = [
    ("penalty.decision_collective_30", gettext_lazy("30 days")),
    ("penalty.decision_collective_60", gettext_lazy("60 days")),
    ("penalty.decision_collective_90", gettext_lazy("90 days")),
]
DECIDABLE = (Case.reviewed, Case.noticed, Case.heard)


class CaseDecision(Given):
    reply: str = ask(
        gettext_lazy("Answer to statement, defence and hearing, with reasons"), lines=4, default="", at_most=4000
    )
    discretion: str = ask(gettext_lazy("Reasons of discretion"), lines=4, default="", at_most=3000)
    kinds: list[str] = ask(
        gettext_lazy("Kinds of penalty, if they differ from the notice"), choices=credit.PENALTY_KINDS, default=[]
    )
    fine: Decimal | None = ask(
        gettext_lazy("Fine, if it differs"), kind="money", default=None, at_least=0, at_most=10**11
    )
    confiscation: Decimal | None = ask(
        gettext_lazy("Confiscated, if it differs"), kind="money", default=None, at_least=0, at_most=10**11
    )
    education: str = ask(gettext_lazy("Education of the party, where there is no penalty"), default="", at_most=900)
    crime: str = ask(gettext_lazy("Suspected crime, where the case is handed over"), default="", at_most=200)


class TermExtension(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


class TermExtensionAgain(TermExtension):
    longer: str = ask(gettext_lazy("Longer by"), choices=LONGER)


@act(
    DECIDABLE,
    (Case.decided, Case.handed_over),
    by=Role.HEAD,
    label=gettext_lazy("Decide"),
    apart_from=("propose", "conclude"),
    basis="penalty_law art. 57",
    irreversible=True,
)
def decide(row: Case, given: CaseDecision, on: Occasion) -> State:
    """Penalty; no penalty because minor; no penalty because not proved; transfer to the police (处罚法 57)."""
    what = _("Nothing was decided.")
    if row.result == "penalty":
        _amounts(row, given)
        _heard_out(row, on, what)
        _not_heavier(row, on, what)
        persons.require_told(row, on, what)
    _looked_at(row, on, what)
    row.discretion, row.decided_on = given.discretion or row.discretion, on.day
    row.reply = given.reply or _silence(row)
    if row.result == "transfer":
        return _hand_over(row, given, on, what)
    persons.decide_persons(row, on)
    facts = printer.facts_of(row, on.law) | {"education": given.education, "no_penalty": row.nature}
    if row.result == "not_proved":
        facts |= {"no_penalty": f"违法事实不能成立。{row.nature}", "education": given.education or "无"}
    printer.print_paper(row, "PEN-45" if row.result == "penalty" else "PEN-46", facts, on, what)
    on.note = "；".join(row.penalty_words) or str(row.get_result_display())
    return Case.decided


def _silence(row: Case) -> str:
    """What the decision says where the party said nothing; what it did say must be answered by a person."""
    if row.statement or row.heard_on or row.result != "penalty":
        return ""
    return "当事人在法定期限内未提出陈述、申辩意见。"


def _amounts(row: Case, given: CaseDecision) -> None:
    row.kinds = list(given.kinds) or row.kinds
    row.fine = row.fine if given.fine is None else fen(given.fine)
    row.confiscation = row.confiscation if given.confiscation is None else fen(given.confiscation)


def _heard_out(row: Case, on: Occasion, what: str) -> None:
    """No decision before the party was told and its time to speak is over (处罚法 62)."""
    art = on.law.cite("penalty_law art. 62")
    if row.state == "reviewed" or row.notice_served_on is None:
        raise Conflict(
            what, fact=_("The party has not been told what is intended."), article=art,
            remedy=_("Issue and serve the notice first."),
        )  # fmt: skip
    until = max(day for day in (row.statement_until, row.hearing_until) if day) if row.statement_until else None
    if until and on.day <= until and not row.waived and row.state != "heard":
        raise Conflict(
            what,
            fact=_("The party may speak until %(day)s.") % {"day": until.isoformat()},
            article=art,
            remedy=_("Wait, or record that the party waives its right."),
        )


def _not_heavier(row: Case, on: Occasion, what: str) -> None:
    told = (row.notice_fine, row.notice_confiscation)
    if rules.heavier(row.kinds, row.notice_kinds, (row.fine, row.confiscation), told):
        fact = _("The penalty is heavier than the party was told.")
        raise Incomplete(
            what,
            fact=fact,
            article=on.law.cite("penalty_law art. 45"),
            remedy=_("Decide no more than was told, or issue a new notice if new facts were found."),
            fields={"fine": fact},
        )


def _looked_at(row: Case, on: Occasion, what: str) -> None:
    """Review, legal review after a hearing, and discussion where they are due."""
    if row.reviewed_on is None:
        raise Conflict(
            what,
            fact=_("The case has not passed its review."),
            article=on.law.cite("penalty_law art. 58"),
            remedy=_("Have it reviewed by another person first."),
        )
    large = row.result == "penalty" and printer.hearing_due(row, on.law)
    due = row.result == "penalty" and rules.discussion_due(row.kinds, large, row.complex, row.public_interest)
    if due and row.discussed_on is None:
        raise Conflict(
            what,
            fact=_("The heads have not discussed the case."),
            article=on.law.cite("penalty_law art. 57"),
            remedy=_("Record the collective discussion first."),
        )


def _hand_over(row: Case, given: CaseDecision, on: Occasion, what: str) -> State:
    facts: dict[str, Any] = printer.facts_of(row, on.law) | {"crime": given.crime, "report": row.found}
    printer.print_paper(row, "PEN-05", facts, on, what, to="公安机关")
    on.note = given.crime
    sides.end(row, on)
    return Case.handed_over


IN_TERM = (Case.investigation, Case.concluded, Case.reviewed, Case.noticed, Case.heard)


@act(
    IN_TERM, None, by=Role.HEAD, label=gettext_lazy("Prolong by thirty days"),
    basis="samr_penalty_procedure art. 64", internal=True,
)  # fmt: skip
def extend_term(row: Case, given: TermExtension, on: Occasion) -> None:
    """A complex case that cannot be decided in ninety days: the head prolongs it by thirty (程序规定 64)."""
    what = _("It was not prolonged.")
    if row.term != "penalty.decision":
        raise Conflict(
            what, fact=_("It has been prolonged once already."), remedy=_("The heads decide together on more.")
        )
    _prolong(row, "penalty.decision_extended", given.reason, on, what)


@act(
    IN_TERM, None, by=Role.HEAD, label=gettext_lazy("Prolong again after discussion"),
    basis="samr_penalty_procedure art. 64", internal=True,
)  # fmt: skip
def extend_again(row: Case, given: TermExtensionAgain, on: Occasion) -> None:
    """Especially complex: the heads discuss together and set a reasonable time more (程序规定 64)."""
    what = _("It was not prolonged.")
    if row.term != "penalty.decision_extended":
        raise Conflict(what, fact=_("The head prolongs first; only once more after that."))
    _prolong(row, given.longer, given.reason, on, what)


def _prolong(row: Case, limit: str, reason: str, on: Occasion, what: str) -> None:
    if row.due is not None and on.at > row.due:
        raise Conflict(what, fact=_("The time is over; it cannot be prolonged any more."))
    row.term = limit
    on.prolong(limit)
    on.note = reason
    total = on.law.limit(limit)
    facts = printer.facts_of(row, on.law) | {
        "request": f"延长办案期限至立案之日起{total.amount}日（{total.cite.official}）",
        "grounds": reason,
    }
    printer.print_paper(row, "PEN-08", facts, on, what)
