"""对照: which column of a source is which data element, and what its rows are under it. Pure: cells in, rows or faults out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground

from . import transforms
from .elements import Element, Means, Read, Value, reader
from .faults import Fault

CITE = "GB/T 36344-2018"
JOIN = "+"  # between the names of source columns that make one element
# Pairs of elements of which the first may not lie after the second.
ORDERED = (
    ("establish_date", "approve_date"), ("term_from", "term_to"), ("issue_date", "valid_to"),
    ("listed_date", "removed_date"), ("filed_date", "due_date"), ("rating_date", "rating_until"),
    ("production_date", "check_date"),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of a mapping as it is kept."""

    source: str
    element: str
    transform: str = "as_is"
    argument: str = ""
    required: bool = False
    key: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the source that it reads."""
        if self.transform != "joined":
            return (self.source,)
        return tuple(part.strip() for part in self.source.split(JOIN))


def sound(lines: Sequence[Line], known: Mapping[str, Element]) -> Finding:
    """What every mapping must hold: elements that exist, each once, a key, arguments that fit."""
    grounds: list[Ground] = []

    def fault(at: int, name: str, fact: str) -> None:
        grounds.append(Ground(fact, CITE, field=f"columns.{at}.{name}"))

    seen: set[str] = set()
    for at, line in enumerate(lines):
        if line.element not in known:
            fault(at, "element", _("There is no such data element."))
        if line.element in seen:
            fault(at, "element", _("This element is mapped twice."))
        if not transforms.argument_fits(line.transform, line.argument):
            fault(at, "argument", _("Write the mark and the number of the part, such as 、2"))
        seen.add(line.element)
    if lines and not any(line.key for line in lines):
        fault(0, "key", _("At least one column tells a row from all others."))
    if not lines:
        grounds.append(Ground(_("Nothing is mapped."), CITE, field="columns"))
    return Finding(tuple(grounds))


@dataclass(slots=True)
class Good:
    """A row that may come in: its natural key, the values that are kept open and those that are sealed, its hash."""

    at: int
    key: str
    body: str  # JSON
    sealed: str  # JSON, empty where nothing is personal
    hash: str
    newest_by: str
    cells: list[str]
    names: Sequence[str]
    kept: Sequence[Value]

    @property
    def values(self) -> dict[str, Value]:
        """Every element of the row, None where nothing stands."""
        return dict(zip(self.names, self.kept, strict=True))


@dataclass(slots=True)
class Bad:
    """A row that may not: where it stood, what it said, and everything that is wrong with it."""

    at: int
    cells: list[str]
    faults: tuple[Fault, ...]


class Found(NamedTuple):
    """A column of some rows: values, kinds of fault, the values as parts of a JSON object."""

    values: list[Value]
    kinds: list[str]
    parts: list[str]


@dataclass
class Column:
    """One mapped column, ready to read."""

    line: Line
    element: Element
    places: tuple[int, ...]
    read: Callable[[str], Read]
    memo: dict[str, tuple[Value, str, str]] = field(default_factory=dict)

    def of(self, rows: list[list[str]]) -> Found:
        """Each text of a column is read once where it holds few different ones; most do."""
        texts, memo = self._texts(rows), self.memo
        different = set(texts)
        if len(different) * 2 > len(texts):
            found = list(map(self._one, texts))
        else:
            if len(memo) > MOST_REMEMBERED:
                memo.clear()
            for text in different.difference(memo):
                memo[text] = self._one(text)
            found = list(map(memo.__getitem__, texts))
        return Found([one[0] for one in found], [one[1] for one in found], [one[2] for one in found])

    def _one(self, text: str) -> tuple[Value, str, str]:
        value, kind = self.read(text)
        return value, kind, "" if value is None else f'"{self.element.id}": {encode_basestring(value)}'

    def _texts(self, rows: list[list[str]]) -> list[str]:
        if len(self.places) == 1:
            place = self.places[0]
            return [row[place] for row in rows]
        mark = self.line.argument
        return [mark.join(part for n in self.places if (part := row[n].strip())) for row in rows]


MOST_REMEMBERED = 200_000


@dataclass
class Reading:
    """A mapping bound to a head. Reads rows in order; remembers the keys it has met, as the same key comes once a file.

    It works column by column: a loop over the cells of each row would take several times as long.
    """

    head: list[str]
    columns: list[Column]
    newest_by: str
    secret: bytes
    print: Callable[[str], str]
    seen: set[bytes] = field(default_factory=set)

    def rows(self, cells: Iterable[list[str]], first: int) -> tuple[list[Good], list[Bad]]:
        """Good and bad among the rows, of which the first stands at number `first` of the source."""
        whole: list[list[str]] = []
        numbers: list[int] = []
        bad: list[Bad] = []
        width = len(self.head)
        for at, row in enumerate(cells, first):
            if not any(row):
                continue
            if len(row) == width:
                whole.append(row)
                numbers.append(at)
            else:
                bad.append(Bad(at, row, (Fault("columns"),)))
        if not whole:
            return [], bad
        read = [column.of(whole) for column in self.columns]
        values: list[Sequence[Value]] = [one.values for one in read]
        faults = self._faults(values, [one.kinds for one in read])
        keys = self._keys(values)
        self._repeated(keys, faults)
        good = self._good(numbers, whole, values, [one.parts for one in read], keys, faults)
        bad += [Bad(numbers[n], whole[n], tuple(found)) for n, found in faults.items()]
        return good, sorted(bad, key=lambda one: one.at)

    def _faults(self, values: list[Sequence[Value]], kinds: list[Sequence[str]]) -> dict[int, list[Fault]]:
        """What is wrong with the rows, by their place in the part: values that are none, what is missing, days in disorder."""
        found: dict[int, list[Fault]] = {}
        for column, of in zip(self.columns, kinds, strict=True):
            if any(of):
                for n, kind in enumerate(of):
                    if kind:
                        found.setdefault(n, []).append(Fault(kind, column.line.source))
        for column, of_column, of in zip(self.columns, values, kinds, strict=True):
            if (column.line.key or column.line.required) and None in of_column:
                kind = "missing_key" if column.line.key else "missing"
                for n, value in enumerate(of_column):
                    if value is None and not of[n]:
                        found.setdefault(n, []).append(Fault(kind, column.line.source))
        places = {column.element.id: n for n, column in enumerate(self.columns)}
        for first, last in ORDERED:
            if first in places and last in places:
                ends = self.columns[places[last]].line.source
                for n, (since, until) in enumerate(zip(values[places[first]], values[places[last]], strict=True)):
                    if since and until and since > until:
                        found.setdefault(n, []).append(Fault("order", ends))
        return found

    def _keys(self, values: list[Sequence[Value]]) -> list[str]:
        """The natural keys; a personal part of one is kept as a keyed print only."""
        parts: list[list[str]] = []
        for column, of in zip(self.columns, values, strict=True):
            if column.line.key:
                sealed = column.element.sealed
                parts.append([self.print(value or "")[:32] if sealed else value or "" for value in of])
        return [short_key(key) for key in (parts[0] if len(parts) == 1 else map("|".join, zip(*parts, strict=True)))]

    def _repeated(self, keys: list[str], faults: dict[int, list[Fault]]) -> None:
        """A key may come once among the rows that have no other fault."""
        source, seen = JOIN.join(c.line.source for c in self.columns if c.line.key), self.seen
        for n, key in enumerate(keys):
            if n in faults:
                continue
            mark = hashlib.blake2b(key.encode(), digest_size=12).digest()
            if mark in seen:
                faults[n] = [Fault("duplicate", source)]
            seen.add(mark)

    def _good(
        self, numbers: list[int], whole: list[list[str]], values: list[Sequence[Value]], said: list[Sequence[str]],
        keys: list[str], faults: Collection[int],
    ) -> list[Good]:  # fmt: skip
        """The rows without a fault. Bodies are put together from parts that were written once, in the order of names."""
        order = sorted(range(len(self.columns)), key=lambda n: self.columns[n].element.id)
        open_ = [said[n] for n in order if not self.columns[n].element.sealed]
        sealed = [said[n] for n in order if self.columns[n].element.sealed]
        count, names = len(whole), [column.element.id for column in self.columns]
        bodies = _objects(open_) if open_ else ["{}"] * count
        hidden = _objects(sealed) if sealed else ["{}"] * count
        newest = values[names.index(self.newest_by)] if self.newest_by in names else [""] * count
        good: list[Good] = []
        for n, kept in enumerate(zip(*values, strict=True)):
            if n not in faults:
                secret = "" if hidden[n] == "{}" else hidden[n]
                mark = hashlib.blake2b(f"{bodies[n]}\0{secret}".encode(), digest_size=16, key=self.secret).hexdigest()
                good.append(Good(numbers[n], keys[n], bodies[n], secret, mark, newest[n] or "", whole[n], names, kept))
        return good


def _objects(columns: list[Sequence[str]]) -> list[str]:
    """One JSON object a row from its parts, as `json.dumps` with sorted keys would write it."""
    return [f"{{{', '.join(filter(None, parts))}}}" for parts in zip(*columns, strict=True)]


def short_key(whole: str) -> str:
    """A key no longer than its column; of a longer one the beginning and a hash."""
    return whole if len(whole) <= 200 else f"{whole[:160]}#{hashlib.sha256(whole.encode()).hexdigest()[:32]}"


class Unfit(ValueError):
    """The file has not the columns that the mapping reads; says which."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(_("There is no column %(names)s.") % {"names": "、".join(missing)})
        self.missing = missing


