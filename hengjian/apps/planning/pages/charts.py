"""Drawings of targets as SVG coordinates: the path with values and forecast, a spark for the table, dots by place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hengjian.apps.planning.queries.standing import Standing, aim_of
from hengjian.kernel.numbers import plain

LEFT, RIGHT, TOP, BOTTOM = 46, 560, 20, 250
SPARK = (2, 72, 4, 18)
ROW, DOT_LEFT, DOT_RIGHT = 24, 104, 240


class Scale:
    """From days and values to places on the paper."""

    def __init__(self, days: Sequence[date], values: Sequence[Decimal], box: tuple[int, int, int, int]) -> None:
        self.first, self.last = min(days), max(days)
        low, high = min(values), max(values)
        room = (high - low) / 10 or max(abs(high) / 20, Decimal("0.01"))
        self.low, self.high, self.box = low - room, high + room, box

    def x(self, day: date) -> float:
        left, right, _top, _bottom = self.box
        span = (self.last - self.first).days or 1
        return round(left + (right - left) * (day - self.first).days / span, 1)

    def y(self, value: Decimal) -> float:
        _left, _right, top, bottom = self.box
        return round(bottom - (bottom - top) * float((value - self.low) / (self.high - self.low)), 1)

    def line(self, points: Sequence[tuple[date, Decimal]]) -> str:
        return "".join(f"{'L' if n else 'M'}{self.x(day)} {self.y(value)}" for n, (day, value) in enumerate(points))


def short(value: Decimal | None) -> str:
    """A value for the eye: at most two places."""
    return plain(value, parted="")


def path_of(one: Standing) -> list[tuple[date, Decimal]]:
    """The path; of a target that each year has, a level line."""
    aim = aim_of(one.target)
    if aim.target is None:
        return []
    if aim.yearly or not aim.path:
        return [(date(one.target.plan.since - 1, 12, 31), aim.target), (aim.day, aim.target)]
    return list(aim.path)


def spark(one: Standing) -> dict[str, Any] | None:
    """A small line for the table."""
    points, ideal = [(v.until, v.value) for v in one.series], path_of(one)
    if not points or not ideal:
        return None
    scale = Scale([d for d, _v in points + ideal], [v for _d, v in points + ideal], SPARK)
    return {
        "ideal": scale.line(ideal),
        "line": scale.line(points),
        "x": scale.x(points[-1][0]),
        "y": scale.y(points[-1][1]),
    }


def chart(one: Standing) -> dict[str, Any] | None:
    """The path, the values, the forecast with its band, the target; None where there is nothing to draw."""
    points, ideal, aim = [(v.until, v.value) for v in one.series], path_of(one), aim_of(one.target)
    if not points:
        return None
    shown = [*points, *ideal]
    if one.forecast:
        shown += [(aim.day, one.forecast.low), (aim.day, one.forecast.high)]
    scale = Scale([d for d, _v in shown], [v for _d, v in shown], (LEFT, RIGHT, TOP, BOTTOM))
    last = points[-1]
    drawn = {
        "ideal": scale.line(ideal), "line": scale.line(points), "marks": [_mark(scale, v) for v in one.series],
        "grid": [{"y": scale.y(v), "label": short(v)} for v in _ticks(scale.low, scale.high)],
        "years": [{"x": scale.x(date(y, 12, 31)), "label": y} for y in range(scale.first.year, scale.last.year + 1)
                  if scale.first <= date(y, 12, 31) <= scale.last],
        "last": {"x": scale.x(last[0]), "y": scale.y(last[1]), "label": short(last[1])},
        "left": LEFT, "right": RIGHT, "bottom": BOTTOM,
    }  # fmt: skip
    labels = []
    if aim.target is not None:
        labels.append(("target", scale.y(aim.target), aim.target))
        drawn["target"] = {"y": scale.y(aim.target), "value": short(aim.target)}
    if one.forecast:
        low, mid, high = (scale.y(v) for v in (one.forecast.low, one.forecast.mid, one.forecast.high))
        x, y, end = scale.x(last[0]), scale.y(last[1]), scale.x(aim.day)
        drawn["band"] = f"M{x} {y}L{end} {high}V{low}Z"
        drawn["ahead"] = f"M{x} {y}L{end} {mid}"
        labels.append(("forecast", mid, one.forecast.mid))
    drawn["labels"] = _apart(labels)
    return drawn


def _mark(scale: Scale, value: Any) -> dict[str, Any]:
    return {
        "x": scale.x(value.until),
        "y": scale.y(value.value),
        "how": value.how,
        "value": short(value.value),
        "day": value.until,
    }


def _apart(labels: list[tuple[str, float, Decimal]]) -> list[dict[str, Any]]:
    """Labels at the right edge, moved so that none covers another."""
    out: list[dict[str, Any]] = []
    for kind, y, value in sorted(labels, key=lambda one: one[1]):
        at = max(y, out[-1]["y"] + 16) if out else y
        out.append({"kind": kind, "y": at, "value": short(value)})
    return out


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Four to eight round numbers between two values."""
    step = Decimal(10) ** (high - low).adjusted()
    for part in (Decimal(1), Decimal("0.5"), Decimal("0.2"), Decimal("0.1")):
        if (high - low) / (step * part) >= 4:
            step *= part
            break
    first = (low / step).to_integral_value(rounding="ROUND_CEILING")
    return [(first + n) * step for n in range(int((high / step).to_integral_value(rounding="ROUND_FLOOR") - first) + 1)]


def dots(rows: Sequence[dict[str, Any]], target: Decimal | None) -> dict[str, Any] | None:
    """Places one below the other, the best first, each as a dot; a stroke where the target is."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return None
    values = [row["value"] for row in known] + ([target] if target is not None else [])
    low, high = min(values), max(values)
    room = (high - low) or Decimal(1)

    def x(value: Decimal) -> float:
        return round(DOT_LEFT + (DOT_RIGHT - DOT_LEFT) * float((value - low) / room), 1)

    height = 24 + ROW * len(known)
    placed = [
        {**row, "y": 22 + ROW * n, "x": x(row["value"]), "shown": short(row["value"])} for n, row in enumerate(known)
    ]
    line = {"x": x(target), "value": short(target), "top": 12, "end": height - 6} if target is not None else None
    return {"rows": placed, "height": height, "target": line, "left": DOT_LEFT, "right": DOT_RIGHT}
