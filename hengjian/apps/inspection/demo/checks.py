"""Checks in every state, orders to correct, leads, whistles, help visits, cells of the grid. All synthetic.

Every one is made by the declared acts at a moment of the past, so that records, clocks and papers are what they would be.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hengjian.apps.inspection.models import GridCell, SocialWatcher, TriggerRule, WatchDevice
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules.catalogue import of_item
from hengjian.apps.inspection.rules.results import leads
from hengjian.kernel import files
from hengjian.kernel.demo import COUNTY, Past, agent_for, as_of, cast
from hengjian.kernel.models import Subject, User
from hengjian.kernel.perform import Done, perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

OFFICE = f"{COUNTY}002"
NOTES = (
    "营业执照未置于醒目位置，当场告知",
    "进货台账缺11月2日至9日记录",
    "三种散装食品未标明生产日期",
    "标价签未标明计价单位",
)
VILLAGES = ("七一路社区", "中州路社区", "五一社区", "建设路社区", "滨河社区", "文明路社区", "莲花社区", "人和社区")
SIGNATURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082"
)
ITEMS = (
    ("catering-01", "registration_items-01"),
    ("food_sales-01",),
    ("registration_items-01", "registration_items-04"),
    ("price-01",),
    ("publicity_info-01",),
)


@dataclass
class Stage(Past):
    """The people of the demo and chance."""

    chance: random.Random
    handler: Principal
    second: Principal
    head: Principal
    office: tuple[Principal, Principal]
    now: datetime
    signature: str

    def do(
        self, who: Principal, at: datetime, name: str, pk: int | None = None, key: str | None = None, /, **given: Any
    ) -> Done:
        """One act at a moment."""
        full = name if name.startswith("enforcement.") else f"inspection.{name}"
        with as_of(at, who):
            return perform_within(full, pk, given, who, key=key)

    def machine(self, at: datetime, name: str, pk: int | None, after: Done, nth: int = 0, **given: Any) -> Done:
        """What the worker would do; with the worker's own key, so that it is not done twice."""
        return self.do(CLOCKWORK, at, name, pk, f"after:{after.act_id}:{nth}", **given)


