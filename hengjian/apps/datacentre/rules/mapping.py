"""对照: which column of a source is which data element, and what its rows are under it. Pure: cells in, rows or faults out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True)
class Good:
    """A row that may come in: its natural key, the values that are kept open and those that are sealed, its hash."""

    at: int
    key: str
    body: str  # JSON
    sealed: str  # JSON, empty where nothing is personal
    hash: str
    newest_by: str
    values: dict[str, Value] = field(compare=False)
    cells: list[str] = field(compare=False, default_factory=list)


@dataclass(frozen=True)
class Bad:
    """A row that may not: where it stood, what it said, and everything that is wrong with it."""

    at: int
    cells: list[str]
    faults: tuple[Fault, ...]


@dataclass
class Column:
    """One mapped column, ready to read."""

    line: Line
    element: Element
    places: tuple[int, ...]
    read: Callable[[str], Read]
    memo: dict[str, Read] = field(default_factory=dict)


MOST_REMEMBERED = 200_000


@dataclass
class Reading:
    """A mapping bound to a head. Reads rows in order; remembers the keys it has met, as the same key comes once a file."""

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
            if len(row) == width:
                whole.append(row)
                numbers.append(at)
            elif any(row):
                bad.append(Bad(at, row, (Fault("columns"),)))
        read = [self._column(column, whole) for column in self.columns]
        good: list[Good] = []
        for at, row, *found in zip(numbers, whole, *read, strict=True):
            if not any(row):
                continue
            one = self._row(at, row, found)
            (good if isinstance(one, Good) else bad).append(one)  # type: ignore[arg-type]
        return good, sorted(bad, key=lambda one: one.at)

    def _column(self, column: Column, rows: list[list[str]]) -> list[Read]:
        """Each text of the column is read once: most columns hold few different ones."""
        memo, read = column.memo, column.read
        if len(memo) > MOST_REMEMBERED:
            memo.clear()
        if len(column.places) == 1:
            place = column.places[0]
            texts = [row[place] for row in rows]
        else:
            mark = column.line.argument
            texts = [mark.join(part for n in column.places if (part := row[n].strip())) for row in rows]
        for text in set(texts).difference(memo):
            memo[text] = read(text)
        return [memo[text] for text in texts]

    def _row(self, at: int, cells: list[str], found: list[Read]) -> Good | Bad:
        faults = [
            Fault(kind, column.line.source) for column, (_value, kind) in zip(self.columns, found, strict=True) if kind
        ]
        values: dict[str, Value] = {}
        for column, (value, kind) in zip(self.columns, found, strict=True):
            values[column.element.id] = value
            if value is None and not kind and (column.line.key or column.line.required):
                faults.append(Fault("missing_key" if column.line.key else "missing", column.line.source))
        faults += self._disordered(values)
        if faults:
            return Bad(at, cells, tuple(faults))
        key = self._key(values)
        mark = hashlib.blake2b(key.encode(), digest_size=12).digest()
        if mark in self.seen:
            return Bad(at, cells, (Fault("duplicate", JOIN.join(c.line.source for c in self.columns if c.line.key)),))
        self.seen.add(mark)
        return self._good(at, key, values, cells)

    def _disordered(self, values: dict[str, Value]) -> list[Fault]:
        out = []
        for first, last in ORDERED:
            begins, ends = values.get(first), values.get(last)
            if begins and ends and begins > ends:
                out.append(Fault("order", next(c.line.source for c in self.columns if c.element.id == last)))
        return out

    def _key(self, values: dict[str, Value]) -> str:
        """The natural key; a personal part of it is kept as a keyed print only."""
        parts = [
            self.print(values[c.element.id] or "")[:32] if c.element.sealed else values[c.element.id] or ""
            for c in self.columns
            if c.line.key
        ]
        whole = "|".join(parts)
        return whole if len(whole) <= 200 else f"{whole[:160]}#{hashlib.sha256(whole.encode()).hexdigest()[:32]}"

    def _good(self, at: int, key: str, values: dict[str, Value], cells: list[str]) -> Good:
        open_: dict[str, str] = {}
        sealed: dict[str, str] = {}
        for column in self.columns:
            value = values[column.element.id]
            if value is not None:
                (sealed if column.element.sealed else open_)[column.element.id] = value
        body = json.dumps(open_, ensure_ascii=False, sort_keys=True)
        hidden = json.dumps(sealed, ensure_ascii=False, sort_keys=True) if sealed else ""
        print_ = hashlib.blake2b(f"{body}\0{hidden}".encode(), digest_size=16, key=self.secret).hexdigest()
        newest = (values.get(self.newest_by) or "") if self.newest_by else ""
        return Good(at, key, body, hidden, print_, newest, values, cells)


class Unfit(ValueError):
    """The file has not the columns that the mapping reads; says which."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("、".join(missing))
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
