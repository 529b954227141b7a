"""What may be repaired, since when, and what is missing (信用修复; Order 68, Order 44 art. 16, Order 45 art. 14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

LISTED = ("abnormal", "marked", "special")


@dataclass(frozen=True)
class RepairFacts:
    """What the repair of one entry is judged by. `earliest` is the first day on which it may be applied for."""

    kind: str
    today: date
    earliest: date | None = None
    severe: bool = False
    performed: bool = True
    on_list: bool = False
    again: bool = False  # a penalty of the same field, or a heavier one, since
    missing_years: tuple[int, ...] = ()
    banned_until: date | None = None
    running: str = ""


def repairable(facts: RepairFacts, law: LawOn) -> Finding:
    """May this entry be repaired on application today?"""
    return Finding.of([*_always(facts, law), *_by_kind(facts, law)])


def _always(facts: RepairFacts, law: LawOn) -> Iterable[Ground]:
    article = law.cite("samr_credit_repair art. 14")
    if facts.running:
        yield Ground(
            _("An application for it is running: %(number)s.") % {"number": facts.running},
            article,
            _("Wait for the decision."),
        )
    if facts.banned_until and facts.banned_until >= facts.today:
        yield Ground(
            _("A repair was revoked; no new application until %(day)s.") % {"day": facts.banned_until.isoformat()},
            article,
            _("Apply after that day."),
        )


def _by_kind(facts: RepairFacts, law: LawOn) -> Iterable[Ground]:
    if facts.kind in LISTED:
        if facts.missing_years:
            years = "、".join(map(str, sorted(facts.missing_years)))
            yield Ground(
                _("Reports are still missing: %(years)s.") % {"years": years},
                law.cite("abnormal_list_measures art. 10"),
                _("File them first."),
            )
        return
    article = law.cite(
        "samr_penalty_publicity art. 14" if facts.kind == "penalty" else "serious_violation_list art. 16"
    )
    if facts.kind == "penalty" and facts.severe:
        yield Ground(_("A penalty of this kind is shown for its whole term."), article, _("It ends with its term."))
    if facts.earliest and facts.today < facts.earliest:
        yield Ground(
            _("It must have been shown until %(day)s.") % {"day": facts.earliest.isoformat()},
            article,
            _("Apply after that day."),
        )
    if not facts.performed:
        yield Ground(
            _("The duties of the decision are not on record as performed."),
            article,
            _("Perform them and hand in the proof."),
        )
    if facts.on_list:
        yield Ground(_("The subject stands on a list."), article, _("Have that entry removed first."))
    if facts.again:
        yield Ground(_("There has been another penalty of the same kind since."), article, _("It ends with its term."))


def limit_of(kinds: Iterable[str]) -> str:
    """The time to decide while these entries are open: the list of abnormal operations has the shorter one."""
    return "credit.abnormal_removal" if set(kinds) & set(LISTED) else "credit.repair_decide"
