"""尽职免责、失职追责: which duties of a case were done, read from what stands in the ledger; and what is missing (处罚法 41-64)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import Citation, cite


@dataclass(frozen=True)
class DoneAct:
    """An act in the ledger: its verb, when, by whom."""

    verb: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Duty:
    """One duty of a case: its article, the acts by which it is done, and what it must come before."""

    id: str
    label: str | Promise
    article: str
    verbs: tuple[str, ...]
    before: tuple[str, ...] = ()


# Verbs are those of the penalty case and of leads; a duty of which no verb stands in the procedure at all is not asked.
DUTIES = (
    Duty("filed", _("Filed before evidence was gathered"), "samr_penalty_procedure art. 18", ("approve_filing",)),
    Duty("evidence", _("Evidence gathered"), "penalty_law art. 46", ("take_evidence", "record_scene", "question")),
    Duty("concluded", _("Investigation concluded in writing"), "penalty_law art. 57", ("conclude",), ("decide",)),
    Duty("reviewed", _("Reviewed by the legal unit"), "penalty_law art. 58", ("review_case", "review_after_hearing"), ("decide",)),
    Duty("notified", _("Party told of facts, grounds and rights"), "penalty_law art. 44", ("give_notice",), ("decide",)),
    Duty("heard", _("Statement and defence heard"), "penalty_law art. 45", ("hear_statement", "hold_hearing", "serve_notice"), ("decide",)),
    Duty("decided", _("Decided"), "penalty_law art. 57", ("decide", "decide_on_spot")),
    Duty("served", _("Decision served"), "penalty_law art. 61", ("serve_decision", "deem_served"), ()),
)  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """A duty with the act by which it was done, or without; `late` where it was done after what it must precede."""

    duty: Duty
    done: DoneAct | None
    late: bool

    @property
    def ok(self) -> bool:
        return self.done is not None and not self.late

    @property
    def article(self) -> Citation:
        return cite(self.duty.article)


# Only who is punished is told and heard before (处罚法 44, 45); what goes to the police is decided there and served on nobody.
NOT_OWED = {"penalty": (), "": (), "transfer": ("notified", "heard", "served")}
UNPUNISHED = ("notified", "heard")


def checklist(done: Iterable[DoneAct], known: Iterable[str], result: str = "") -> list[Checked]:
    """Each duty whose acts the procedure knows and that the outcome of the case owes, with what the ledger says of it."""
    rows, verbs, spared = sorted(done, key=lambda a: a.at), set(known), NOT_OWED.get(result, UNPUNISHED)
    return [_checked(d, rows) for d in DUTIES if verbs & set(d.verbs) and d.id not in spared]


def _checked(duty: Duty, rows: list[DoneAct]) -> Checked:
    found = next((a for a in rows if a.verb in duty.verbs), None)
    bound = next((a for a in rows if a.verb in duty.before), None)
    return Checked(duty, found, bool(found and bound and found.at > bound.at))


def verdict(checked: Iterable[Checked]) -> str:
    """exempt where every duty was done in time, answer where one was left out (尽职照单免责、失职照单问责)."""
    return "exempt" if all(c.ok for c in checked) else "answer"
