"""Drawings of the screen as SVG coordinates: sparks, tiles or outlines of places, weeks over last year's, the loop as a flow."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hengjian.apps.cockpit.queries import screen
from hengjian.apps.cockpit.rules import outlines, tiles
from hengjian.kernel import numbers

SPARK = (120, 34)
MAP_WIDTH, MAP_TALL, TILE_HEIGHT, GAP, LEGEND = 460, 340, 84, 5, 34
LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 46, 590, 22, 218, 246
FLOW_WIDTH, FLOW_TOP, FLOW_TALL, BAR = 1040, 52, 120, 9


def spark(rows: Sequence[Any], target: Decimal | None = None) -> dict[str, Any] | None:
    """A small line of the values in time, with the target as a level; none for fewer than two values."""
    values = [float(row.value) for row in rows if row.value is not None]
    if len(values) < 2:
        return None
    marks = [*values, float(target)] if target is not None else values
    low, room = min(marks), (max(marks) - min(marks)) or 1
    width, height = SPARK
    step = (width - 6) / (len(values) - 1)

    def y(value: float) -> float:
        return round(height - 4 - (height - 9) * (value - low) / room, 1)

    points = [(round(1 + step * n, 1), y(value)) for n, value in enumerate(values)]
    line = "".join(f"{'L' if n else 'M'}{x} {at}" for n, (x, at) in enumerate(points))
    return {"line": line, "x": points[-1][0], "y": points[-1][1], "target": y(float(target)) if target else None}


def _shaded(
    found: Mapping[str, screen.Number], target: Decimal | None, hrefs: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What every part of the place is drawn with, whichever shape it has."""
    ends = tiles.bounds_of(number.value for number in found.values())
    return [
        {
            "code": code, "name": names(code), "value": number.value, "href": hrefs.get(code, ""),
            "shown": numbers.plain(number.value, 1 if number.unit == "pct" else 2),
            "shade": tiles.shade(number.value, ends) if number.value is not None else 0,
            "bad": screen.misses(number.value, target, number.one.better),
        }
        for code, number in found.items()
    ]  # fmt: skip


def names(code: str) -> str:
    """A name short enough for a tile."""
    told = screen.places.name(code)
    for long, short in SHORT:
        told = told.replace(long, short)
    return told if len(told) <= 6 else told[:5] + "…"


SHORT = (
    ("维吾尔自治区", ""), ("壮族自治区", ""), ("回族自治区", ""), ("特别行政区", ""), ("自治区", ""), ("省", ""),
    ("蒙古族藏族自治州", "州"), ("土家族苗族自治州", "州"), ("藏族自治州", "州"), ("自治州", "州"), ("街道办事处", ""),
    ("街道", ""),
)  # fmt: skip


def legend(found: Mapping[str, screen.Number]) -> list[dict[str, Any]]:
    """The lower end of each shade; for a single value that alone."""
    ends = tiles.bounds_of(number.value for number in found.values())
    return [{"shade": n + 1, "x": n * 58, "text": numbers.plain(end, 1)} for n, end in enumerate(ends)]


def tile_map(
    found: Mapping[str, screen.Number], known: Mapping[str, tuple[float, float]], target: Decimal | None,
    hrefs: Mapping[str, str],
) -> dict[str, Any] | None:  # fmt: skip
    """Every part of the place as a tile, roughly in its place; none where nothing lies below."""
    if not found:
        return None
    at = tiles.placed(known, found)
    columns = max(x for x, _y in at.values()) + 1
    rows = max(y for _x, y in at.values()) + 1
    wide = (MAP_WIDTH - GAP * (columns - 1)) / columns
    tall = round(max(46, min(TILE_HEIGHT, MAP_TALL / rows - GAP)))
    small = wide < 70 or tall < 60
    shown = _shaded(found, target, hrefs)
    for one in shown:
        x, y = at[one["code"]]
        left, top = round(x * (wide + GAP), 1), round(y * (tall + GAP), 1)
        one |= {"x": left, "y": top, "in": left + 1.5, "under": top + 1.5, "text": left + (5 if small else 11)}
        one |= {"first": round(top + tall * 0.36, 1), "second": round(top + tall * 0.8, 1)}
        one["on"] = one["shade"] >= 4
    height = round(rows * (tall + GAP), 1)
    drawn = {"tiles": shown, "wide": round(wide, 1), "tall": tall, "height": height + LEGEND, "small": small}
    return drawn | {"inner": round(wide - 3, 1), "deep": tall - 3, "foot": height + 6, "legend": legend(found)}


