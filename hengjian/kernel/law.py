"""Reader of the law as data: every value has an id, a unit, an article and the dates between which it is in force."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

TIME_UNITS = frozenset({"hour", "day", "workday", "month", "year"})
UNITS = TIME_UNITS | {"CNY", "pct", "count", "list", "date", "flag"}
CHECKS = frozenset({"verified", "high", "medium", "low"})
OFFICIAL = "zh-hans"
_CITE = re.compile(r"(?P<id>[a-z][a-z0-9_]*)(?: art\. (?P<art>\d+)(?: para\. (?P<para>\d+))?(?: item (?P<item>\d+))?)?")


class LawError(LookupError):
    """The law as data cannot answer."""


class LawUnknown(LawError):
    """No entry has this id."""


class NotInForce(LawError):
    """The entry exists, but has no value on the date asked for."""


class LawBroken(ValueError):
    """The files contradict themselves; every fault is listed."""


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True)
class Instrument:
    """A law, regulation or rule: what a citation points to."""

    id: str
    title: Words
    number: str
    since: date
    until: date | None
    check: str

    def text(self, lang: str) -> str:
        return f"《{self.title.zh}》" if lang.startswith("zh") else self.title.en


@dataclass(frozen=True)
class Citation:
    """An instrument and, where known, its article, paragraph and item.

    As text it speaks the language of whoever reads it, at the moment of reading; records keep the `official` text.
    """

    instrument: Instrument
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        return self.text(get_language() or OFFICIAL)

    @property
    def official(self) -> str:
        """The Chinese text, which is what goes on record."""
        return self.text(OFFICIAL)

    def text(self, lang: str) -> str:
        """《市场主体登记管理条例》第十九条, or Regulation on …, Art. 19."""
        if lang.startswith("zh"):
            parts = ((self.article, "第{}条"), (self.paragraph, "第{}款"), (self.item, "第（{}）项"))
            return self.instrument.text(lang) + "".join(form.format(numeral(n)) for n, form in parts if n)
        if not self.article:
            return self.instrument.text(lang)
        small = "".join(f" ({n})" for n in (self.paragraph, self.item) if n)
        return f"{self.instrument.text(lang)}, Art. {self.article}{small}"


@dataclass(frozen=True)
class Value:
    """What an entry says on one date. `amount` is a number, text or a tuple of texts, as the unit demands."""

    id: str
    amount: Any
    unit: str
    cite: Citation
    what: Words
    check: str
    near: int | None = None
    also: tuple[Citation, ...] = ()
    since: date | None = None
    until: date | None = None

    def basis(self, lang: str) -> str:
        """All citations in one line."""
        return ("、" if lang.startswith("zh") else "; ").join(c.text(lang) for c in (self.cite, *self.also))


@dataclass(frozen=True)
class Limit(Value):
    """A value in a unit of time: what a clock counts."""

    amount: int


@dataclass(frozen=True)
class Entry:
    """One id with all its dated values, oldest first."""

    id: str
    what: Words
    unit: str
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        for value in self.values:
            if (value.since is None or value.since <= day) and (value.until is None or day <= value.until):
                return value
        raise NotInForce(f"{self.id} has no value in force on {day.isoformat()}")


class Law:
    """All entries and instruments of one folder of YAML files."""

    def __init__(self, instruments: Mapping[str, Instrument], entries: Mapping[str, Entry]) -> None:
        self.instruments = dict(instruments)
        self._entries = dict(sorted(entries.items()))

    @classmethod
    def read(cls, texts: Mapping[str, str]) -> Law:
        """Parse the texts by file name; raise LawBroken that names every fault."""
        reader = _Reader(texts)
        if reader.faults:
            raise LawBroken("\n".join(reader.faults))
        return cls(reader.instruments, reader.entries)

    def entries(self) -> list[Entry]:
        return list(self._entries.values())

    def entry(self, id: str) -> Entry:
        if id not in self._entries:
            raise LawUnknown(f"the law has no entry {id!r}")
        return self._entries[id]

    def value(self, id: str, on: date) -> Value:
        return self.entry(id).on(on)

    def limit(self, id: str, on: date) -> Limit:
        found = self.value(id, on)
        if not isinstance(found, Limit):
            raise LawError(f"{id} is in {found.unit}, not a time limit")
        return found

    def cite(self, text: str) -> Citation:
        """Parse `instrument_id art. N`."""
        match = _CITE.fullmatch(text)
        if not match or match["id"] not in self.instruments:
            raise LawUnknown(f"{text!r} cites no registered instrument")
        return _citation(match, self.instruments)


class LawOn:
    """The law of one day."""

    def __init__(self, day: date, law: Law | None = None) -> None:
        self.day = day
        self._law = law or current()

    def limit(self, id: str) -> Limit:
        return self._law.limit(id, self.day)

    def value(self, id: str) -> Value:
        return self._law.value(id, self.day)

    def cite(self, text: str) -> Citation:
        return self._law.cite(text)


def limit(id: str, on: date) -> Limit:
    """Time limit of the packaged law on a date."""
    return current().limit(id, on)


def value(id: str, on: date) -> Value:
    """Any value of the packaged law on a date."""
    return current().value(id, on)


def cite(text: str) -> Citation:
    """Citation of the packaged law."""
    return current().cite(text)


def basis(*texts: str) -> str:
    """Several citations in one line, in the language of the reader."""
    lang = get_language() or OFFICIAL
    return ("、" if lang.startswith("zh") else "; ").join(cite(text).text(lang) for text in texts)


def official(value: Any) -> Any:
    """The same with every citation in it as its official text: what is frozen in a record."""
    if isinstance(value, Citation):
        return value.official
    if isinstance(value, Mapping):
        return {key: official(item) for key, item in value.items()}
    return [official(item) for item in value] if isinstance(value, list | tuple) else value


def entries() -> list[Entry]:
    """Every entry of the packaged law by id."""
    return current().entries()


@cache
def current() -> Law:
    """The packaged law, read once."""
    folder = Path(str(resources.files("hengjian.law")))
    return Law.read({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))})


def numeral(number: int) -> str:
    """19 as 十九, 224 as 二百二十四: the way articles are numbered, up to 9999."""
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    out = ""
    for weight, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // weight % 10
        if digit:
            out += digits[digit] + name
        elif out and not out.endswith("零") and number % weight:
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out


def _citation(match: re.Match[str], instruments: Mapping[str, Instrument]) -> Citation:
    art, para, item = (int(match[part]) if match[part] else None for part in ("art", "para", "item"))
    return Citation(instruments[match["id"]], art, para, item)


class _UniqueLoader(yaml.CSafeLoader):
    """Refuses a key written twice, which plain YAML would silently overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise LawBroken(f"{node.start_mark.name}: {key} is written twice")
        return super().construct_mapping(node, deep)


