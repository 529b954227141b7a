"""A table of indicators as planners keep it in a spreadsheet, read into targets; every fault by its row and column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

MOST = 300
LONGEST = 120
# What a head may be called. A head that is a year is the baseline, a milestone or the target, by the plan's years.
HEADS = {
    "number": ("序号", "号", "no"),
    "name": ("指标", "指标名称", "indicator"),
    "unit": ("单位", "计量单位", "unit"),
    "baseline": ("基期", "现状", "基数", "baseline"),
    "target": ("目标", "目标值", "target"),
    "nature": ("属性", "性质", "nature"),
    "group": ("类别", "分类", "group"),
    "place": ("出处", "place"),
}
NATURES = {"约束性": "binding", "binding": "binding", "预期性": "expected", "expected": "expected", "": "unstated"}
NEEDED = ("name", "target")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
AT_MOST = ("≤", "<=", "不高于", "不超过", "以下", "以内")
MORE = ("超过", ">")
AT_LEAST = ("≥", ">=", "不低于", "不少于", "以上")
EACH_UNITS = ("%", "/", "分", "指数", "个月", "工作日", "天", "学时")


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken: row as in the sheet, the head of its column, and why."""

    row: int
    column: str
    why: str


@dataclass
class Read:
    """What a table came to: lines that can be taken, and every fault. With a fault nothing is taken."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(cells: Sequence[Sequence[str]], since: int, until: int, known: Mapping[str, str]) -> Read:
    """Lines of a pasted or loaded table. `known` gives the key of an indicator by its printed name."""
    rows = [
        (number, [cell.strip() for cell in row]) for number, row in enumerate(cells, 1) if any(c.strip() for c in row)
    ]
    if not rows:
        return Read(faults=[Fault(1, "", _("The table is empty."))])
    number, heads = rows[0]
    columns, years = _columns(heads, since, until)
    lacking = [HEADS[name][0] for name in NEEDED if name not in columns]
    if lacking:
        return Read(faults=[Fault(number, "、".join(lacking), _("The first row must name this column."))])
    if len(rows) - 1 > MOST:
        return Read(faults=[Fault(MOST + 1, "", _("At most %(most)d rows at once.") % {"most": MOST})])
    out, group, seen = Read(), "", dict[str, int]()
    for number, row in rows[1:]:
        cell = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        group = cell["group"] = cell.get("group") or group  # merged cells are copied as empty ones
        told = {year: row[at] for year, at in years.items() if at < len(row) and row[at]}
        out.faults += _faults(number, cell, told, heads, columns, seen)
        if not out.faults:
            out.lines.append(_line(len(out.lines) + 1, cell, told, known))
    if not out.lines and not out.faults:
        out.faults.append(Fault(number, "", _("There is no row below the heads.")))
    return out


def _columns(heads: Sequence[str], since: int, until: int) -> tuple[dict[str, int], dict[int, int]]:
    """Where each column stands; years between the plan's first and last are milestones."""
    columns: dict[str, int] = {}
    years: dict[int, int] = {}
    for at, head in enumerate(heads):
        plain = head.lower().replace(" ", "")
        year = int(found[0]) if (found := re.findall(r"20\d\d", plain)) else 0
        bare = re.sub(r"20\d\d年?|[()（）]", "", plain)
        name = next((name for name, words in HEADS.items() if bare in words), "")
        if not name and year:
            name = "target" if year == until else "baseline" if year < since else ""
            if since <= year < until:
                years[year] = at
        if name:
            columns.setdefault(name, at)
    return columns, years


def _faults(
    number: int,
    cell: Mapping[str, str],
    told: Mapping[int, str],
    heads: Sequence[str],
    columns: Mapping[str, int],
    seen: dict[str, int],
) -> list[Fault]:
    """Everything wrong with one row."""
    found = []

    def fault(column: str, why: str) -> None:
        found.append(Fault(number, heads[columns[column]] if column in columns else column, why))

    if not cell["name"] or len(cell["name"]) > LONGEST:
        fault("name", _("Between 1 and %(most)d characters.") % {"most": LONGEST})
    elif cell["name"] in seen:
        fault("name", _("This stands in row %(row)d already.") % {"row": seen[cell["name"]]})
    seen.setdefault(cell["name"], number)
    if not NUMBER.search(cell["target"]):
        fault("target", _("Write a number."))
    if cell.get("baseline") and not NUMBER.search(cell["baseline"]) and cell["baseline"] not in ("-", "–", "—", "/"):
        fault("baseline", _("Write a number, or leave it empty."))
    if cell.get("nature", "") not in NATURES:
        fault("nature", _("Write 约束性 or 预期性, or leave it empty."))
    for year, text in told.items():
        if not NUMBER.search(text):
            found.append(Fault(number, str(year), _("Write a number, or leave it empty.")))
    return found


def amount(text: str) -> Decimal | None:
    """The number in a cell; 1.2万 is twelve thousand only where its unit does not say so."""
    found = NUMBER.search(text.replace(",", "").replace("，", ""))
    return Decimal(found[0]) if found else None


def _line(position: int, cell: Mapping[str, str], told: Mapping[int, str], known: Mapping[str, str]) -> dict[str, Any]:
    baseline, target = amount(cell.get("baseline", "")), amount(cell["target"])
    name, unit = _named(cell["name"], cell.get("unit", ""))
    comparison = _comparison(cell["target"], baseline, target)
    return {
        "ref": f"T{position}",
        "key": known.get(name, f"indicator_{position}"),
        "name": name,
        "unit": unit,
        "baseline": None if baseline is None else str(baseline),
        "target": str(target),
        "target_text": cell["target"],
        "comparison": comparison,
        "better": "down" if comparison == "le" else "up",
        "nature": NATURES[cell.get("nature", "")],
        "group": cell.get("group", ""),
        "adds": "each" if "率" in name or comparison == "le" or any(u in unit for u in EACH_UNITS) else "sum",
        "place": cell.get("place", ""),
        "milestones": ";".join(f"{year}:{amount(text)}" for year, text in sorted(told.items())),
    }


def _named(name: str, unit: str) -> tuple[str, str]:
    """Name and unit, which planners often write behind the name in brackets, with a number before it."""
    name = re.sub(r"^\d+[.．、]\s*", "", name)
    found = re.fullmatch(r"(.+?)[（(]([^()（）]{1,12})[)）]?", name)
    return (found[1], found[2]) if found and not unit else (name, unit)


def _comparison(text: str, baseline: Decimal | None, target: Decimal | None) -> str:
    """By the words beside the number; a bare number below its baseline is a ceiling."""
    for words, kind in ((AT_MOST, "le"), (AT_LEAST, "ge"), (MORE, "gt")):
        if any(word in text for word in words):
            return kind
    return "le" if baseline is not None and target is not None and target < baseline else "ge"
