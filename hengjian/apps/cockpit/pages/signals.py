"""市场信号: watched counts of the last whole week against what the weeks before let expect."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.cockpit.rules.asked import Asked
from hengjian.apps.planning.queries import board
from hengjian.kernel import numbers
from hengjian.kernel.indicator import indicators

from . import frame

# How rare the week is: outside the band that holds 80 of a hundred weeks, or outside that of 95.
ALARMS = {
    "": ("ok", gettext_lazy("as expected")),
    "yellow": ("warn", gettext_lazy("unusual")),
    "red": ("bad", gettext_lazy("very unusual")),
}


def told(of: Asked) -> dict[str, Any]:
    """A line a watched count, the unusual ones first, and the finding that heads them."""
    found = sorted(board.signals(of.code, of.until), key=lambda one: ("red", "yellow", "").index(one.alarm))
    rows = [_line(one, of) for one in found]
    unusual = [row["label"] for row in rows if row["tone"] != "ok"]
    return {"rows": rows, "finding": finding(unusual)}


def finding(unusual: list[str]) -> str:
    """What the signals say in one sentence."""
    if not unusual:
        return _("Market signals: the last week was as expected")
    return _("Market signals: %(what)s left what was expected") % {"what": _(", ").join(unusual)}


def _line(one: board.Signal, of: Asked) -> dict[str, Any]:
    tone, words = ALARMS[one.alarm]
    label, narrow, ahead = indicators()[one.id].label, one.forecast, one.next
    return {
        "label": str(label), "href": frame.figure_href(one.id, of.code, of), "since": one.last.since, "until": one.last.until,
        "value": numbers.plain(one.last.value), "expected": band(narrow), "next": band(ahead), "tone": tone, "words": words,
    }  # fmt: skip


def band(of: Any) -> str:
    """A band in whole matters."""
    return f"{numbers.plain(of.low, 0)}—{numbers.plain(of.high, 0)}"
