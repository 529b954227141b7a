"""Demonstration programmes: who may open one, what a call must say, the mark from several experts, who is named."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground

from .scoring import WHOLE, number, rounded

ARTICLE = "demonstration_measures"
MAY_OPEN = "demonstration_measures art. 4"
PROVINCE = 2  # length of a province's code


def call(code: str, approval: str, since: date, until: date, mark: Decimal, criteria: Sequence[Decimal]) -> Finding:
    """A call can be published if its opener may open it, its period is one, its criteria add up to 100."""
    grounds: list[Ground | None] = []
    if len(code) > PROVINCE and not approval:
        grounds.append(
            Ground(
                _("Below the province only the committee and the government open demonstration programmes."), MAY_OPEN,
                _("Name the committee's or government's document that opened it."), "approval",
            )
        )  # fmt: skip
    if until < since:
        early = _("The last day of application lies before the first.")
        grounds.append(Ground(early, ARTICLE, _("Correct the dates."), "until"))
    whole = sum(criteria, Decimal(0))
    if whole != WHOLE or any(p <= 0 for p in criteria):
        fact = _("The points of the criteria add up to %(sum)s, not to 100.") % {"sum": whole}
        grounds.append(Ground(fact, ARTICLE, _("Correct the points."), "criteria"))
    if not 0 < mark <= WHOLE:
        outside = _("The mark lies above 0 and at most at 100.")
        grounds.append(Ground(outside, ARTICLE, _("Correct the mark."), "mark"))
    return Finding.of(grounds)


def criteria_of(text: str) -> tuple[list[tuple[str, Decimal]], list[str]]:
    """Criteria as typed or pasted, one a line: name, then points; faults by line."""
    found: list[tuple[str, Decimal]] = []
    faults: list[str] = []
    for at, raw in enumerate((r.strip() for r in text.splitlines() if r.strip()), 1):
        name, _gap, last = raw.replace("\t", ",").replace("，", ",").rpartition(",")
        points = number(last)
        if not name.strip() or points is None:
            faults.append(str(_("Line %(line)d: write a name, a comma and points.") % {"line": at}))
        else:
            found.append((name.strip()[:200], rounded(points)))
    return found, faults


def may_apply(kind: str, asked: str, day: date, since: date, until: date) -> Ground | None:
    """Whether one of this kind may apply today."""
    if kind != asked:
        return Ground(_("This call is not for applicants of your kind."), ARTICLE, _("Look for another call."), "call")
    if not since <= day <= until:
        fact = _("Applications are taken from %(since)s until %(until)s.") % {"since": since, "until": until}
        return Ground(fact, ARTICLE, _("Wait for the next call."), "call")
    return None


def mark_of(scores: Iterable[tuple[int, int, Decimal]]) -> Decimal:
    """The mark from (expert, criterion, points): the mean over the experts of each criterion, added up."""
    by: dict[int, list[Decimal]] = {}
    for _expert, criterion, points in scores:
        by.setdefault(criterion, []).append(points)
    return rounded(sum((sum(given, Decimal(0)) / len(given) for given in by.values()), Decimal(0)))
