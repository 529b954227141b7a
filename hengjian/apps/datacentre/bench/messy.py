"""A file of licences as sources send them: messy, with faults of known kinds in known rows. The same seed, the same bytes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hengjian.apps.registry.queries import credit_code

HEAD = "许可证编号,统一社会信用代码,名称,住所,区划代码,发证日期,有效期至,许可状态,注册资本(万元),从业人数,联系电话,备注"
COLUMNS = (
    ("许可证编号", "licence_number", "as_is", False, True), ("统一社会信用代码", "uscc", "as_is", False, False),
    ("名称", "entity_name", "as_is", True, False), ("住所", "domicile", "as_is", False, False),
    ("区划代码", "domicile_code", "as_is", False, False), ("发证日期", "issue_date", "as_is", True, False),
    ("有效期至", "valid_to", "as_is", False, False), ("许可状态", "permit_state", "code_by_name", False, False),
    ("注册资本(万元)", "registered_capital", "as_is", False, False), ("从业人数", "employee_count", "as_is", False, False),
    ("联系电话", "contact_phone", "as_is", False, False),
)  # fmt: skip
NOTATIONS = ("{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}.{1}.{2}", "{0}{1:02}{2:02}", "{0}年{1}月{2}日")
STATES = ("有效", "过期", "注销", "暂停", "1", "2")
PLACES = ("411602", "411624", "411625", "411603", "411627", "411628", "411681", "411700")


def _spoil(at: int, value: str) -> Callable[[list[str]], None]:
    def spoil(row: list[str]) -> None:
        row[at] = value

    return spoil


def _wrong_code(row: list[str]) -> None:
    row[1] = row[1][:-1] + ("A" if row[1][-1].upper() != "A" else "B")


SPOILERS: dict[str, Callable[[list[str]], None]] = {
    "columns": lambda row: row.append("多出一列"),
    "encoding": lambda row: row.__setitem__(2, row[2] + "\udcff"),
    "control": lambda row: row.__setitem__(3, "七一路\u200b" + row[3]),
    "missing_key": _spoil(0, ""),
    "missing": _spoil(2, " "),
    "code_check": _wrong_code,
    "date": _spoil(5, "2025-02-30"),
    "future": _spoil(5, "2999-01-01"),
    "number": _spoil(8, "五十万"),
    "places": _spoil(8, "1.23456"),
    "bounds": _spoil(8, "-5"),
    "length": lambda row: row.__setitem__(3, row[3] * 40),
    "code_list": _spoil(7, "正常营业"),
    "division": _spoil(4, "999999"),
    "order": _spoil(6, "1999-01-01"),
}
KINDS = (*SPOILERS, "duplicate")


@dataclass
class Messy:
    """What was written: rows, and which of them are bad by which kind."""

    rows: int
    bad: dict[int, str] = field(default_factory=dict)


def write(path: Path, count: int, seed: int = 7, share: float = 0.02) -> Messy:
    """Write `count` rows below the head; `share` of them have a fault, of each kind about as many."""
    told = Messy(count)
    with path.open("wb") as out:
        out.write((HEAD + "\n").encode())
        for part in _lines(count, random.Random(seed), share, told):
            out.write(part.encode("utf-8", "surrogateescape"))
    return told


def _lines(count: int, draw: random.Random, share: float, told: Messy) -> Iterator[str]:
    names = [credit_code(PLACES[n % len(PLACES)], n) for n in range(min(count, 50_000))]
    last = ""
    for n in range(1, count + 1):
        row = _row(n, names[n % len(names)], draw)
        if draw.random() < share:
            kind = KINDS[len(told.bad) % len(KINDS)]
            if kind == "duplicate":
                row[0] = last or row[0]
                kind = "duplicate" if last else ""
            else:
                SPOILERS[kind](row)
            if kind:
                told.bad[n] = kind
        if n not in told.bad:
            last = row[0]
        yield ",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n"


def _row(n: int, code: str, draw: random.Random) -> list[str]:
    year, month, day = draw.randint(2015, 2025), draw.randint(1, 12), draw.randint(1, 28)
    notation = NOTATIONS[draw.randrange(len(NOTATIONS))]
    return [
        f"JY{n:09d}", code if draw.random() < 0.5 else code.lower(), f"样{n % 99991}食品商行", f"七一路{n % 997}号,东侧",
        PLACES[draw.randrange(len(PLACES))], notation.format(year, month, day), notation.format(year + 5, month, day),
        STATES[draw.randrange(len(STATES))], f"{draw.randint(1, 5000):,}" if draw.random() < 0.1 else str(draw.randint(1, 5000)),
        str(draw.randint(0, 300)), f"139{n % 10**8:08d}" if n % 10 == 0 else "", " 合成 ",
    ]  # fmt: skip
