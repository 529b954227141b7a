"""Administrative divisions: a code's prefix is its place in the tree (GB/T 2260 and its township extension).

Scopes are half-open ranges of codes compared under collation "C", so that an index serves them.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

NATION = "0"
NATION_RANGE = ("0", ":")  # every digit lies in it; the empty string, which means no access, does not
_LEVELS = {2: 1, 4: 2, 6: 3, 9: 4}


class Division(NamedTuple):
    code: str
    name: str
    level: int
    parent: str


def level(code: str) -> int:
    """0 nation, 1 province, 2 prefecture, 3 county, 4 township or office."""
    if code in ("", NATION):
        return 0
    if len(code) not in _LEVELS or not (code.isascii() and code.isdigit()):
        raise ValueError(f"{code!r} is not a division code of 2, 4, 6 or 9 digits")
    return _LEVELS[len(code)]


def ancestors(code: str) -> list[str]:
    """Codes above this one, nearest first, the nation last."""
    own = level(code)
    if own == 0:
        return []
    above = [code[:size] for size, rank in sorted(_LEVELS.items(), reverse=True) if rank < own]
    return [*above, NATION]


def parent(code: str) -> str:
    """The next code above; empty for the nation."""
    return next(iter(ancestors(code)), "")


def code_end(code: str) -> str:
    """The first string after everything below the code: its last character plus one ('49' gives '4:')."""
    return bounds(code)[1]


def bounds(code: str) -> tuple[str, str]:
    """Half-open range of the codes at or below this one."""
    if level(code) == 0:
        return NATION_RANGE
    return code, code[:-1] + chr(ord(code[-1]) + 1)


def own_bounds(code: str) -> tuple[str, str]:
    """Half-open range of this one code alone."""
    own = code if level(code) else NATION
    return own, own + "\x01"


def is_within(code: str, lo: str, hi: str) -> bool:
    """Whether a code lies in a scope; an empty bound is no access."""
    return bool(lo and hi) and lo <= code < hi


def rows() -> Iterator[Division]:
    """Every division of the packaged file, parents before children."""
    packed = resources.files("hengjian.kernel").joinpath("data/divisions.csv.gz").read_bytes()
    with gzip.open(io.BytesIO(packed), "rt", encoding="utf-8", newline="") as lines:
        for code, name in csv.reader(lines):
            yield Division(code, name, level(code), parent(code))


@cache
def names() -> dict[str, str]:
    """Name of every code, read once."""
    return {row.code: row.name for row in rows()}


def full_name(code: str) -> str:
    """河南省周口市川汇区: the names from the province down, without statistical placeholders."""
    chain = [code, *ancestors(code)][::-1]
    known = names()
    return "".join(known[part] for part in chain if part in known and known[part] not in _PLACEHOLDERS)


_PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
