"""Openings with their parts and messages, ratings, barriers, sizes. All synthetic, and marked so."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
from django.utils import timezone

from hengjian.apps.registry.models import Dispatch, FirmSize, SubMatter
from hengjian.apps.registry.procedures import BarrierReport, Establishment, Opening, Rating
from hengjian.apps.registry.queries import support
from hengjian.apps.registry.rules import exchange
from hengjian.apps.registry.rules.services import size_of
from hengjian.kernel import bulk
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as

from .maker import Maker, Sheet

PRAISE = ("quick", "clear", "polite")
BLAME = ("slow", "extra", "rude", "faulty")
COMPLAINTS = (
    ("relocation", "某街道招商办", "申请迁往外区，招商办要求先补缴奖励资金才同意迁出"),
    ("branch", "某产业园管委会", "入园销售须先在当地设立子公司，否则不予备案"),
    ("material", "某政务服务窗口", "办事指南没有列出的租赁备案证明，窗口要求必须提供"),
    ("local_list", "某县行业主管部门", "自行设定注册资本门槛，低于一百万元不予受理"),
)

SINCE = date(2021, 1, 1)


def load(owner: psycopg.Connection[Any], maker: Maker) -> None:
    """Make them from the establishments that have been approved."""
    maker.sheet = Sheet()
    with acting_as(CLOCKWORK):
        found = Establishment.objects.filter(state="approved").select_related("subject").order_by("-closed_at")
        licences = list(found[:120])
    # The limit on opening a business is younger than some registrations.
    _openings(owner, maker, [row for row in licences if row.law_on >= SINCE][:60])
    _ratings(owner, maker, licences)
    _barriers(owner, maker, licences)
    _sizes(owner, maker, [row.subject for row in licences if row.subject])
    for table, rows in maker.sheet.rows.items():
        bulk.copy(owner, table, rows)
    for (code, series, year), last in maker.serial.items():
        owner.execute(
            "INSERT INTO kernel_numberseries (code, series, year, last) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (code, series, year) DO UPDATE SET last = EXCLUDED.last",
            [code, series, year, last],
        )


def _row(maker: Maker, procedure: Any, pk: int, opened: datetime, code: str, title: str, **values: Any) -> Any:
    return procedure(
        id=pk,
        proceeding_ptr_id=pk,
        procedure=procedure.key,
        title=title,
        subject_name=values.pop("subject_name", ""),
        code=code,
        number=maker.number(code, procedure.key, procedure.number_pattern, timezone.localtime(opened).year),
        law_on=timezone.localdate(opened),
        opened_at=opened,
        synthetic=True,
        **values,
    )


def _openings(owner: psycopg.Connection[Any], maker: Maker, licences: list[Establishment]) -> None:
    first = bulk.next_ids(owner, "kernel_proceeding", len(licences))
    acts = bulk.next_ids(owner, "kernel_act", len(licences) * 2)
    parts_at = bulk.next_ids(owner, "registry_submatter", len(licences) * len(exchange.PARTS))
    sent_at = bulk.next_ids(owner, "registry_dispatch", len(licences) * len(exchange.PARTS))
    rows, parts, messages = [], [], []
    for n, licence in enumerate(licences):
        opened = licence.opened_at
        licensed = licence.closed_at or opened
        row = _row(
            maker, Opening, first + n, opened, licence.code, licence.title, subject_id=licence.subject_id,
            subject_name=licence.subject_name, establishment_id=licence.pk, licensed_at=licensed, state="opened",
            wishes={"seal_maker": "周口市样印刻章社", "taxpayer": "small", "staff": 2, "fund": True, "branch": "样银行"},
        )  # fmt: skip
        maker.act(acts + 2 * n, row, f"{row.key}.open_business", opened, "user:0", "经营者", "", "registering")
        maker.act(acts + 2 * n + 1, row, f"{row.key}.pass_on", licensed, "clock", "衡鉴", "registering", "joint")
        ends = []
        for m, kind in enumerate(exchange.PARTS):
            at = 5 * n + m
            part, message = _part(maker, row, kind, licensed, (parts_at + at, sent_at + at), last=n % 9 == 0)
            ends.append(part.done_at)
            parts.append(part)
            messages.append(message)
        if all(ends):
            row.closed_at, row.on_time = max(e for e in ends if e), True
        else:
            row.state, row.due_limit = "joint", "registry.opening"
            row.due, row.near_at = maker.due("registry.opening", opened)
        rows.append(row)
    bulk.copy_models(owner, rows)
    bulk.copy_models(owner, parts)
    bulk.copy_models(owner, messages)


def _part(
    maker: Maker, row: Opening, kind: str, at: datetime, ids: tuple[int, int], *, last: bool
) -> tuple[SubMatter, Dispatch]:
    """One part: done after some hours; of every ninth opening the bank refuses and the tax office is out of reach."""
    done = min(at + timedelta(minutes=maker.random.randint(20, 900)), maker.now)
    part = SubMatter(id=ids[0], proceeding_id=row.pk, kind=kind, state="done", sent_at=at, done_at=done)
    message = Dispatch(
        id=ids[1], subject_id=row.subject_id or 0, matter_id=row.pk, partner=exchange.PARTS[kind],
        department=exchange.PARTNERS[exchange.PARTS[kind]], topic=f"opening.{kind}", key=f"opening:{row.pk}:{kind}:1",
        payload={"name": row.title}, state="answered", attempts=1, made_at=at, sent_at=at, answered_at=done,
    )  # fmt: skip
    part.message = f"{kind[:1].upper()}4116{maker.random.randint(0, 10**8):08d}"
    if last and kind == "bank":
        part.state, part.done_at, part.message = "refused", None, "该网点已撤销，请另选网点"
    if last and kind == "tax":
        part.state, part.done_at, part.message = "sent", None, ""
        message.state, message.attempts, message.error = "dead", 6, "503 对方系统维护"
        message.sent_at = message.answered_at = None
    return part, message


def _ratings(owner: psycopg.Connection[Any], maker: Maker, licences: list[Establishment]) -> None:
    first = bulk.next_ids(owner, "kernel_proceeding", len(licences))
    acts = bulk.next_ids(owner, "kernel_act", len(licences))
    rows = []
    for n, licence in enumerate(licences):
        stars = maker.random.choices((5, 4, 3, 2, 1), (70, 18, 6, 4, 2))[0]
        at = min((licence.closed_at or licence.opened_at) + timedelta(hours=3), maker.now)
        row = _row(
            maker, Rating, first + n, at, licence.code, f"{licence.title} {licence.number}"[:200],
            rated_id=licence.pk, rated_procedure=licence.procedure, rated_handler=licence.handler_id, stars=stars,
            tags=[maker.random.choice(PRAISE if stars > 2 else BLAME)], state="kept", closed_at=at, on_time=True,
        )  # fmt: skip
        if stars <= 2:
            row.state, row.closed_at, row.on_time, row.due_limit = "follow_up", None, None, "registry.rating_follow_up"
            row.due, row.near_at = maker.due("registry.rating_follow_up", at)
        maker.act(acts + n, row, f"{row.key}.rate", at, "user:0", "经营者", "", row.state)
        rows.append(row)
    bulk.copy_models(owner, rows)


def _barriers(owner: psycopg.Connection[Any], maker: Maker, licences: list[Establishment]) -> None:
    chosen = maker.random.sample(licences, min(12, len(licences)))
    first = bulk.next_ids(owner, "kernel_proceeding", len(chosen))
    acts = bulk.next_ids(owner, "kernel_act", len(chosen) * 2)
    rows = []
    for n, licence in enumerate(chosen):
        kind, against, body = COMPLAINTS[n % len(COMPLAINTS)]
        fate = ("looking", "removed", "removed", "none_found")[n % 4]
        opened = maker.moment(3 if fate == "looking" else maker.random.randint(30, 200))
        row = _row(
            maker, BarrierReport, first + n, opened, licence.code, licence.subject_name, state=fate,
            subject_name=licence.subject_name, kind=kind, against=against, body=body,
        )  # fmt: skip
        maker.act(acts + 2 * n, row, f"{row.key}.report_barrier", opened, "user:0", "经营者", "", "looking")
        if fate == "looking":
            row.due, row.near_at = maker.due("registry.barrier_answer", opened)
            row.due_limit = "registry.barrier_answer"
        else:
            row.closed_at, row.on_time = opened + timedelta(days=9), True
            row.answer = "已约谈有关单位并责令改正" if fate == "removed" else "该材料为法定要件，依据已说明"
            verb = "remove_barrier" if fate == "removed" else "deny_barrier"
            maker.act(acts + 2 * n + 1, row, f"{row.key}.{verb}", row.closed_at, "officer:0", "周明远", "looking", fate)
        rows.append(row)
    bulk.copy_models(owner, rows)


def _sizes(owner: psycopg.Connection[Any], maker: Maker, subjects: list[Subject]) -> None:
    first = bulk.next_ids(owner, "registry_firmsize", len(subjects))
    rows = []
    for n, subject in enumerate(subjects):
        threshold = support.threshold_for(support.industries_of(subject))
        drawn = (maker.random.randint(1, 40), maker.random.randint(5, 1500), maker.random.randint(5, 800))
        figures = dict(zip(("people", "revenue", "assets"), map(Decimal, drawn), strict=True))
        size, year = size_of(threshold, figures), maker.now.year - 1
        rows.append(FirmSize(id=first + n, subject_id=subject.pk, year=year, industry=threshold.trade, size=size))
    bulk.copy_models(owner, rows)
