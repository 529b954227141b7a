"""Tasks of a plan from a file: every faulty row is named, and nothing is kept unless all are right."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from hengjian.kernel.models import Authority

HEADS = {
    "章节": "chapter",
    "文中位置": "place",
    "任务": "title",
    "内容": "what",
    "责任单位": "authority",
    "协同单位": "partners",
    "开始": "starts_on",
    "结束": "ends_on",
    "节点": "milestones",
    "预算（元）": "budget",
}
NEEDED = ("章节", "任务", "内容", "责任单位", "开始", "结束")
MOST = 500


@dataclass(frozen=True)
class FaultyRow:
    """A row that was refused: its number in the file, and why."""

    number: int
    why: str


class UnfitFile(ValueError):
    """The file as a whole cannot be read."""


def orders(data: bytes, plan: str) -> list[dict[str, Any]]:
    """What each row asks to be set, as the act takes it; authorities may be named or given by code."""
    rows = list(csv.DictReader(_text(data).splitlines()))
    lacking = [name for name in NEEDED if not rows or name not in rows[0]]
    if lacking:
        raise UnfitFile(_("Columns that are missing: %(names)s") % {"names": "、".join(lacking)})
    if len(rows) > MOST:
        raise UnfitFile(_("At most %(most)d rows at once.") % {"most": MOST})
    codes = {name: code for code, name in Authority.objects.values_list("pk", "name")}
    return [_order(row, plan, codes) for row in rows]


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnfitFile(_("The file is neither UTF-8 nor GB 18030."))


def _order(row: dict[str, str], plan: str, codes: dict[str, str]) -> dict[str, Any]:
    told = {name: (row.get(head) or "").strip() for head, name in HEADS.items()}
    found: dict[str, Any] = {name: value for name, value in told.items() if value}
    found["authority"] = codes.get(told["authority"], told["authority"])
    found["milestones"] = [_step(part) for part in told["milestones"].replace("；", ";").split(";") if part.strip()]
    if told["budget"]:
        found["budget"] = _amount(told["budget"])
    return {"plan": plan, **found}


def _step(text: str) -> dict[str, str]:
    """初稿@2023-06-30: the name of a milestone and its day."""
    title, _at, due = text.strip().rpartition("@")
    return {"title": title.strip(), "due": due.strip()}


def _amount(text: str) -> Decimal | str:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text  # refused by the act, in words


def window(plan_since: int, plan_until: int) -> tuple[date, date]:
    """First and last day of a plan's years."""
    return date(plan_since, 1, 1), date(plan_until, 12, 31)
