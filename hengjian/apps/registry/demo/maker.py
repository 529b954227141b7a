"""Inventing names, people, moments and records from one seed."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone, translation

from hengjian.apps.registry.models import EntityVersion, MarketEntity, ScopeItem
from hengjian.apps.registry.queries import short
from hengjian.apps.registry.rules.items import Items
from hengjian.kernel import deadline, search
from hengjian.kernel.act import act_named
from hengjian.kernel.clock import near_at
from hengjian.kernel.law import LawOn
from hengjian.kernel.ledger.entry import commit
from hengjian.kernel.models import Authority, Division, Officer, Subject
from hengjian.kernel.write import jsonb

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文辉玲健俊宁宇博欣然晨佳雨轩浩梓涵诗婷颖"
LUCKY = "样祥泰和瑞丰顺达鑫源福安康盛兴隆嘉禾佳悦惠民德信诚义聚宝金玉清雅云海天地春秋晨曦明月星光青松翠柏"
TRADES = (
    ("餐饮", "店"), ("百货", "店"), ("服装", "店"), ("五金", "店"), ("建材", "经营部"), ("水果", "店"), ("烟酒", "商行"),
    ("理发", "店"), ("美容", "馆"), ("汽车维修", "部"), ("家电维修", "部"), ("食品", "经营部"), ("茶叶", "店"), ("花卉", "店"),
    ("电子产品", "经营部"), ("文具", "店"), ("粮油", "店"), ("蔬菜", "店"), ("家具", "店"), ("广告", "工作室"),
)  # fmt: skip
WORDS = ("周口大道", "七一路", "八一大道", "建设大道", "人民路", "交通大道", "文昌大道", "太昊路", "中州大道", "黄河路")


@dataclass
class Sheet:
    """Rows gathered for COPY, by table."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    acts: int = 0

    def add(self, table: str, row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)


@dataclass
class Maker:
    """Invents businesses and proceedings from one seed."""

    random: random.Random
    counties: list[Division]
    offices: list[str]
    items: list[ScopeItem]
    handlers: list[Officer]
    now: datetime
    sheet: Sheet = field(default_factory=Sheet)
    used: set[str] = field(default_factory=set)
    numbers: dict[str, str] = field(default_factory=dict)
    serial: dict[tuple[str, str, int], int] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    dues: dict[tuple[str, date], Any] = field(default_factory=dict)

    def person(self) -> str:
        r = self.random
        return r.choice(SURNAMES) + "".join(r.choices(GIVEN, k=r.choice((1, 2, 2))))

    def identity(self) -> str:
        r = self.random
        born = f"{r.randint(1960, 2004)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}"
        body = f"4116{r.choice(('02', '21', '24'))}{born}{r.randint(0, 999):03d}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]

    def name(self, county: str) -> tuple[str, str]:
        """A name nobody has yet, and the trade name in it."""
        r = self.random
        place = "周口市" + short(county) if county.endswith("区") else county
        while True:
            trade = "样" + "".join(r.choices(LUCKY[1:], k=r.choice((1, 2))))
            industry, form = r.choice(TRADES)
            whole = f"{place}{'区' if county.endswith('区') else ''}{trade}{industry}{form}"
            if whole not in self.used:
                self.used.add(whole)
                return whole, trade

    def trade(self) -> str:
        """A trade name nobody has yet."""
        while True:
            trade = "样" + "".join(self.random.choices(LUCKY[1:], k=2))
            if trade not in self.used:
                self.used.add(trade)
                return trade

    def number_of(self, name: str) -> str:
        """The number of a person of the demo: one name is one person here."""
        if name not in self.numbers:
            self.numbers[name] = self.identity()
        return self.numbers[name]

    def address(self, county: str) -> str:
        return f"河南省周口市{county}{self.random.choice(WORDS)}{self.random.randint(1, 800)}号"

    def entity(self, subject: Subject, items: Items, county: str) -> MarketEntity:
        return MarketEntity(
            subject_id=subject.pk,
            trade_name=items.trade_name,
            trade_pinyin=search.keys(items.trade_name)["pinyin"],
            industry=items.industry,
            representative=items.representative,
            composition=items.composition,
            premises=items.domicile.address,
            scope=items.scope,
            scope_codes=list(items.scope_codes),
            registered_by=f"周口市{county}市场监督管理局",
        )

    def version(self, pk: int, subject: Subject, items: Items, day: date) -> EntityVersion:
        at = timezone.make_aware(datetime.combine(day, time(10, 0)))
        frozen = items.model_dump(mode="json")
        return EntityVersion(
            id=pk, subject_id=subject.pk, effective_on=day, recorded_at=at, cause="establishment", items=frozen
        )

    def moment(self, days: int) -> datetime:
        """A working moment so many days ago."""
        day = timezone.localtime(self.now).date() - timedelta(days=days)
        at = time(self.random.randint(9, 16), self.random.randint(0, 59), self.random.randint(0, 59))
        return min(timezone.make_aware(datetime.combine(day, at)), self.now)

    def due(self, limit: str, start: datetime) -> tuple[datetime | None, datetime | None]:
        key = (limit, timezone.localdate(start))
        if key not in self.dues:
            _limit, reckoning = deadline.reckon(limit, LawOn(key[1]), start)
            self.dues[key] = (reckoning.due, near_at(reckoning))
        found: tuple[datetime | None, datetime | None] = self.dues[key]
        return found

    def number(self, code: str, series: str, pattern: str, year: int) -> str:
        key = (code, series, year)
        self.serial[key] = self.serial.get(key, 0) + 1
        return pattern.format(authority=self.marks[code], year=year, serial=f"{self.serial[key]:04d}")

    def act(
        self, pk: int, row: Any, name: str, at: datetime, actor: str, by: str, left: str, to: str, note: str = ""
    ) -> None:
        body = {"act": name, "label": label(name), "by": by, "given": {}, "from": left, "to": to, "note": note,
                "number": row.number, "law_on": row.law_on.isoformat()}  # fmt: skip
        done = commit(body)
        self.sheet.add("kernel_act", {"id": pk, "proceeding_id": row.pk, "name": name, "at": at, "actor": actor,
                                      "code": row.code, "key": None, "commitment": done.commitment})  # fmt: skip
        self.sheet.add("kernel_actcontent", {"act_id": pk, "proceeding_id": row.pk, "salt": done.salt,
                                             "body": jsonb(done.body), "erased_under": ""})  # fmt: skip


def label(name: str) -> str:
    """What an act is called, in Chinese whatever language the command speaks."""
    with translation.override("zh-hans"):
        return str(act_named(name).label)


def maker_of(seed: int) -> Maker:
    counties = list(Division.objects.filter(code__startswith="4116", level=3).order_by("code"))
    return Maker(
        random.Random(seed),
        counties,
        list(Authority.objects.filter(code__startswith="411602").exclude(code="411602").values_list("code", flat=True)),
        list(ScopeItem.objects.filter(pre_permit=False)),
        list(Officer.objects.select_related("user").filter(roles__contains=["handler"])),
        timezone.now(),
        marks=dict(Authority.objects.values_list("code", "short_name")),
    )
