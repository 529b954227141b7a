"""Who is told of what: parts of an opening, competent departments by scope item, recipients of merged certificates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .items import Items

PARTNERS = {
    "police": "公安机关（印章备案）",
    "tax": "税务机关",
    "insurance": "社会保险经办机构",
    "fund": "住房公积金管理中心",
    "bank": "开户银行",
    "department": "许可主管部门、行业主管部门",
    "merged": "多证合一数据接收部门",
    "commerce": "商务主管部门（外商投资信息报告）",
    "province": "上级登记机关、法人库",
    "elsewhere": "外省（区、市）市场监督管理局（信用结果互认）",
}
# Part of an opening → partner; the first is ours.
PARTS = {"seal": "police", "tax": "tax", "insurance": "insurance", "fund": "fund", "bank": "bank"}
MAY_BE_LEFT_OUT = frozenset({"seal", "fund", "bank"})


@dataclass(frozen=True)
class ScopeRow:
    """What the scope catalogue says of an item: its wording, permit and the department in charge of that permit."""

    code: str
    text: str
    permit: str
    department: str
    industry: str = ""


@dataclass(frozen=True)
class Telling:
    """One department and the items of the scope it is told of."""

    department: str
    items: tuple[str, ...]
    permits: tuple[str, ...] = ()


def departments_for(rows: Iterable[ScopeRow]) -> tuple[Telling, ...]:
    """双告知: each competent department with the licensed items that are its own, in the order of the catalogue."""
    found: dict[str, list[ScopeRow]] = {}
    for row in rows:
        if row.permit and row.department:
            found.setdefault(row.department, []).append(row)
    return tuple(
        Telling(name, tuple(r.text for r in own), tuple(dict.fromkeys(r.permit for r in own)))
        for name, own in found.items()
    )


@dataclass(frozen=True)
class Merged:
    """One certificate merged into the licence 多证合一: who gets the data, for which industries (empty: for all)."""

    certificate: str
    department: str
    industries: tuple[str, ...]
    groups: tuple[str, ...] = ()


def recipients_of(items: Items, industries: Sequence[str], merged: Iterable[Merged]) -> tuple[Telling, ...]:
    """Who receives the data of the licence because its own certificate was merged into it."""
    found: dict[str, list[str]] = {}
    for one in merged:
        fits = not one.industries or any(i.startswith(p) for i in industries for p in one.industries)
        if fits and (not one.groups or items.group in one.groups):
            found.setdefault(one.department, []).append(one.certificate)
    return tuple(Telling(name, tuple(certificates)) for name, certificates in found.items())


def still_open(states: Iterable[str]) -> bool:
    """Is any part of an opening neither done nor left out?"""
    return any(state not in ("done", "left_out") for state in states)
