"""Placing parts of a place as tiles of one size, and sorting their values into five shades."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from .catalogue import Position

SHADES = 5


def placed(known: Mapping[str, Position], codes: Iterable[str]) -> dict[str, Position]:
    """Column and row of every part: where the catalogue puts it, else behind the rest in the order of the codes."""
    wanted = sorted(set(codes))
    rest = [code for code in wanted if code not in known]
    found = {code: known[code] for code in wanted if code in known}
    if not found:
        return grid(rest)
    below = max(y for _x, y in found.values()) + 1
    width = max(round(max(x for x, _y in found.values())) + 1, 1)
    return found | {code: (float(n % width), below + n // width) for n, code in enumerate(rest)}


def grid(codes: Sequence[str]) -> dict[str, Position]:
    """Rows from left to right, a little wider than high."""
    width = 1
    while width * width * 3 < len(codes) * 4:
        width += 1
    return {code: (float(n % width), float(n // width)) for n, code in enumerate(codes)}


def bounds_of(values: Iterable[Decimal | None]) -> list[Decimal]:
    """The lower ends of five equal steps from the least to the greatest value; one where all are equal, none without any."""
    known = sorted({value for value in values if value is not None})
    if len(known) < 2:
        return known
    step = (known[-1] - known[0]) / SHADES
    return [known[0] + step * n for n in range(SHADES)]


def shade(value: Decimal, ends: Sequence[Decimal]) -> int:
    """1 is the lightest, 5 the darkest."""
    return max(1, sum(value >= end for end in ends))
