"""Believable individual businesses with their filings in every state. All synthetic, and marked so."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import psycopg
from django.utils import timezone

from hengjian.kernel import bulk, deadline, search
from hengjian.kernel.clock import near_at
from hengjian.kernel.law import LawOn
from hengjian.kernel.ledger.entry import commit
from hengjian.kernel.models import Authority, Division, Officer, Subject
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.write import jsonb

from .models import EntityPerson, MarketEntity, ScopeItem
from .names import lexicon
from .procedures import Deregistration, Establishment
from .queries import short
from .rules import credit_code

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

    def name(self, county: str) -> tuple[str, str, str]:
        """A name nobody has yet, its trade name and industry group."""
        r = self.random
        place = "周口市" + short(county) if county.endswith("区") else county
        while True:
            trade = "样" + "".join(r.choices(LUCKY[1:], k=r.choice((1, 2))))
            industry, form = r.choice(TRADES)
            whole = f"{place}{'区' if county.endswith('区') else ''}{trade}{industry}{form}"
            if whole not in self.used:
                self.used.add(whole)
                return whole, trade, lexicon().industries.get(industry, "")

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
        body = {"act": name, "label": _label(name), "by": by, "given": {}, "from": left, "to": to, "note": note,
                "number": row.number, "law_on": row.law_on.isoformat()}  # fmt: skip
        done = commit(body)
        self.sheet.add("kernel_act", {"id": pk, "proceeding_id": row.pk, "name": name, "at": at, "actor": actor,
                                      "code": row.code, "key": None, "commitment": done.commitment})  # fmt: skip
        self.sheet.add("kernel_actcontent", {"act_id": pk, "proceeding_id": row.pk, "salt": done.salt,
                                             "body": jsonb(done.body), "erased_under": ""})  # fmt: skip


def _label(name: str) -> str:
    return {
        "file": "申请设立登记", "examine": "自动审查", "approve": "准予登记", "refuse": "不予登记", "withdraw": "撤回",
        "apply_to_leave": "申请简易注销", "complete": "准予注销", "record_objection": "记录异议", "supplement": "通知补正",
    }[name.rpartition(".")[2]]  # fmt: skip


def load(entities: int, seed: int) -> Iterator[str]:
    """Load the jurisdiction's businesses; yields a line of progress a step."""
    maker = _maker(seed)
    with bulk.as_owner() as owner:
        yield f"{entities} 户经营主体"
        subjects = _entities(owner, maker, entities)
        yield "设立登记办件"
        _filings(owner, maker, subjects)
        _leavings(owner, maker, subjects)
        for table, rows in maker.sheet.rows.items():
            bulk.copy(owner, table, rows)
        for (code, series, year), last in maker.serial.items():
            owner.execute(
                "INSERT INTO kernel_numberseries (code, series, year, last) VALUES (%s, %s, %s, %s)",
                [code, series, year, last],
            )
    yield f"{maker.sheet.acts} 件办理记录"


def _maker(seed: int) -> Maker:
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


def _entities(owner: psycopg.Connection[Any], maker: Maker, count: int) -> list[Subject]:
    first = bulk.next_ids(owner, "kernel_subject", count)
    weights = [6 if c.code == "411602" else 1 for c in maker.counties]
    subjects, entities, people = [], [], []
    person_id = bulk.next_ids(owner, "registry_entityperson", count)
    for n in range(count):
        county = maker.random.choices(maker.counties, weights)[0]
        name, trade, industry = maker.name(county.name)
        opened = timezone.localdate(maker.moment(int(maker.random.triangular(0, 3000, 200))))
        subject = Subject(
            id=first + n,
            kind="individual_business",
            name=name,
            code=credit_code(county.code, 5_000_000 + first + n),
            division_code=county.code,
            office_code=maker.random.choice(maker.offices) if county.code == "411602" else county.code,
            opened_on=opened,
            synthetic=True,
            **search.keys(name),
        )
        operator, number = maker.person(), maker.identity()
        chosen = maker.random.sample(maker.items, maker.random.randint(1, 4))
        subjects.append(subject)
        entities.append(
            MarketEntity(
                subject_id=subject.pk,
                trade_name=trade,
                trade_pinyin=search.keys(trade)["pinyin"],
                industry=industry,
                operator=operator,
                premises=f"河南省周口市{county.name}{maker.random.choice(WORDS)}{maker.random.randint(1, 800)}号",
                scope="一般项目：" + "；".join(i.text for i in chosen) + "。",
                registered_by=f"周口市{county.name}市场监督管理局",
            )
        )
        people.append(
            EntityPerson(
                id=person_id + n,
                subject_id=subject.pk,
                role="operator",
                name=operator,
                id_number=number,
                id_print=fingerprint(number),
            )
        )
    bulk.copy_models(owner, subjects)
    bulk.copy_models(owner, entities)
    bulk.copy_models(owner, people)
    return subjects


