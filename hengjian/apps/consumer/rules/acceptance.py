"""May a complaint be accepted, and on which ground is it refused? Order 20 art. 15 until 2026-04-14, then Order 121 art. 16."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import Citation, LawOn

GROUNDS = [
    ("not_competent", _("Not the duty of market regulation, or this authority is not in charge")),
    ("handled_elsewhere", _("The same dispute is handled by a court, an arbitrator or another body")),
    ("not_consumption", _("Not for daily consumption, or no dispute with the business is shown")),
    ("too_old", _("More than three years since the consumer knew")),
    ("materials", _("Materials are missing or false")),
    ("identity", _("In another person's name, or the identity is not proven")),
    ("other", _("Another ground in a law or regulation")),
]
# The item of the article under each regime; a ground without one does not exist there.
ITEMS_2020 = {
    "not_competent": 1, "handled_elsewhere": 2, "not_consumption": 3, "too_old": 4, "materials": 5, "other": 6,
}  # fmt: skip
ITEMS_2026 = {key: n for n, (key, _label) in enumerate(GROUNDS, 1)}
NEW_REGIME = date(2026, 4, 15)


@dataclass(frozen=True)
class ComplaintFacts:
    """What the rule looks at."""

    known_on: date | None
    today: date
    has_respondent: bool
    identity_missing: bool
    limit_until: date | None  # the last day of the three years, if the day the consumer knew is given


def new_regime(law: LawOn) -> bool:
    """Do the measures of 2026 apply to a complaint of that day?"""
    return law.day >= NEW_REGIME


def article(ground: str, law: LawOn) -> Citation | None:
    """The item that bars the complaint; None if the measures of its day do not know the ground."""
    if new_regime(law):
        return law.cite(f"complaint_measures_2026 art. 16 para. 1 item {ITEMS_2026[ground]}")
    item = ITEMS_2020.get(ground)
    return law.cite(f"complaint_measures_2020 art. 15 para. 1 item {item}") if item else None


def acceptance(facts: ComplaintFacts, law: LawOn) -> Finding:
    """Every ground that bars acceptance, as far as it can be seen from the file."""
    return Finding.of([_too_old(facts, law), _nobody(facts, law), _identity(facts, law)])


def _too_old(facts: ComplaintFacts, law: LawOn) -> Ground | None:
    if facts.limit_until is None or facts.today <= facts.limit_until:
        return None
    return Ground(
        _("More than three years have passed since the consumer knew of the harm."),
        article("too_old", law) or "",
        _("Refuse on this ground, and name the court as the way that is still open."),
    )


def _nobody(facts: ComplaintFacts, law: LawOn) -> Ground | None:
    if facts.has_respondent:
        return None
    return Ground(
        _("It does not say against which business it is."),
        article("materials", law) or "",
        _("Ask for a supplement, or name the business."),
    )


def _identity(facts: ComplaintFacts, law: LawOn) -> Ground | None:
    if not facts.identity_missing:
        return None
    return Ground(
        _("The proof of identity that was asked for has not been supplied."),
        article("identity", law) or article("materials", law) or "",
        _("Refuse on this ground, or wait for the proof."),
    )