def outline_map(
    found: Mapping[str, screen.Number], shapes: Mapping[str, Sequence[Any]], target: Decimal | None, hrefs: Mapping[str, str]
) -> dict[str, Any] | None:  # fmt: skip
    """The same figures on the outlines of an approved base map; none where it holds none of the parts."""
    kept = {code: number for code, number in found.items() if code in shapes}
    if not kept:
        return None
    drawn = outlines.drawn({code: shapes[code] for code in kept}, MAP_WIDTH)
    shown = _shaded(kept, target, hrefs)
    for one in shown:
        path, x, y = drawn.paths[one["code"]]
        one |= {"path": path, "x": x, "y": y, "below": y + 15, "on": one["shade"] >= 4}
    crowded = len(shown) > 20
    foot = drawn.height + 8
    return {"shapes": shown, "height": foot + LEGEND, "foot": foot, "legend": legend(kept), "crowded": crowded}


def trend(course: screen.Course, until: date) -> dict[str, Any] | None:
    """Weeks of this year and of the last, and the coming ones with their band."""
    if len(course.weeks) < 2:
        return None
    first = date(until.year, 1, 1)
    most = max([v for _d, v in course.weeks + course.before] + [a.high for a in course.ahead] + [1.0])
    step = _step(most)
    top = step * (int(most / step) + 1)

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * min(max((day - first).days, 0), 364) / 364, 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    def line(points: Sequence[tuple[date, float]]) -> str:
        return "".join(f"{'L' if n else 'M'}{x(day)} {y(value)}" for n, (day, value) in enumerate(points))

    last_day, last = course.weeks[-1]
    drawn: dict[str, Any] = {
        "line": line(course.weeks), "before": line(course.before), "x": x(last_day), "y": y(last), "left": LEFT, "right": RIGHT,
        "bottom": BOTTOM, "height": HEIGHT, "foot": BOTTOM + 19, "label": LEFT - 7,
        "grid": [{"y": y(step * n), "text": numbers.plain(step * n)} for n in range(int(top / step) + 1)],
        "months": [{"x": x(date(until.year, m, 1)), "n": m} for m in range(1, 13)], "at": RIGHT + 6,
        "peak": _peak(course.weeks, x, y),
    }  # fmt: skip
    if course.ahead:
        upper = line([(a.since, a.high) for a in course.ahead]).replace("M", "L", 1)
        lower = line([(a.since, a.low) for a in reversed(course.ahead)]).replace("M", "L", 1)
        drawn["band"] = f"M{drawn['x']} {drawn['y']}{upper}{lower}Z"
        drawn["ahead"] = line([(last_day, last), *((a.since, a.mid) for a in course.ahead)])
    ends = [
        ("now", course.ahead[-1].mid if course.ahead else last),
        ("before", course.before[-1][1] if course.before else None),
    ]
    drawn["ends"] = _apart([(kind, y(value)) for kind, value in ends if value is not None])
    return drawn


def _peak(weeks: Sequence[tuple[date, float]], x: Any, y: Any) -> dict[str, Any] | None:
    day, value = max(weeks, key=lambda one: one[1])
    return {"x": min(max(x(day), LEFT + 30), RIGHT - 30), "y": y(value) - 8, "since": day, "until": day + timedelta(days=6),
            "text": numbers.plain(value)}  # fmt: skip


def _apart(labels: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    """Two labels at the edge that do not cover one another."""
    out: list[dict[str, Any]] = []
    for kind, y in sorted(labels, key=lambda one: one[1]):
        out.append({"kind": kind, "y": max(y, out[-1]["y"] + 17) if out else y})
    return out


def _step(most: float) -> float:
    """A round step that parts the height three to six times."""
    power = 10.0 ** (len(str(int(most))) - 1)
    return next(
        (power * part for part in (0.2, 0.5, 1, 2) if power * part >= 1 and most / (power * part) <= 5), power * 5
    )


def flow(stages: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Stages from left to right as bars of their number; what goes on from each to the next lies between."""
    values = [float(one["number"].value or 0) for one in stages]
    if not any(values):
        return None
    most, gap = max(values), (FLOW_WIDTH - 130) / (len(stages) - 1)
    bars, bands = [], []
    for n, (one, value) in enumerate(zip(stages, values, strict=True)):
        tall = round(max(FLOW_TALL * value / most, 2.0 if value else 0.5), 1)
        bars.append({**one, "x": round(n * gap, 1), "y": FLOW_TOP, "tall": tall, "wide": BAR})
    for left, right in zip(bars, bars[1:], strict=False):
        height = min(left["tall"], right["tall"])
        begin, end = left["x"] + BAR, right["x"]
        middle, under = round((begin + end) / 2, 1), round(FLOW_TOP + height, 1)
        bands.append(
            f"M{begin} {FLOW_TOP}H{end}V{under}C{middle} {under} {middle} {under} {begin} {under}Z"
        )  # fmt: skip
    return {"bars": bars, "bands": bands, "height": FLOW_TOP + FLOW_TALL + 8}
