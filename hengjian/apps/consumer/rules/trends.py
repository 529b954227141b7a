"""What rises: counts of a window against the group's own history, by an exact test, with false discoveries held down.

The count of a window is compared with what the weeks before make one expect. Under "nothing has changed" it is, given the
total, binomial (the exact comparison of two Poisson rates; Przyborowski and Wilenski 1940). Many groups are looked at, so
the share of false alarms among those told is held below a bound (Benjamini and Hochberg 1995). Nothing rises by law: the
bounds are settings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hengjian.kernel.later import Later

if TYPE_CHECKING:
    import scipy.special as special
else:
    special = Later("scipy.special")

FALSE_SHARE = 0.05  # expected share of false alarms among those told
LEAST = 5  # complaints in the window below which nothing is told
SMALLEST = 0.0001  # below which a chance is told as smaller than this
TIMES = 1.5  # how much more than expected, at least


@dataclass(frozen=True)
class Group:
    """Counts of one group: in the window, and in the history before it."""

    key: tuple[str, ...]
    now: int
    before: int


@dataclass(frozen=True)
class Rise:
    """A group with what was expected of it and how unlikely its count would be if nothing had changed."""

    key: tuple[str, ...]
    now: int
    before: int
    expected: float
    chance: float
    told: bool

    @property
    def times(self) -> float:
        """How many times the expected; of none before, of half a complaint."""
        return self.now / max(self.expected, 0.5)


def chance_of(now: int, before: int, share: float) -> float:
    """The chance of so many or more in the window if it got its share of all, counting the window itself half a case more
    in the history, so that a group without history is not infinitely surprising."""
    return float(special.bdtrc(now - 1, now + before + 1, share)) if now else 1.0


def chance_told(chance: float) -> str:
    """A chance as people read it: nobody tells 1.3e-08 from naught."""
    return f"{chance:.2g}" if chance >= SMALLEST else f"小于{SMALLEST}"


def rises(groups: Iterable[Group], days: int, history: int, false_share: float = FALSE_SHARE) -> list[Rise]:
    """Each group with its test; those told hold the false discovery rate. The least likely first."""
    share = days / (days + history)
    rows = [(g, chance_of(g.now, g.before, share), g.before * days / history) for g in groups if g.now]
    rows.sort(key=lambda row: (row[1], row[0].key))
    bound = discovered([p for _g, p, _e in rows], false_share)
    return [
        Rise(g.key, g.now, g.before, e, p, p <= bound and g.now >= LEAST and g.now >= TIMES * max(e, 0.5))
        for g, p, e in rows
    ]


def discovered(chances: Sequence[float], false_share: float) -> float:
    """The largest chance that still counts, by the step-up rule; below nought where none does."""
    bound = -1.0
    for n, p in enumerate(sorted(chances), start=1):
        if p <= false_share * n / len(chances):
            bound = p
    return bound
