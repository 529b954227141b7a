"""Numbers in words: values with their unit, differences, how old a figure is, and the findings that head each section."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from hengjian.kernel.numbers import plain

UNITS: dict[str, Any] = {
    "pct": "%",
    "hour": pgettext_lazy("unit", "h"),
    "workday": pgettext_lazy("unit", "working days"),
    "day": pgettext_lazy("unit", "days"),
    "count": "",
    "yuan": pgettext_lazy("unit", "yuan"),
    "times": pgettext_lazy("unit", "times"),
}
STALE = timedelta(hours=26)  # figures are computed each night; two hours of grace


def unit(name: str) -> str:
    """The unit as written behind a figure."""
    return str(UNITS.get(name, ""))


def shown(value: Decimal | None, name: str) -> str:
    """Value with unit, shares to one place."""
    if value is None:
        return "—"
    return f"{plain(value, 1 if name == 'pct' else 2)}{unit(name)}"


def changed(value: Decimal | None, before: Decimal | None, name: str) -> str:
    """Against a year earlier: shares in points, the rest in per cent. Empty where one of both is unknown."""
    if value is None or before is None:
        return ""
    if name == "pct":
        gap = value - before
        return _("%(gap)s points on last year") % {"gap": signed(gap)}
    if not before:
        return ""
    return _("%(gap)s%% on last year") % {"gap": signed((value - before) * 100 / abs(before))}


def against(value: Decimal | None, other: Decimal | None, place: str, name: str) -> str:
    """Against another place."""
    return f"{place} {shown(other, name)}" if value is not None and other is not None else ""


def signed(gap: Decimal) -> str:
    """With its sign, to one place."""
    text = plain(gap, 1)
    return text if text.startswith("−") or text == "0" else f"+{text}"


def age(at: datetime | None, now: datetime) -> str:
    """How old a figure is; empty while it is fresh."""
    if at is None or now - at <= STALE:
        return ""
    hours = int((now - at).total_seconds() // 3600)
    if hours < 48:
        return ngettext("%(n)d hour old", "%(n)d hours old", hours) % {"n": hours}
    return ngettext("%(n)d day old", "%(n)d days old", hours // 24) % {"n": hours // 24}


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names in a sentence; of many the first and how many there are."""
    if len(names) <= most:
        return _(", ").join(names)
    return _("%(names)s and %(more)d more") % {"names": _(", ").join(names[:most]), "more": len(names) - most}


def of_map(label: str, low: Sequence[str], best: tuple[str, str] | None, worst: tuple[str, str] | None) -> str:
    """What the map says: who misses the target, else who stands highest and lowest."""
    if low:
        return _("%(label)s: %(places)s miss the target") % {"label": label, "places": listed(low)}
    if best and worst and best != worst:
        said = {"label": label, "best": " ".join(best), "worst": " ".join(worst)}
        return _("%(label)s: from %(worst)s to %(best)s") % said
    return label


def of_trend(label: str, value: float | None, before: float | None) -> str:
    """What the course says of the last whole week."""
    if value is None or not before:
        return label
    gap = Decimal(str((value - before) * 100 / before))
    if abs(gap) < 1:
        return _("%(label)s: last week as many as a year ago") % {"label": label}
    told = {"label": label, "gap": plain(abs(gap), 0)}
    return (
        _("%(label)s: last week %(gap)s%% more than a year ago")
        if gap > 0
        else _("%(label)s: last week %(gap)s%% fewer than a year ago")
    ) % told


def of_loop(leads: Decimal | None, cases: Decimal | None, decided: Decimal | None) -> str:
    """What the loop says: leads to a case, and how many cases are decided."""
    if not leads or not cases:
        return _("From the lead to the repair")
    said = _("One case of every %(leads)s leads") % {"leads": plain(leads / cases, 1)}
    if decided is not None:
        said += _(", %(share)s decisions to a hundred cases") % {"share": plain(decided * 100 / cases, 0)}
    return said


def of_plan(good: int, judged: int, title: str) -> str:
    """What the plan's lights say."""
    if not judged:
        return _("%(title)s: nothing can be judged yet") % {"title": title}
    told = {"judged": judged, "good": good, "bad": judged - good}
    if good == judged:
        return _("All %(judged)d targets that can be judged are reached or in reach") % told
    return _("%(good)d of %(judged)d targets reached or in reach, %(bad)d behind") % told


def of_overdue(count: int, days: int) -> str:
    """What the list of overdue matters says."""
    if not count:
        return _("Nothing is overdue")
    return _("The longest overdue has waited %(days)d days") % {"days": days}
