"""Filings in every state, and businesses that leave."""

from datetime import datetime, time, timedelta
from typing import Any

import psycopg
from django.utils import timezone

from hengjian.apps.registry.naming.parsing import parse
from hengjian.apps.registry.procedures import Deregistration, Establishment
from hengjian.apps.registry.rules.items import Items, Place
from hengjian.kernel import bulk
from hengjian.kernel.write import jsonb

from .entities import Shop
from .maker import Maker

FILED = 6000  # of the register's businesses, those with a filing on file
# How a filing stands, and its share in a thousand.
FILINGS = (
    ("approved", 930),
    ("review", 30),
    ("refused", 15),
    ("withdrawn", 10),
    ("supplement", 10),
    ("examination", 5),
)


def filings(owner: psycopg.Connection[Any], maker: Maker, shops: list[Shop]) -> None:
    """Filings of the youngest businesses; the others came with the register of before."""
    shops = sorted(shops, key=lambda s: (s.opened_on, s.pk))[-FILED:]
    first = bulk.next_ids(owner, "kernel_proceeding", len(shops))
    acts = bulk.next_ids(owner, "kernel_act", len(shops) * 3)
    fates = maker.random.choices([f for f, _ in FILINGS], [w for _, w in FILINGS], k=len(shops))
    rows = []
    for n, (shop, fate) in enumerate(zip(shops, fates, strict=True)):
        rows.append(_filing(maker, shop, fate, first + n, acts + 3 * n))
    bulk.copy_models(owner, rows)


def _filing(maker: Maker, shop: Shop, fate: str, pk: int, act: int) -> Establishment:
    open_ = fate in ("review", "supplement", "examination")
    opened = maker.moment(maker.random.randint(0, 6)) if open_ else timezone.make_aware(
        datetime.combine(shop.opened_on, time(9, maker.random.randint(0, 59)))
    )  # fmt: skip
    code = shop.office_code if open_ and maker.random.random() < 0.5 else shop.division_code
    name, trade = maker.name(shop.county.name) if open_ else (shop.name, shop.name)
    place = Place(address=maker.address(""), division=shop.division_code)
    items = Items(
        name=name,
        trade_name=trade,
        industry=parse(name).group if open_ else "",
        representative=maker.person(),
        composition="person",
        places=(place,),
        scope=f"一般项目：{maker.items[0].text}。",
        scope_codes=(maker.items[0].pk,),
    )
    row = Establishment(
        id=pk,
        proceeding_ptr_id=pk,
        procedure=Establishment.key,
        number=maker.number(code, Establishment.key, Establishment.number_pattern, opened.year),
        title=name,
        subject_name=name,
        subject_id=shop.pk if fate == "approved" else None,
        code=code,
        state=fate if fate != "supplement" else "review",
        law_on=timezone.localdate(opened),
        opened_at=opened,
        synthetic=True,
        name=name,
        items=items.model_dump(mode="json"),
        id_number=maker.identity(),
        phone=f"139{maker.random.randint(0, 99_999_999):08d}",
    )
    maker.act(act, row, f"{row.key}.file", opened, "user:0", items.representative, "", "examination")
    maker.sheet.acts += 1
    if fate == "examination":
        run(maker, row, "registry.registration_decision", opened)
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
        run(maker, row, "registry.registration_decision", opened)
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
            row.proposed.representative,
            "examination",
            "withdrawn",
        )


def run(maker: Maker, row: Any, limit: str, start: datetime) -> None:
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


def leavings(owner: psycopg.Connection[Any], maker: Maker, shops: list[Shop]) -> list[int]:
    """Businesses that leave by the simplified way; gives those that are gone, to be struck off once all are entered."""
    chosen = maker.random.sample(shops, max(3, len(shops) // 40))
    first = bulk.next_ids(owner, "kernel_proceeding", len(chosen))
    acts = bulk.next_ids(owner, "kernel_act", len(chosen) * 2)
    rows, gone = [], []
    for n, shop in enumerate(chosen):
        fate = maker.random.choices(("publicity", "done", "objected"), (4, 5, 1))[0]
        opened = maker.moment(maker.random.randint(0, 9) if fate == "publicity" else maker.random.randint(12, 300))
        row = Deregistration(
            id=first + n, proceeding_ptr_id=first + n, procedure=Deregistration.key, title=shop.name,
            number=maker.number(shop.division_code, Deregistration.key, Deregistration.number_pattern, opened.year),
            subject_id=shop.pk, subject_name=shop.name, code=shop.division_code, state=fate, synthetic=True,
            law_on=timezone.localdate(opened), opened_at=opened, reason="不再经营",
        )  # fmt: skip
        limit = "registry.individual_simple_deregistration"
        article = "《市场主体登记管理条例》第三十三条"
        act = acts + 2 * n
        maker.act(act, row, f"{row.key}.apply_to_leave", opened, "user:0", "经营者", "", "publicity")
        if fate == "publicity":
            run(maker, row, limit, opened)
        else:
            row.closed_at, row.on_time = min(opened + timedelta(days=11), maker.now), True
            verb = "complete" if fate == "done" else "record_objection"
            maker.act(act + 1, row, f"{row.key}.{verb}", row.closed_at, "clock", "衡鉴", "publicity", fate)
        if fate == "done":
            _publish(maker, row, act + 1, row.closed_at or opened, "deregistration", f"{shop.name}注销登记", article)
            gone.append(shop.pk)
        rows.append(row)
    bulk.copy_models(owner, rows)
    return gone


def strike_off(owner: psycopg.Connection[Any], gone: list[int]) -> None:
    """They are no longer registered."""
    sql = "UPDATE kernel_subject SET status = 'deregistered', closed_on = %s WHERE id = ANY(%s)"
    owner.execute(sql, [timezone.localdate(), gone])
