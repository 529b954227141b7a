"""Reconsideration and litigation: in time or not, who has to attend, what a lost case owes."""

from datetime import date

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import Limit, cite


def in_time(told_on: date, asked_on: date, last: date | None, limit: Limit) -> Finding:
    """Asked after it was served and before the time ran out."""
    if told_on > asked_on:
        return Finding((Ground(_("The day lies ahead."), limit.cite, _("Give the day of service."), "told_on"),))
    if last is not None and asked_on > last:
        fact = _("The time to ask ended on %(day)s.") % {"day": last}
        return Finding(
            (Ground(fact, limit.cite, _("Where force majeure stood in the way, say so on paper."), "told_on"),)
        )
    return Finding()


COURT, REVIEW = "litigation_law art. 3", "reconsideration_law art. 51"


def attendance(head: bool, attended: str, names: str, absence: str, basis: str = COURT) -> Finding:
    """The head attends; otherwise staff with a reason; nobody is never enough (行政诉讼法 3, 复议法 51)."""
    article = cite(basis)
    bars: list[Ground | None] = []
    if attended != "nobody" and not names.strip():
        bars.append(Ground(_("Nobody is named."), article, _("Name who attended, with the office."), "attended_by"))
    if not head and not absence.strip():
        bars.append(Ground(_("No head attended and no reason is given."), article, _("Give the reason."), "absence"))
    return Finding.of(bars)


def lesson(lost: bool, words: str) -> Finding:
    """败诉报告: a lost case is not closed before it is said what is learned from it."""
    if not lost or words.strip():
        return Finding()
    article = cite("appearance_provisions")
    return Finding(
        (
            Ground(
                _("The decision fell."),
                article,
                _("Say what is learned from it: it goes into the yearly report."),
                "lesson",
            ),
        )
    )