# How a filing stands, and its share in a thousand.
FILINGS = (
    ("approved", 930),
    ("review", 30),
    ("refused", 15),
    ("withdrawn", 10),
    ("supplement", 10),
    ("examination", 5),
)


def _filings(owner: psycopg.Connection[Any], maker: Maker, subjects: list[Subject]) -> None:
    first = bulk.next_ids(owner, "kernel_proceeding", len(subjects))
    acts = bulk.next_ids(owner, "kernel_act", len(subjects) * 3)
    fates = maker.random.choices([f for f, _ in FILINGS], [w for _, w in FILINGS], k=len(subjects))
    rows = []
    for n, (subject, fate) in enumerate(zip(subjects, fates, strict=True)):
        rows.append(_filing(maker, subject, fate, first + n, acts + 3 * n))
    bulk.copy_models(owner, rows)


def _filing(maker: Maker, subject: Subject, fate: str, pk: int, act: int) -> Establishment:
    open_ = fate in ("review", "supplement", "examination")
    opened = maker.moment(maker.random.randint(0, 6)) if open_ else timezone.make_aware(
        datetime.combine(subject.opened_on or date(2020, 1, 1), time(9, maker.random.randint(0, 59)))
    )  # fmt: skip
    code = subject.office_code if open_ and maker.random.random() < 0.5 else subject.division_code
    name, trade, industry = (subject.name, "", "") if not open_ else maker.name(
        next(c.name for c in maker.counties if c.code == subject.division_code)
    )  # fmt: skip
    row = Establishment(
        id=pk,
        proceeding_ptr_id=pk,
        procedure=Establishment.key,
        number=maker.number(code, Establishment.key, Establishment.number_pattern, opened.year),
        title=name,
        subject_name=name,
        subject_id=subject.pk if fate == "approved" else None,
        code=code,
        state=fate if fate != "supplement" else "review",
        law_on=timezone.localdate(opened),
        opened_at=opened,
        synthetic=True,
        name=name,
        trade_name=trade or name,
        industry=industry,
        operator=maker.person(),
        id_number=maker.identity(),
        phone=f"139{maker.random.randint(0, 99_999_999):08d}",
        composition="person",
        premises=f"河南省周口市{maker.random.choice(WORDS)}{maker.random.randint(1, 800)}号",
        scope_codes=[maker.items[0].pk],
        scope=f"一般项目：{maker.items[0].text}。",
    )
    maker.act(act, row, f"{row.key}.file", opened, "user:0", row.operator, "", "examination")
    maker.sheet.acts += 1
    if fate == "examination":
        _run(maker, row, "registry.registration_decision", opened)
        return row
    _fate(maker, row, fate, opened, act)
    return row