def load(entities: int, seed: int) -> Iterator[str]:
    """Cells, devices and rules; then checks and what follows from them."""
    stage = staged(seed)
    _ground(stage)
    shops = _shops(min(40, max(36, entities // 20)))
    for n, shop in enumerate(shops):
        FATES[n % len(FATES)](stage, shop, n)
    _others(stage, shops)
    yield f"{SiteCheck.objects.count()} 次检查及其结果、责令改正、线索、吹哨和帮扶"


def staged(seed: int) -> Stage:
    handler, second, head, one, other = cast("county", "county2", "countyhead", "office", "office2")
    with acting_as(CLOCKWORK):
        signature = files.store(SIGNATURE, "image/png").sha256
    return Stage(random.Random(seed + 7), handler, second, head, (one, other), timezone.now(), signature)


def _ground(stage: Stage) -> None:
    with acting_as(CLOCKWORK):
        GridCell.objects.bulk_create(
            GridCell(
                number=f"{OFFICE}-{n + 1:02d}", name=f"第{n + 1}网格", code=OFFICE, villages=[village],
                officer_id=stage.office[n % 2].officer_id, synthetic=True,
            )
            for n, village in enumerate(VILLAGES)
        )  # fmt: skip
        rules = (
            ("餐饮后厨：两条线索触发轻检查", "leads", 2, ["catering-01"]),
            ("逾期未改正触发检查", "overdue", 1, ["registration_items-01"]),
            ("感知告警三次触发检查", "signals", 3, ["catering-01"]),
        )
        TriggerRule.objects.bulk_create(
            TriggerRule(name=name, code=COUNTY, condition=what, threshold=least, items=items, synthetic=True)
            for name, what, least, items in rules
        )
        device = User.objects.create(
            username="camera", display_name="明厨亮灶平台", password=make_password(None), synthetic=True
        )
        WatchDevice.objects.create(
            number="CAM-0001", kind="camera", place="七一路8号后厨", code=OFFICE, user=device, synthetic=True
        )
        watcher = User.objects.get(username="citizen")
        SocialWatcher.objects.create(user=watcher, kind="social_supervisor", code=OFFICE, synthetic=True)


def _shops(count: int) -> list[Subject]:
    """Registered businesses of the county; the demo's agent acts for some."""
    rows = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True)
    found = list(rows.order_by("-pk")[:count])
    agent_for(*found[:8])
    return found


def _sent(stage: Stage, shop: Subject, n: int, days: int, who: tuple[Principal, Principal] | None = None) -> Done:
    """A check that a draw has sent, with the papers compared."""
    one, other = who or (stage.handler, stage.second)
    at = stage.ago(days, 9)
    given = {
        "subject": shop.pk,
        "origin": "draw",
        "source": f"川汇抽〔{at.year}〕{n // 12 + 1}号",
        "items": list(ITEMS[n % len(ITEMS)]),
        "officers": [one.officer_id, other.officer_id],
        "authority": one.authority_code,
        "carry_out_by": (at + timedelta(days=30)).date().isoformat(),
    }
    done = stage.do(CLOCKWORK, at, "site_check.dispatch", **given)
    stage.machine(at, "site_check.compare", done.proceeding.pk, done)
    return done


def planned(stage: Stage, shop: Subject, n: int) -> None:
    """Assigned, still to be visited; some to the office."""
    _sent(stage, shop, n, 3, stage.office if n // 4 % 2 else None)


def announced(stage: Stage, shop: Subject, n: int) -> None:
    """The subject has been told."""
    done = _sent(stage, shop, n, 4)
    day = timezone.localdate(stage.now) + timedelta(days=2)
    stage.do(stage.handler, stage.ago(1), "site_check.announce", done.proceeding.pk, visit_on=day.isoformat())


def _visited(stage: Stage, shop: Subject, n: int, days: int, faults: int, half: bool = False) -> int:
    pk: int = _sent(stage, shop, n, days + 8).proceeding.pk
    at = stage.ago(days, 14)
    stage.do(stage.handler, at, "site_check.begin", pk, shown=True, at=at.isoformat())
    keys = [q.key for item in ITEMS[n % len(ITEMS)] for q in of_item(item)]
    bad = set(stage.chance.sample(keys[:6], faults))
    entries = [
        {
            "id": f"{pk}-{key}", "kind": "answer", "question": key, "device": "demo", "at": at.isoformat(),
            "verdict": "fault" if key in bad else "conform", "note": stage.chance.choice(NOTES) if key in bad else "",
        }
        for key in keys[: len(keys) // 2 if half else None]
    ]  # fmt: skip
    stage.do(stage.handler, at, "site_check.record", pk, entries=entries)
    return pk


def in_field(stage: Stage, shop: Subject, n: int) -> None:
    """Begun, half of the questions are answered."""
    _visited(stage, shop, n, 1, 1, half=True)


def _signed(stage: Stage, shop: Subject, n: int, days: int, faults: int) -> int:
    pk = _visited(stage, shop, n, days, faults)
    given = {"officer_signature": stage.signature, "party_signature": stage.signature, "party_name": "何小满"}
    stage.do(stage.handler, stage.ago(days, 16), "site_check.finish", pk, **given)
    return pk


def _concluded(stage: Stage, pk: int, days: int, *codes: str) -> Done:
    given = {"codes": list(codes), "finding": "检查情况见现场检查笔录"}
    done = stage.do(stage.handler, stage.ago(days, 17), "site_check.conclude", pk, **given)
    row: Any = done.proceeding
    for nth, cause in enumerate(leads(row.codes)):
        what = {"source": "check", "source_number": row.number, "source_proceeding": pk, "subject": row.subject_id}
        more = {"authority": row.code, "cause": cause, "what": row.finding, "items": row.items}
        stage.machine(stage.ago(days, 17), "enforcement.lead.hand_over_found", None, done, nth, **what, **more)
    return done


def _published(stage: Stage, done: Done, days: int) -> None:
    nth = len(leads(done.proceeding.codes))  # type: ignore[attr-defined]
    stage.machine(stage.ago(days), "site_check.publish_by_clock", done.proceeding.pk, done, nth)


def _food(n: int, code: str) -> tuple[str, ...]:
    return (code,) if ITEMS[n % len(ITEMS)][0].startswith(("catering", "food")) else ()


def clear(stage: Stage, shop: Subject, n: int) -> None:
    """Nothing found, published."""
    days = stage.chance.randint(20, 260)
    done = _concluded(stage, _signed(stage, shop, n, days, 0), days - 1, "1", *_food(n, "F1"))
    _published(stage, done, days - 8)


def recorded(stage: Stage, shop: Subject, n: int) -> None:
    """Signed, the result is still to be decided."""
    _signed(stage, shop, n, 5, n % 2)


def _ordered(stage: Stage, shop: Subject, n: int, days: int) -> tuple[Done, Done]:
    pk = _signed(stage, shop, n, days, 2)
    with acting_as(CLOCKWORK):
        number = SiteCheck.objects.get(pk=pk).number
    given = {"check_number": number, "kind": "limited", "term": "checks.correction_15"}
    order = stage.do(stage.handler, stage.ago(days, 16), "correction_order.order", **given)
    return order, _concluded(stage, pk, days - 1, "5", *_food(n, "F2"))


def correcting(stage: Stage, shop: Subject, n: int) -> None:
    """Correction ordered, time is running."""
    _ordered(stage, shop, n, 6)


def corrected(stage: Stage, shop: Subject, n: int) -> None:
    """Corrected in time and confirmed."""
    order, done = _ordered(stage, shop, n, 60)
    pk = order.proceeding.pk
    stage.do(stage.handler, stage.ago(52), "correction_order.report_correction", pk, report="已补齐台账并重新公示执照")
    given = {"companion": stage.second.officer_id, "finding": "现场照片与台账一致，已改正"}
    stage.do(stage.handler, stage.ago(49), "correction_order.confirm_correction", pk, **given)
    _published(stage, done, 45)


def overdue(stage: Stage, shop: Subject, n: int) -> None:
    """Not corrected in time: a lead, and an open order."""
    order, done = _ordered(stage, shop, n, 40)
    _published(stage, done, 30)
    row: Any = order.proceeding
    with acting_as(CLOCKWORK):
        due = type(row).objects.get(pk=row.pk).due
    late = stage.do(CLOCKWORK, due + timedelta(minutes=1), "correction_order.lapse_correction", row.pk)
    what = {"source": "correction", "source_number": row.number, "source_proceeding": row.pk, "subject": shop.pk}
    more = {"authority": row.code, "cause": "not_corrected", "what": "逾期未改正", "items": row.items}
    stage.machine(due + timedelta(minutes=2), "enforcement.lead.hand_over_found", None, late, **what, **more)


def unreachable(stage: Stage, shop: Subject, n: int) -> None:
    """Nobody at the registered place: code 4, a lead with its cause."""
    pk = _visited(stage, shop, n - n % 5 + 2, 25, 1)
    given = {"officer_signature": stage.signature, "absent": True, "witness": "社区网格员"}
    stage.do(stage.handler, stage.ago(25, 16), "site_check.finish", pk, **given)
    _published(stage, _concluded(stage, pk, 24, "4"), 16)


FATES = (
    planned,
    clear,
    clear,
    correcting,
    planned,
    announced,
    corrected,
    clear,
    recorded,
    overdue,
    unreachable,
    in_field,
)


def _others(stage: Stage, shops: list[Subject]) -> None:
    """Leads of every outcome, a whistle, help visits."""
    about = shops[:5]
    texts = (
        "群众反映后厨卫生差",
        "巡查发现超范围经营",
        "上级交办核查虚假宣传",
        "同业反映无照经营",
        "巡查发现价格标示不规范",
    )
    pks = []
    for shop, what in zip(about, texts, strict=True):
        given = {"subject": shop.pk, "source": "office", "what": what, "cause": "breach"}
        pks.append(stage.do(stage.handler, stage.ago(9), "enforcement.lead.enter", **given).proceeding.pk)
    decided = {"decision": "证据初步充分，应予行政处罚", "cause": "breach"}
    stage.do(stage.handler, stage.ago(5), "enforcement.lead.file_case", pks[1], **decided)
    stage.do(stage.handler, stage.ago(5), "enforcement.lead.guide", pks[4], decision="已约谈并指导规范标价")
    dismissal = {"ground": "unfounded", "decision": "现场核查未见所述情形"}
    stage.do(stage.head, stage.ago(4), "enforcement.lead.dismiss", pks[3], **dismissal)
    office, other = stage.office
    call = {
        "about": "沿街餐饮油烟扰民，涉及燃气安全和占道",
        "place": "七一路中段",
        "departments": ["城市管理局", "消防救援大队"],
    }
    whistle = stage.do(office, stage.ago(1), "whistle.blow", **call).proceeding.pk
    stage.do(
        other, stage.ago(1, 16), "whistle.answer", whistle, department="城市管理局", answer="已派中队到场，今晚整治"
    )
    asked = stage.do(
        stage.handler, stage.ago(12), "help_visit.ask_for_help", subject=about[0].pk, about="冷库验收标准不清"
    )
    advice = {"diagnosis": "温度记录不连续，探头位置不当", "advice": "加装连续记录仪，探头移至回风口"}
    stage.do(stage.handler, stage.ago(10), "help_visit.advise", asked.proceeding.pk, **advice)
