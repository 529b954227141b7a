"""What an order to correct must be: a kind of the list, a time the law allows, faults that were found."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import cite

from .catalogue import corrections

TERMS = [
    ("checks.at_once", gettext_lazy("At once")),
    ("checks.correction_7", gettext_lazy("7 days")),
    ("checks.correction_15", gettext_lazy("15 days")),
    ("checks.correction_30", gettext_lazy("30 days")),
]
OPEN = "any"


def term_of(kind: str, wanted: str) -> str:
    """The time that runs: the law's own where the kind has one, else what the officer sets."""
    known = corrections().get(kind)
    return wanted if known is None or known.term == OPEN else known.term


def admissible(kind: str, term: str, faults: Sequence[str]) -> Finding:
    """May such an order be given?"""
    known = corrections().get(kind)
    article = cite(known.cite) if known else cite("penalty_law art. 28")
    missing = known is not None and known.term == OPEN and term not in dict(TERMS)
    return Finding.of(
        [
            None if known else Ground(_("There is no such kind of order."), article, _("Choose one."), "kind"),
            Ground(_("The order must say by when."), article, _("Choose a time."), "term") if missing else None,
            None if faults else Ground(_("There is nothing to correct."), article, _("Write what is wrong."), "faults"),
        ]
    )