def bind(
    head: Sequence[str],
    lines: Sequence[Line],
    known: Mapping[str, Element],
    means: Means,
    *,
    newest_by: str = "",
    secret: bytes = b"",
    fingerprint: Callable[[str], str] = lambda text: text,
) -> Reading:
    """A mapping bound to the head of a file; `Unfit` where columns are missing."""
    names = [name.strip().lstrip("\ufeff") for name in head]
    missing = [name for line in lines for name in line.sources if name not in names]
    if missing:
        raise Unfit(list(dict.fromkeys(missing)))
    columns = []
    for line in lines:
        element = known[line.element]
        turn = transforms.of(line.transform, line.argument, means.lists.get(element.code_list, {}))
        read = reader(element, means)
        places = tuple(names.index(name) for name in line.sources)
        columns.append(Column(line, element, places, _then(turn, read) if line.transform != "as_is" else read))
    return Reading(names, columns, newest_by, secret, fingerprint)


def _then(turn: transforms.Transform, read: Callable[[str], Read]) -> Callable[[str], Read]:
    return lambda text: read(turn(text))


def guess(head: Sequence[str], known: Mapping[str, Element]) -> list[Line]:
    """A first proposal: columns whose name is that of an element; the code and the number tell rows apart."""
    by_name: dict[str, str] = {}
    for element in known.values():
        for name in (element.zh, element.id, element.en):
            by_name.setdefault(plain(name), element.id)
    by_name |= {plain(name): id for name, id in USUAL.items() if id in known}
    out: list[Line] = []
    taken: set[str] = set()
    for source in head:
        id = by_name.get(plain(source), "")
        if id and id not in taken:
            taken.add(id)
            out.append(Line(source.strip(), id))
    keys = [n for n, line in enumerate(out) if line.element.endswith("_no") or line.element in KEYS]
    keys = keys[:1] or [n for n, line in enumerate(out) if line.element == "uscc"] or [0]
    return [
        Line(line.source, line.element, line.transform, line.argument, line.required, n in keys)
        for n, line in enumerate(out)
    ]


# What columns are called in files besides the names of the standard.
USUAL = {
    "企业名称": "entity_name", "单位名称": "entity_name", "名称": "entity_name", "主体名称": "entity_name",
    "信用代码": "uscc", "社会信用代码": "uscc", "注册资本": "registered_capital", "登记日期": "establish_date",
    "行政区划": "domicile_code", "区划代码": "domicile_code", "地址": "domicile", "电话": "contact_phone",
    "处罚决定书文号": "penalty_doc_no", "处罚决定日期": "penalty_date", "许可证号": "licence_number",
}  # fmt: skip
KEYS = frozenset({"licence_number", "record_id", "penalty_doc_no"})


def plain(name: str) -> str:
    """A column's name without blanks, marks and the unit behind it."""
    return "".join(c for c in name.partition("(")[0].partition("（")[0].lower() if c.isalnum())


def lines_of(kept: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The lines of a mapping from their kept form."""
    return [Line(**one) for one in kept]
