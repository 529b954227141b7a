"""Tasks of a plan: are the days in order, does nothing wait for itself, what is due next, how they lie in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

WAYS = _("Correct the days.")


@dataclass(frozen=True)
class Step:
    """A milestone: its name, its day, and the day on which it was reached."""

    title: str
    due: date
    done_on: date | None = None


def in_order(starts: date, ends: date, steps: Sequence[Step], law: LawOn) -> Finding:
    """A task ends after it begins, and its milestones lie in between, one after the other."""
    article = law.cite("unified_planning_opinion")
    days = [step.due for step in steps]
    outside = [step.title for step in steps if not starts <= step.due <= ends]
    return Finding.of(
        (
            Ground(_("The task would end before it begins."), article, WAYS, "ends_on") if ends < starts else None,
            Ground(
                _("Outside the period of the task: %(names)s") % {"names": "、".join(outside)},
                article,
                WAYS,
                "milestones",
            )
            if outside
            else None,
            Ground(_("The milestones are not one after the other."), article, WAYS, "milestones")
            if days != sorted(days)
            else None,
        )
    )


def circle(waits: Mapping[int, Sequence[int]], task: int, new: Iterable[int]) -> list[int]:
    """The tasks by which the task would come to wait for itself, were it to wait for these; empty where it would not."""
    seen: dict[int, list[int]] = {}
    ahead = [(one, [one]) for one in new]
    while ahead:
        at, way = ahead.pop()
        if at == task:
            return way
        if at not in seen:
            seen[at] = way
            ahead += [(before, [*way, before]) for before in waits.get(at, ())]
    return []


def next_due(steps: Iterable[Step], ends: date) -> date:
    """The day of the first milestone that is not reached; of the task itself where all are."""
    return min((step.due for step in steps if step.done_on is None), default=ends)


@dataclass(frozen=True)
class Bar:
    """A task in time: where it begins and ends between 0 and `width`, how far it is, where its milestones stand."""

    start: int
    length: int
    done: int
    marks: tuple[tuple[int, bool], ...]


def bar(starts: date, ends: date, progress: int, steps: Iterable[Step], window: tuple[date, date], width: int) -> Bar:
    """The bar of a task within a window of days; what lies outside the window is cut off."""
    first, last = window
    start, end = at_day(max(starts, first), window, width), at_day(min(ends, last) + timedelta(days=1), window, width)
    length = max(end - start, 1)
    marks = tuple((at_day(s.due, window, width), s.done_on is not None) for s in steps if first <= s.due <= last)
    return Bar(start, length, length * min(max(progress, 0), 100) // 100, marks)


def at_day(day: date, window: tuple[date, date], width: int) -> int:
    """Where a day lies on a line of that width that stands for the window."""
    first, last = window
    return width * (day - first).days // max((last - first).days + 1, 1)


def years(window: tuple[date, date], width: int) -> list[tuple[int, int]]:
    """Year and place of each first of January in the window."""
    return [
        (year, at_day(max(date(year, 1, 1), window[0]), window, width))
        for year in range(window[0].year, window[1].year + 1)
    ]