class _Reader:
    """Turns texts into entries and gathers faults instead of stopping at the first."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.faults: list[str] = []
        self.instruments: dict[str, Instrument] = {}
        self.entries: dict[str, Entry] = {}
        for id, raw in self._load(texts, "instruments.yaml").items():
            self._guard(id, self._instrument, raw)
        for name in sorted(set(texts) - {"instruments.yaml"}):
            for id, raw in self._load(texts, name).items():
                if id in self.entries:
                    self.faults.append(f"{id} is defined in two files")
                self._guard(id, self._entry, raw)

    def _load(self, texts: Mapping[str, str], name: str) -> dict[str, Any]:
        try:
            return yaml.load(texts.get(name, ""), _UniqueLoader) or {}
        except (yaml.YAMLError, LawBroken) as error:
            self.faults.append(f"{name}: {error}")
            return {}

    def _guard(self, id: str, step: Callable[[str, Any], None], raw: Any) -> None:
        try:
            step(id, raw)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.faults.append(f"{id}: {type(error).__name__} {error}")

    def _instrument(self, id: str, raw: Mapping[str, Any]) -> None:
        since = _day(raw["from"])
        if since is None:
            raise ValueError("has no date of entry into force")
        if raw["check"] not in CHECKS:
            raise ValueError(f"unknown check {raw['check']}")
        title = Words(raw["zh"], raw["en"])
        self.instruments[id] = Instrument(id, title, raw["number"], since, _day(raw.get("until")), raw["check"])

    def _entry(self, id: str, raw: Mapping[str, Any]) -> None:
        unit = raw["unit"]
        what = Words(raw["what"]["zh"], raw["what"]["en"])
        found = [self._value(id, what, unit, {"near": raw.get("near"), **item}) for item in raw["values"]]
        if not found:
            raise ValueError("has no value")
        found.sort(key=lambda v: v.since or date.min)
        for earlier, later in pairwise(found):
            if earlier.until is None or later.since is None or later.since <= earlier.until:
                raise ValueError(f"values from {earlier.since} and from {later.since} overlap")
        self.entries[id] = Entry(id, what, unit, tuple(found))

    def _value(self, id: str, what: Words, unit: str, raw: Mapping[str, Any]) -> Value:
        unit = raw.get("unit", unit)  # 45 working days became 60 days: a value may change its unit
        since, until, check = _day(raw["from"]), _day(raw.get("until")), raw["check"]
        if unit not in UNITS:
            raise ValueError(f"unknown unit {unit}")
        if check not in CHECKS:
            raise ValueError(f"unknown check {check}")
        if until and since and until < since:
            raise ValueError(f"ends on {until} before it begins on {since}")
        first, *also = self._cites(raw["cite"])
        kind = Limit if unit in TIME_UNITS else Value
        return kind(id, _amount(raw["is"], unit), unit, first, what, check, raw["near"], tuple(also), since, until)

    def _cites(self, raw: str | Iterable[str]) -> list[Citation]:
        texts = [raw] if isinstance(raw, str) else list(raw)
        matches = [(text, _CITE.fullmatch(text)) for text in texts]
        for text, match in matches:
            if not match or match["id"] not in self.instruments:
                raise ValueError(f"{text!r} cites no registered instrument")
        if not matches:
            raise ValueError("is uncited")
        return [_citation(match, self.instruments) for _, match in matches if match]


def _day(raw: object) -> date | None:
    if raw is None or type(raw) is date:
        return raw
    raise ValueError(f"{raw!r} is not a date")


def _amount(raw: Any, unit: str) -> Any:
    """The value as the unit demands it; anything else is a fault."""
    if unit == "list" and isinstance(raw, list):
        return tuple(tuple(item.items()) if isinstance(item, dict) else item for item in raw)
    if unit == "flag" and isinstance(raw, bool):
        return raw
    if unit == "date" and type(raw) is date:
        return raw
    numeric = unit in TIME_UNITS or unit in ("CNY", "count", "pct")
    if numeric and type(raw) is int and raw >= 0:
        return raw
    raise ValueError(f"{raw!r} is not a value in {unit}")
