"""从旧兼从轻: the law of the day of the act, unless the law of the decision is lighter (处罚法 37). Computed, then chosen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hengjian.kernel.law import Citation, cite

from .discretion import BANDS, Assessment

NEVER = Decimal("Infinity")


@dataclass(frozen=True)
class Choice:
    """Which version applies, the article, and why; `alike` where both come to the same."""

    version: str  # old or new
    day: date
    article: Citation
    why: str | Promise
    alike: bool = False


def burden(found: Assessment) -> tuple[int, Decimal, Decimal]:
    """How heavy an assessment is: its band, then the top and the bottom of its range."""
    unknown = found.high is None or found.low is None
    top = found.factors[1] if unknown and found.factors else found.high
    bottom = found.factors[0] if unknown and found.factors else found.low
    punished = 0 if found.band == "none" else 1
    return punished, NEVER if top is None else top, NEVER if bottom is None else bottom


def lighter(old: Assessment, new: Assessment, acted_on: date, decided_on: date) -> Choice:
    """The old law applies, unless the new one is lighter on the day of the decision."""
    article = cite("penalty_law art. 37")
    before, after = burden(old), burden(new)
    if after < before:
        why = _("The law changed after the act and is lighter now: the new law applies.")
        return Choice("new", decided_on, article, why)
    if after == before and BANDS.index(new.band) == BANDS.index(old.band):
        return Choice("old", acted_on, article, _("Both versions come to the same."), alike=True)
    return Choice("old", acted_on, article, _("The law of the day of the act applies; the new one is not lighter."))


def differs(old: Assessment, new: Assessment) -> bool:
    """Would the outcome be another one?"""
    return (old.band, old.low, old.high, old.factors) != (new.band, new.low, new.high, new.factors)
