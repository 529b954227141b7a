"""The data standard as the package carries it, and code lists as they held on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hengjian.apps.datacentre.models import CodeListVersion
from hengjian.apps.datacentre.rules.elements import Element, Means
from hengjian.apps.registry import queries as registry
from hengjian.kernel import catalogues, divisions

FILE, LISTS = "data_standard.yaml", "code_lists.yaml"
DIVISIONS = "GB/T 2260"
GROUPS = {
    "entity": "主体", "person": "人员", "address": "地址", "licence": "许可", "inspection": "检查", "credit": "信用",
    "case": "案件", "complaint": "投诉举报", "food": "食品", "drugs": "药品器械化妆品", "equipment": "特种设备",
    "products": "产品", "online": "网络与广告价格", "quality": "计量认证标准", "ip": "知识产权", "governance": "平台公共",
}  # fmt: skip


@cache
def _standard() -> dict[str, Any]:
    found: dict[str, Any] = catalogues.tree(FILE)
    return found


@cache
def elements() -> dict[str, Element]:
    """Every data element by id."""
    return {
        row["id"]: Element(**{name: "" if row[name] is None else str(row[name]) for name in row})
        for row in catalogues.table(_standard()["elements"])
    }


def section(name: str) -> list[dict[str, Any]]:
    """Another section of the standard: privacy_classes, masking, quality_dimensions, resources."""
    return catalogues.table(_standard()[name])


@dataclass(frozen=True)
class CodeList:
    """A code list as it held on a day."""

    id: str
    zh: str
    en: str
    basis: str
    check: str
    since: date | None
    items: Mapping[str, str]
    versions: int = 0
    adopted: bool = False


@cache
def _packaged() -> dict[str, CodeList]:
    return {
        one["id"]: CodeList(
            one["id"], one["zh"], one["en"], one["basis"], one["check"], one.get("since"), _items_of(one), 1
        )
        for one in catalogues.tree(LISTS)
    }


def _items_of(one: Mapping[str, Any]) -> dict[str, str]:
    source = one.get("from", "")
    if source == "divisions":
        known = divisions.names()
        return known | {code.ljust(6, "0"): name for code, name in known.items() if len(code) < 6}
    if source.endswith(".csv"):
        return {r[one["code"]]: r[one["name"]] for r in catalogues.rows(source) if r[one["code"]]}
    if source:
        return {str(r["code"]): r["zh"] for r in catalogues.tree(source)["results"]}
    return {str(code): name for code, name in one["items"].items()}


def code_lists(day: date) -> dict[str, CodeList]:
    """Every list that is loaded, as it held on that day: the packaged one unless a later version was adopted."""
    found = dict(_packaged())
    for row in CodeListVersion.objects.filter(since__lte=day).order_by("list", "since"):
        before = found.get(row.list)
        found[row.list] = CodeList(
            row.list, row.title, before.en if before else row.list, row.basis, "adopted", row.since, row.items,
            (before.versions if before else 0) + 1, True,
        )  # fmt: skip
    return found


def versions_of(list_id: str) -> list[CodeList]:
    """All versions of a list, the newest first."""
    packaged = _packaged().get(list_id)
    rows = CodeListVersion.objects.filter(list=list_id).order_by("-since")
    adopted = [CodeList(r.list, r.title, r.list, r.basis, "adopted", r.since, r.items, 0, True) for r in rows]
    return adopted + ([packaged] if packaged else [])


def unloaded() -> dict[str, list[str]]:
    """Lists that elements name and nobody has loaded, with the elements that need them."""
    known = set(_packaged()) | set(CodeListVersion.objects.values_list("list", flat=True))
    out: dict[str, list[str]] = {}
    for element in elements().values():
        if element.code_list and element.code_list not in known:
            out.setdefault(element.code_list, []).append(element.id)
    return out


def means(day: date) -> Means:
    """What reading values needs on that day."""
    lists = {id: found.items for id, found in code_lists(day).items()}
    return Means(day, lists, registry.credit_code_valid, registry.registration_number_valid)