def _fate(maker: Maker, row: Establishment, fate: str, opened: datetime, act: int) -> None:
    soon = min(opened + timedelta(minutes=1), maker.now)
    if fate in ("review", "supplement", "refused"):
        doubt = "字号与已登记名称同音，请比对"
        row.doubts = [{"fact": doubt, "article": "《企业名称登记管理规定》第十七条", "remedy": "比对名称"}]
        maker.act(act + 1, row, f"{row.key}.examine", soon, "clock", "衡鉴", "examination", "review", doubt)
        here = [h for h in maker.handlers if row.code.startswith(h.authority_id)]
        if here and maker.random.random() < 0.8:
            handler = maker.random.choice(here)
            row.handler_id, row.handler_name = handler.pk, handler.user.display_name
    if fate == "approved":
        maker.act(act + 1, row, f"{row.key}.examine", soon, "clock", "衡鉴", "examination", "approved")
        _publish(maker, row, act + 1, soon, "registration", f"{row.name}设立登记", "《市场主体登记管理条例》第二十一条")
    if fate in ("review", "supplement"):
        _run(maker, row, "registry.registration_decision", opened)
    if fate == "supplement":
        at = min(opened + timedelta(hours=3), maker.now)
        row.held, row.due, row.near_at, row.stopped_since, row.stop_reason = "supplement", None, None, at, "等待补正"
        maker.act(
            act + 2, row, f"{row.key}.supplement", at, "clock", "衡鉴", "review", "review", "经营场所使用证明缺页"
        )
    if fate in ("approved", "refused", "withdrawn"):
        row.closed_at, row.on_time = (
            min(opened + timedelta(days=maker.random.choice((0, 0, 0, 1, 2, 9))), maker.now),
            True,
        )
        row.on_time = (row.closed_at - opened).days < 5
    if fate == "refused":
        maker.act(
            act + 2,
            row,
            f"{row.key}.refuse",
            row.closed_at or soon,
            "clock",
            "衡鉴",
            "review",
            "refused",
            "名称与他人相同",
        )
    if fate == "withdrawn":
        maker.act(
            act + 1,
            row,
            f"{row.key}.withdraw",
            row.closed_at or soon,
            "user:0",
            row.operator,
            "examination",
            "withdrawn",
        )


def _run(maker: Maker, row: Any, limit: str, start: datetime) -> None:
    row.due, row.near_at = maker.due(limit, start)
    row.due_limit = limit
    maker.sheet.add(
        "kernel_clock",
        {
            "proceeding_id": row.pk,
            "limit": limit,
            "started_at": start,
            "due": row.due,
            "ended_at": None,
            "stops": jsonb([]),
        },
    )


def _publish(maker: Maker, row: Any, act: int, at: datetime, kind: str, title: str, article: str) -> None:
    maker.sheet.add("kernel_disclosure", {
        "act_id": act, "subject_id": row.subject_id, "code": row.code, "kind": kind, "title": title, "body": jsonb({"name": row.title}),
        "article": article, "since": at, "until": None, "withdrawn_at": None, "synthetic": True,
    })  # fmt: skip


def _leavings(owner: psycopg.Connection[Any], maker: Maker, subjects: list[Subject]) -> None:
    chosen = maker.random.sample(subjects, max(3, len(subjects) // 40))
    first = bulk.next_ids(owner, "kernel_proceeding", len(chosen))
    acts = bulk.next_ids(owner, "kernel_act", len(chosen) * 2)
    rows, gone = [], []
    for n, subject in enumerate(chosen):
        fate = maker.random.choices(("publicity", "done", "objected"), (4, 5, 1))[0]
        opened = maker.moment(maker.random.randint(0, 9) if fate == "publicity" else maker.random.randint(12, 300))
        row = Deregistration(
            id=first + n, proceeding_ptr_id=first + n, procedure=Deregistration.key, title=subject.name,
            number=maker.number(subject.division_code, Deregistration.key, Deregistration.number_pattern, opened.year),
            subject_id=subject.pk, subject_name=subject.name, code=subject.division_code, state=fate, synthetic=True,
            law_on=timezone.localdate(opened), opened_at=opened, reason="不再经营",
        )  # fmt: skip
        limit = "registry.individual_simple_deregistration"
        article = "《市场主体登记管理条例》第三十三条"
        act = acts + 2 * n
        maker.act(act, row, f"{row.key}.apply_to_leave", opened, "user:0", "经营者", "", "publicity")
        _publish(maker, row, act, opened, "simple_deregistration", f"{subject.name}简易注销公示", article)
        if fate == "publicity":
            _run(maker, row, limit, opened)
        else:
            row.closed_at, row.on_time = min(opened + timedelta(days=11), maker.now), True
            verb = "complete" if fate == "done" else "record_objection"
            maker.act(act + 1, row, f"{row.key}.{verb}", row.closed_at, "clock", "衡鉴", "publicity", fate)
        if fate == "done":
            _publish(maker, row, act + 1, row.closed_at or opened, "deregistration", f"{subject.name}注销登记", article)
            gone.append(subject.pk)
        rows.append(row)
    bulk.copy_models(owner, rows)
    owner.execute(
        "UPDATE kernel_subject SET status = 'deregistered', closed_on = current_date WHERE id = ANY(%s)", [gone]
    )
