"""The next weeks of a figure that has a year behind it: last year's same weeks, at this year's level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, pstdev

WEEK = timedelta(days=7)
YEAR = WEEK * 52
LEARNED = 8  # weeks from which the level is taken
AHEAD = 5  # weeks shown
WIDE = 1.2816  # of the normal distribution: eight in ten lie within


@dataclass(frozen=True)
class Ahead:
    """One week to come with the band in which it lies four times in five."""

    since: date
    low: float
    mid: float
    high: float


def ahead(weeks: Sequence[tuple[date, float]], before: Mapping[date, float]) -> list[Ahead]:
    """The coming weeks; none where too little is known to say anything.

    `weeks` are the past weeks in order, `before` those of a year earlier by their first day. The level is the mean ratio
    of the last eight weeks to theirs; the band is as wide as those weeks strayed from it, wider with the root of distance.
    """
    pairs = [(value, before[day - YEAR]) for day, value in weeks[-LEARNED:] if before.get(day - YEAR)]
    if len(pairs) < LEARNED // 2:
        return []
    level = fmean(value / old for value, old in pairs)
    strayed = pstdev(value / old - level for value, old in pairs)
    found = []
    for n in range(1, AHEAD + 1):
        day = weeks[-1][0] + WEEK * n
        old = before.get(day - YEAR)
        if old is None:
            break
        room = WIDE * strayed * old * n**0.5
        found.append(Ahead(day, max(0.0, level * old - room), level * old, level * old + room))
    return found


def last_year(day: date) -> date:
    """The week a year earlier, on the same day of the week."""
    return day - YEAR
