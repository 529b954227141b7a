"""Open data: published records that stand, dataset by dataset. What was withdrawn is in none of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from hengjian.apps.datacentre.models import OpenFile
from hengjian.kernel import catalogues
from hengjian.kernel.models import Disclosure

from .catalogue import resource, titles

FILE = "open_data.yaml"
PORTION = 2_000
# The columns that every published record has; those of its dataset follow.
COMMON = (
    ("id", "integer", "记录编号", "Number of the record"),
    ("kind", "text", "类别", "Kind"),
    ("title", "text", "标题", "Title"),
    ("authority_code", "text", "机关代码", "Code of the authority"),
    ("subject_id", "integer", "监管对象编号", "Number of the subject"),
    ("subject_name", "text", "监管对象名称", "Name of the subject"),
    ("subject_code", "text", "统一社会信用代码", "Unified social credit code"),
    ("article", "text", "公示依据", "Article it rests on"),
    ("since", "instant", "公示起", "Public since"),
    ("until", "instant", "公示止", "Public until"),
    ("synthetic", "flag", "演示数据", "Invented for demonstration"),
    ("act", "integer", "存证编号", "Number of the act in the log"),
    ("proof", "text", "存证证明", "Proof of inclusion in the log"),
)
PARTS = {
    "name": ("名称", "Name"), "code": ("公示代码", "Published code"), "number": ("文号", "Number"), "content": ("内容", "Content"),
    "date": ("日期", "Date"), "until": ("截止", "Until"), "item": ("事项", "Item"), "valid_until": ("有效期至", "Valid until"),
    "reason": ("原因", "Reason"), "authority": ("机关", "Authority"), "items": ("检查事项", "Items"), "result": ("结果", "Result"),
    "kind": ("种类", "Sort"), "place": ("地点", "Place"), "year": ("年度", "Year"), "answer": ("答复", "Answer"),
    "plan": ("规划", "Plan"),
}  # fmt: skip


@dataclass(frozen=True)
class OpenDataset:
    """One open dataset as declared."""

    id: str
    title: dict[str, str]
    about: dict[str, str]
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    keywords: tuple[str, ...]
    basis: str

    @property
    def name(self) -> str:
        return in_words(self.title)

    @property
    def said(self) -> str:
        return in_words(self.about)

    @property
    def columns(self) -> list[tuple[str, str, dict[str, str]]]:
        """Name, kind and meaning of each column; parts of the record's own body begin with `body_`."""
        own = [(f"body_{part}", "text", {"zh": PARTS[part][0], "en": PARTS[part][1]}) for part in self.parts]
        return [*((name, kind, {"zh": zh, "en": en}) for name, kind, zh, en in COMMON), *own]


def in_words(text: dict[str, str]) -> str:
    """In the reader's language."""
    return text["en" if (get_language() or "zh").startswith("en") else "zh"]


@cache
def declared() -> dict[str, Any]:
    found: dict[str, Any] = catalogues.tree(FILE)
    return found


@cache
def open_datasets() -> dict[str, OpenDataset]:
    """Every open dataset by id, in the order of the catalogue."""
    lists = ("kinds", "parts", "keywords")
    rows = [row | {name: tuple(row[name]) for name in lists} for row in declared()["datasets"]]
    return {row["id"]: OpenDataset(**row) for row in rows}


def fresh() -> timedelta:
    """How old a file may be."""
    return timedelta(hours=int(declared()["fresh_hours"]))


def folder() -> Path:
    """Where the bulk files lie."""
    made = Path(settings.HENGJIAN_HOME) / "open-data"
    made.mkdir(parents=True, exist_ok=True)
    return made


def title_of(key: str) -> str | None:
    """What a dataset or another resource is called, in Chinese as matters are; None if there is none."""
    one = open_datasets().get(key)
    if one is not None:
        return one.title["zh"]
    if key in titles():
        return titles()[key]
    found = resource(key)
    return found.title if found else None


def standing(one: OpenDataset) -> QuerySet[Disclosure]:
    """The records of a dataset that are public at this moment."""
    return Disclosure.objects.standing().filter(kind__in=one.kinds)


def as_row(shown: Disclosure, one: OpenDataset, base: str = "") -> dict[str, Any]:
    """A record as a row; only the parts that the catalogue names."""
    subject = shown.subject
    row = {
        "id": shown.pk, "kind": shown.kind, "title": shown.title, "authority_code": shown.code,
        "subject_id": shown.subject_id, "subject_name": subject.name if subject else "",
        "subject_code": (subject.code or "") if subject else "", "article": shown.article,
        "since": timezone.localtime(shown.since).isoformat(timespec="seconds"),
        "until": timezone.localtime(shown.until).isoformat(timespec="seconds") if shown.until else "",
        "synthetic": shown.synthetic, "act": shown.act_id, "proof": f"{base}/ledger/proof/{shown.act_id}",
    }  # fmt: skip
    return row | {f"body_{part}": _text(shown.body.get(part)) for part in one.parts}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "；".join(_text(one) for one in value)
    if isinstance(value, dict):
        return str(value.get("zh") or value.get("name") or "")
    return "" if value is None else str(value)


def all_rows(one: OpenDataset, base: str = "") -> Iterator[dict[str, Any]]:
    """Every standing record, the newest first, a portion at a time."""
    rows, last = standing(one).select_related("subject").order_by("-pk"), None
    while True:
        portion = list((rows.filter(pk__lt=last) if last else rows)[:PORTION])
        yield from (as_row(shown, one, base) for shown in portion)
        if len(portion) < PORTION:
            return
        last = portion[-1].pk


def counts() -> dict[str, tuple[int, Any]]:
    """How many records stand in each dataset and the newest of them (one query)."""
    told = Disclosure.objects.standing().order_by().values("kind").annotate(n=Count("pk"), last=Max("since"))
    found = {row["kind"]: (row["n"], row["last"]) for row in told}
    return {one.id: _sum(found.get(kind) for kind in one.kinds) for one in open_datasets().values()}


def _sum(parts: Iterable[tuple[int, Any] | None]) -> tuple[int, Any]:
    known = [part for part in parts if part]
    return sum(n for n, _last in known), max((last for _n, last in known), default=None)


def files() -> dict[str, list[OpenFile]]:
    """The newest files of each dataset."""
    found: dict[str, list[OpenFile]] = {}
    for row in OpenFile.objects.order_by("dataset", "pk"):
        found.setdefault(row.dataset, []).append(row)
    return found
