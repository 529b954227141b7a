"""Outlines of places: checking an uploaded map, thinning its lines, and laying them on paper."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, isfinite, radians
from typing import Any

from django.utils.translation import gettext as _

from hengjian.kernel import divisions

MOST_BYTES = 20 * 1024 * 1024
MOST_POINTS = 400_000
NEAR = 0.004  # degrees: corners nearer than this to the one before are left out
EAST, NORTH = (60.0, 150.0), (0.0, 60.0)  # what is outside is no place of the country
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Checked:
    """What an uploaded map holds: outlines by code, names of what has no known code or no outline, what is wrong with it."""

    shapes: dict[str, list[Ring]]
    unknown: list[str]
    faults: list[str]
    points: int


@dataclass(frozen=True)
class Drawn:
    """Outlines as paths, each with the place of its name, and how high they are together."""

    paths: dict[str, tuple[str, float, float]]
    height: float


def checked(content: bytes) -> Checked:
    """Outlines of a GeoJSON file (RFC 7946). Divisions by the code in `code` or `adcode`; the rest is told, not taken."""
    if len(content) > MOST_BYTES:
        return Checked({}, [], [_("The file is larger than 20 MB.")], 0)
    try:
        told = json.loads(content)
        features = told["features"]
        if told["type"] != "FeatureCollection" or not isinstance(features, list):
            raise ValueError("no collection")
    except (ValueError, KeyError, TypeError):
        return Checked({}, [], [_("The file is no GeoJSON collection of features.")], 0)
    shapes: dict[str, list[Ring]] = {}
    unknown: list[str] = []
    faults: list[str] = []
    points = 0
    for n, feature in enumerate(features, 1):
        code = code_of(feature)
        if not code or not (feature.get("geometry") or {}).get("coordinates"):
            unknown.append(_name(feature, n))
            continue
        try:
            rings = _rings(feature["geometry"])
        except (KeyError, TypeError, ValueError, IndexError):
            faults.append(_("Feature %(n)d (%(name)s) has no usable outline.") % {"n": n, "name": _name(feature, n)})
            continue
        points += sum(map(len, rings))
        shapes.setdefault(code, []).extend(thinned(ring) for ring in rings)
    if points > MOST_POINTS:
        faults.append(_("The map has more than %(most)d corners; simplify it.") % {"most": MOST_POINTS})
    if not shapes:
        faults.append(_("No feature bears the code of a division."))
    return Checked(shapes, unknown, faults, points)


def code_of(feature: Any) -> str:
    """The division a feature is about: six digits lose the noughts of the levels above county. Empty if none is known."""
    told = feature.get("properties") if isinstance(feature, dict) else None
    raw = str((told or {}).get("code") or (told or {}).get("adcode") or "")
    if not (raw.isascii() and raw.isdigit()):
        return ""
    short = raw[:6]
    while len(short) > 2 and short.endswith("00") and len(short) % 2 == 0:
        short = short[:-2]
    return short if short in divisions.names() else ""


def _name(feature: Any, n: int) -> str:
    told = feature.get("properties") if isinstance(feature, dict) else None
    return str((told or {}).get("name") or n)[:40]


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    kind, told = geometry["type"], geometry["coordinates"]
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(kind)
    rings = []
    for polygon in [told] if kind == "Polygon" else told:
        for ring in polygon:
            corners = [(float(x), float(y)) for x, y, *_height in ring]
            if len(corners) < 4 or not all(_inside(x, y) for x, y in corners):
                raise ValueError("ring")
            rings.append(corners)
    if not rings:
        raise ValueError("empty")
    return rings


def _inside(x: float, y: float) -> bool:
    return isfinite(x) and isfinite(y) and EAST[0] <= x <= EAST[1] and NORTH[0] <= y <= NORTH[1]


def thinned(ring: Ring) -> Ring:
    """The ring without corners that no screen shows; never fewer than a triangle and its end."""
    kept = [ring[0]]
    for x, y in ring[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAR:
            kept.append((round(x, 3), round(y, 3)))
    return [*kept, ring[-1]] if len(kept) >= 3 else ring


def drawn(shapes: Mapping[str, Sequence[Ring]], width: float) -> Drawn:
    """The outlines side by side as they lie, east to the right, in a frame of that width.

    Lengths along a parallel shrink with the cosine of the middle latitude, so that what is square looks square.
    """
    corners = [corner for rings in shapes.values() for ring in rings for corner in ring]
    west, east = min(x for x, _y in corners), max(x for x, _y in corners)
    south, north = min(y for _x, y in corners), max(y for _x, y in corners)
    narrow = cos(radians((south + north) / 2))
    scale = width / max((east - west) * narrow, (north - south) * 1.1, 1e-9)
    left = (width - (east - west) * narrow * scale) / 2

    def at(x: float, y: float) -> tuple[float, float]:
        return round(left + (x - west) * narrow * scale, 1), round((north - y) * scale, 1)

    paths = {}
    for code, rings in shapes.items():
        largest = max(rings, key=area)
        path = "".join(
            "M" + "L".join(f"{px} {py}" for px, py in _steps([at(x, y) for x, y in ring])) + "Z" for ring in rings
        )
        paths[code] = (path, *at(*middle(largest)))
    return Drawn(paths, round((north - south) * scale, 1))


def _steps(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without points that fall on the one before once they are drawn."""
    return [point for n, point in enumerate(points) if not n or point != points[n - 1]]


def area(ring: Sequence[tuple[float, float]]) -> float:
    """What the ring encloses, in square degrees."""
    return abs(_twice(ring)) / 2


def middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centre of what the ring encloses; of a ring without area its first corner."""
    twice = _twice(ring)
    if not twice:
        return ring[0]
    pairs = list(zip(ring, ring[1:], strict=False))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    return x / (3 * twice), y / (3 * twice)


def _twice(ring: Sequence[tuple[float, float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False))
