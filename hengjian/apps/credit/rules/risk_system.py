"""The indicator system of the risk class as data: read, checked, and changed into a new version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

GRADES = "ABCD"
WHOLE = 100  # weights add up to it; a band score is at most it
POINT = 100  # scores are kept in hundredths of a point
HOWS = ("act", "time", "given")

Value = Decimal | str | None


class BadSystem(ValueError):
    """The indicator system contradicts itself; says where, one fault a line."""


@dataclass(frozen=True)
class Indicator:
    """One indicator. `bands` are (upper bound, score) in ascending order, the last without a bound; `words` a map.

    `how` says what its subject can do about it: act, wait, or nothing. `nought` is the word for "none".
    """

    id: str
    group: str
    zh: str
    en: str
    definition: str
    source: str
    weight: int
    how: str
    basis: str
    check: str
    bands: tuple[tuple[Decimal | None, int], ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    nought: str = ""

    @property
    def numeric(self) -> bool:
        return bool(self.bands)

    @property
    def scores(self) -> list[int]:
        """Every band score it can have, each once, the best first."""
        return sorted({score for _bound, score in self.bands} | set(self.words.values()))

    def band(self, value: Value) -> int:
        """The band score of a value; 0 of a missing one, and of a word that the system does not know."""
        if value is None:
            return 0
        if not self.bands:
            return self.words.get(str(value), 0)
        number = Decimal(value)
        return next(score for bound, score in self.bands if bound is None or number < bound)

    def name(self, lang: str) -> str:
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True)
class Floor:
    """A fact that by itself makes the class at least so bad. `indicator` is an indicator or the column `state`."""

    id: str
    indicator: str
    test: str  # ">=" or "in"
    value: Decimal | tuple[str, ...]
    grade: str
    zh: str
    en: str
    basis: str

    def holds(self, value: Value) -> bool:
        if value is None:
            return False
        if isinstance(self.value, tuple):
            return str(value) in self.value
        return Decimal(value) >= self.value

    def name(self, lang: str) -> str:
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True)
class Credit:
    """Points taken off where the fact K… holds."""

    id: str
    zh: str
    en: str
    points: int

    def name(self, lang: str) -> str:
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True)
class Bound:
    """A class begins at so many hundredths of a point."""

    grade: str
    zh: str
    en: str
    least: int

    def name(self, lang: str) -> str:
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True)
class System:
    """An indicator system of one version, sound by construction."""

    version: str
    groups: Mapping[str, tuple[str, str]]
    indicators: tuple[Indicator, ...]
    floors: tuple[Floor, ...]
    credits: tuple[Credit, ...]
    cap: int
    bounds: tuple[Bound, ...]
    jump: int

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise BadSystem("\n".join(faults))

    def indicator(self, id: str) -> Indicator:
        return next(i for i in self.indicators if i.id == id)

    def grade_of(self, score: int) -> str:
        """The class by score alone."""
        return next(b.grade for b in reversed(self.bounds) if score >= b.least)

    def class_name(self, grade: str, lang: str) -> str:
        return next((b.name(lang) for b in self.bounds if b.grade == grade), grade)


def _faults(system: System) -> Iterator[str]:
    total = sum(i.weight for i in system.indicators)
    if total != WHOLE:
        yield _("The weights add up to %(total)d and not to 100.") % {"total": total}
    ids = [i.id for i in system.indicators]
    if len(set(ids)) != len(ids):
        yield _("An indicator is named twice.")
    for one in system.indicators:
        yield from _faults_of(one, system)
    least = [b.least for b in system.bounds]
    if [b.grade for b in system.bounds] != list(GRADES) or least[0] != 0 or least != sorted(set(least)):
        yield _("The classes A to D must begin at rising scores, A at nought.")
    for floor in system.floors:
        if floor.indicator != "state" and floor.indicator not in ids:
            yield _("Floor %(id)s rests on no indicator.") % {"id": floor.id}


def _faults_of(one: Indicator, system: System) -> Iterator[str]:
    bounds = [bound for bound, _score in one.bands[:-1]]
    rising = all(b is not None for b in bounds) and bounds == sorted(set(bounds), key=lambda b: b or 0)
    if bool(one.bands) == bool(one.words) or (one.bands and (not rising or one.bands[-1][0] is not None)):
        yield _("The bands of %(id)s must rise, and the last must have no bound.") % {"id": one.id}
    if not all(0 <= score <= WHOLE for score in one.scores):
        yield _("Band scores of %(id)s must lie between 0 and 100.") % {"id": one.id}
    if one.weight < 0 or one.group not in system.groups or one.how not in HOWS:
        yield _("Weight, group or remedy of %(id)s cannot be used.") % {"id": one.id}


def system_of(data: Mapping[str, Any]) -> System:
    """The system that a catalogue describes; BadSystem says what is wrong with it."""
    try:
        return System(
            version=str(data["version"]),
            groups={r["id"]: (r["zh"], r["en"]) for r in _rows(data["groups"])},
            indicators=tuple(_indicator(r) for r in _rows(data["indicators"])),
            floors=tuple(_floor(r) for r in _rows(data["floors"])),
            credits=tuple(Credit(r["id"], r["zh"], r["en"], _points(r["points"])) for r in _rows(data["credits"])),
            cap=_points(data["credit_cap"]),
            bounds=tuple(Bound(r["class"], r["zh"], r["en"], _points(r["from"])) for r in _rows(data["classes"])),
            jump=_points(data["warning_jump"]),
        )
    except (KeyError, TypeError, InvalidOperation) as error:
        raise BadSystem(_("The catalogue cannot be read: %(error)s") % {"error": error}) from error


def _rows(part: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(part["cols"], row, strict=True)) for row in part["rows"]]


def _points(value: Any) -> int:
    return int(Decimal(str(value)) * POINT)


def _indicator(row: Mapping[str, Any]) -> Indicator:
    words = row["bands"] if isinstance(row["bands"], Mapping) else {}
    bands = () if words else tuple((None if b is None else Decimal(str(b)), int(s)) for b, s in row["bands"])
    kept = ("id", "group", "zh", "en", "definition", "source", "how", "basis", "check", "nought")
    return Indicator(
        **{k: str(row[k]) for k in kept},
        weight=int(row["weight"]),
        bands=bands,
        words={str(k): int(v) for k, v in words.items()},
    )


def _floor(row: Mapping[str, Any]) -> Floor:
    value = row["value"]
    meant = tuple(map(str, value)) if isinstance(value, list) else Decimal(str(value))
    return Floor(
        row["id"], row["indicator"], row["test"], meant, row["class_at_least"], row["zh"], row["en"], row["basis"]
    )


# ---- versions ----


def as_data(system: System) -> dict[str, Any]:
    """The system in the form of the catalogue, as a version is kept; `system_of` reads it back."""
    return {
        "version": system.version,
        "groups": _table(("id", "zh", "en"), [[k, *names] for k, names in system.groups.items()]),
        "indicators": _table(INDICATOR, [[_cell(i, name) for name in INDICATOR] for i in system.indicators]),
        "floors": _table(FLOOR, [[f.id, f.indicator, f.test, _plain(f.value), f.grade, f.zh, f.en, f.basis]
                                 for f in system.floors]),
        "credits": _table(("id", "zh", "en", "points"), [[c.id, c.zh, c.en, _shown(c.points)] for c in system.credits]),
        "credit_cap": _shown(system.cap),
        "classes": _table(("class", "zh", "en", "from"), [[b.grade, b.zh, b.en, _shown(b.least)] for b in system.bounds]),
        "warning_jump": _shown(system.jump),
    }  # fmt: skip


INDICATOR = ("id", "group", "zh", "en", "definition", "source", "bands", "weight", "how", "nought", "basis", "check")
FLOOR = ("id", "indicator", "test", "value", "class_at_least", "zh", "en", "basis")


def _table(cols: Sequence[str], rows: list[list[Any]]) -> dict[str, Any]:
    return {"cols": list(cols), "rows": rows}


def _cell(one: Indicator, name: str) -> Any:
    if name != "bands":
        return getattr(one, name)
    return dict(one.words) or [[None if b is None else str(b), score] for b, score in one.bands]


def _plain(value: Decimal | tuple[str, ...]) -> Any:
    return list(value) if isinstance(value, tuple) else str(value)


def _shown(points: int) -> str:
    return str(Decimal(points) / POINT)


# ---- changes ----


def changed(system: System, lines: Sequence[str], version: str) -> System:
    """The system with changes such as `S01.weight = 8`, `B06.bands = 4:0, 11:30, *:90`, `D.from = 38`.

    BadSystem names every line that says nothing, and every rule that the whole then breaks.
    """
    faults: list[str] = []
    indicators = {i.id: i for i in system.indicators}
    bounds = {b.grade: b for b in system.bounds}
    for line in filter(None, (raw.strip() for raw in lines)):
        what, _equals, value = (part.strip() for part in line.partition("="))
        id, _dot, name = what.partition(".")
        try:
            if name == "from":
                bounds[id] = replace(bounds[id], least=_points(value))
            elif name == "weight":
                indicators[id] = replace(indicators[id], weight=int(value))
            elif name == "bands":
                indicators[id] = replace(indicators[id], **_bands(indicators[id], value))
            else:
                raise ValueError(line)
        except (ValueError, KeyError, InvalidOperation):
            faults.append(_("“%(line)s” names no weight, bands or class, or no value for it.") % {"line": line})
    if faults:
        raise BadSystem("\n".join(faults))
    return replace(system, version=version, indicators=tuple(indicators.values()), bounds=tuple(bounds.values()))


def _bands(one: Indicator, text: str) -> dict[str, Any]:
    parts = [tuple(p.strip() for p in part.split(":")) for part in text.split(",")]
    if one.numeric:
        return {"bands": tuple((None if b == "*" else Decimal(b), int(s)) for b, s in parts)}
    return {"words": {word: int(score) for word, score in parts}}
