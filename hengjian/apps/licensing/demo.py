"""Believable permits and applications in every state, some overdue, some checks failing. All synthetic, marked so.

Every one is made by the declared acts at a moment of the past, so that records, clocks and papers are what they would be.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hengjian.kernel.demo import COUNTY, Past, agent_for, as_of, cast
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.perform import Done, perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

from .models import Permit, PermitItem, ServiceGuide
from .queries import authority_for

FOOD = ["application", "layout", "systems", "health"]
TRADES = (
    ("热食类食品制售", "2"),
    ("预包装食品销售", "1"),
    ("糕点类食品制售；自制饮品制售", "2"),
    ("散装食品销售", "1"),
)
FAULTS = ("未设置冷藏设施，与承诺不符", "专间未安装紫外线消毒灯", "操作间与卫生间直接相通", "未公示从业人员健康证明")


@dataclass
class Stage(Past):
    """The people of the demo and chance."""

    chance: random.Random
    handler: Principal
    second: Principal
    head: Principal
    now: datetime

    def do(
        self, who: Principal, at: datetime, name: str, pk: int | None = None, key: str | None = None, **given: Any
    ) -> Done:
        """One act at a moment."""
        with as_of(at, who):
            return perform_within(f"licensing.{name}", pk, given, who, key=key)

    def machine(self, at: datetime, name: str, pk: int | None, after: Done, nth: int = 0, **given: Any) -> Done:
        """What the worker would do; with the worker's own key, so that it is not done twice."""
        return self.do(CLOCKWORK, at, name, pk, f"after:{after.act_id}:{nth}", **given)


def load(entities: int, seed: int) -> Iterator[str]:
    """Publish guides, then make applications, commitments, filings and what follows; yields a line a step."""
    stage = _stage(seed)
    _guides()
    shops = _shops(stage, min(45, max(36, entities // 14)))
    made = {name: 0 for name in FATES}
    for shop, name in zip(shops, _fates(stage, len(shops)), strict=True):
        FATES[name](stage, shop)
        made[name] += 1
    _ends(stage)
    draft: dict[str, Any] = {
        "item": "LI-006",
        "place": "川汇区政务服务中心二楼B12窗口",
        "phone": "0394-8101234",
        "promised": 5,
    }
    stage.do(stage.handler, stage.ago(1), "guide_publication.draft", **draft)
    yield f"{Permit.objects.count()} 件许可和备案，{sum(made.values())} 户"


def _stage(seed: int) -> Stage:
    handler, second, head = cast("county", "county2", "countyhead")
    return Stage(random.Random(seed + 3), handler, second, head, timezone.now())


def _guides() -> None:
    """A guide at the authority that decides, for every item of market regulation."""
    at = timezone.now() - timedelta(days=400)
    known = set(Authority.objects.values_list("pk", flat=True))
    counties = [code for code in known if len(code) == 6]
    wanted = {
        (item.pk, authority_for(item, code)): item
        for item in PermitItem.objects.filter(own=True).exclude(route="none")
        for code in counties
    }
    ServiceGuide.objects.bulk_create(
        ServiceGuide(
            item=item,
            code=code,
            place="政务服务中心二楼综合窗口",
            phone="0394-8101234",
            fee="不收费",
            promised=item.promised,
            published_at=at,
            synthetic=True,
        )
        for (pk, code), item in wanted.items()
        if code in known and (pk, code) != ("LI-006", COUNTY)
    )


def _shops(stage: Stage, count: int) -> list[Subject]:
    """Registered businesses of the county; the demo's agent acts for some."""
    rows = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True)
    shops = list(rows.filter(opened_on__lt=timezone.localdate() - timedelta(days=400)).order_by("pk")[:count])
    agent_for(*shops[:6])
    return shops


def _request(stage: Stage, shop: Subject, item: str = "LI-003", **values: Any) -> dict[str, Any]:
    content, category = stage.chance.choice(TRADES)
    premises = getattr(getattr(shop, "entity", None), "premises", "")
    held = {"subject": shop.pk, "item": item, "content": content, "category": category, "premises": premises}
    return {**held, "materials": FOOD, **values}


def _accepted(stage: Stage, shop: Subject, days: int, **values: Any) -> Done:
    done = stage.do(stage.handler, stage.ago(days, 9), "permit_application.file", **_request(stage, shop, **values))
    return stage.do(stage.handler, stage.ago(days, 15), "permit_application.accept", done.proceeding.pk, tolerate=True)


def _seen(stage: Stage, shop: Subject, days: int) -> int:
    pk: int = _accepted(stage, shop, days).proceeding.pk
    at = stage.ago(days - 2)
    visit: dict[str, Any] = {"companion": stage.second.officer_id, "day": timezone.localdate(at).isoformat()}
    stage.do(stage.handler, at, "permit_application.announce_visit", pk, **visit)
    stage.do(
        stage.handler, stage.ago(days - 3), "permit_application.record_visit", pk, passed=True, finding="布局与图纸一致"
    )
    return pk


def granted(stage: Stage, shop: Subject) -> None:
    """Granted some time in the last year, most within the promise."""
    days = stage.chance.randint(30, 300)
    pk = _seen(stage, shop, days)
    used = stage.chance.choice((4, 5, 6, 7, 9, 13, 24))
    stage.do(stage.head, stage.ago(max(1, days - used), 16), "permit_application.grant", pk)


def refused(stage: Stage, shop: Subject) -> None:
    """Refused with reasons."""
    pk = _accepted(stage, shop, 60).proceeding.pk
    stage.do(
        stage.head, stage.ago(52), "permit_application.refuse", pk, reason="经营场所与有毒有害场所的距离不符合规定"
    )


def received(stage: Stage, shop: Subject) -> None:
    """Just filed."""
    days = stage.chance.randint(0, 3)
    stage.do(stage.handler, stage.ago(days, 9), "permit_application.file", **_request(stage, shop))


def incomplete(stage: Stage, shop: Subject) -> None:
    """Told what is missing."""
    asked = _request(stage, shop, materials=["application"])
    done = stage.do(stage.handler, stage.ago(6, 9), "permit_application.file", **asked)
    missing: dict[str, Any] = {"missing": ["layout", "systems"], "note": "请一并补齐"}
    stage.do(stage.handler, stage.ago(5), "permit_application.request_correction", done.proceeding.pk, **missing)


def examined(stage: Stage, shop: Subject) -> None:
    """In examination, some overdue, some with materials owed."""
    days = stage.chance.choice((1, 3, 8, 20, 30))
    _accepted(stage, shop, days, materials=stage.chance.choice((FOOD, FOOD[:2])) if days < 10 else FOOD)


def with_experts(stage: Stage, shop: Subject) -> None:
    """With experts: the clock stands still."""
    pk = _accepted(stage, shop, 9).proceeding.pk
    stage.do(stage.handler, stage.ago(6), "permit_application.ask_experts", pk, question="中央厨房工艺布局是否合理")


def prolonged(stage: Stage, shop: Subject) -> None:
    """Prolonged by the head."""
    pk = _accepted(stage, shop, 12).proceeding.pk
    stage.do(stage.head, stage.ago(4), "permit_application.prolong", pk, reason="场所产权情况需要向有关部门核实")


def _promised(stage: Stage, shop: Subject, days: int) -> int:
    """A permit by commitment so many days ago; gives the check that followed."""
    at = stage.ago(days)
    done = stage.do(stage.handler, at, "commitment.commit", **_request(stage, shop, promise=True))
    given = stage.machine(at, "commitment.grant", done.proceeding.pk, done)
    permit = Permit.objects.get(act_id=given.act_id)
    check = stage.machine(at, "post_check.open_check", None, given, permit=permit.pk, reason="commitment")
    return int(check.proceeding.pk)


def promised(stage: Stage, shop: Subject) -> None:
    """By commitment; the check is due, for some overdue."""
    _promised(stage, shop, stage.chance.choice((2, 15, 40, 58, 75)))


def confirmed(stage: Stage, shop: Subject) -> None:
    """By commitment, checked and met."""
    days = stage.chance.randint(70, 200)
    pk = _promised(stage, shop, days)
    stage.do(stage.handler, stage.ago(days - 35), "post_check.confirm", pk, **_two(stage, "现场与承诺一致"))


def correcting(stage: Stage, shop: Subject) -> None:
    """By commitment, a correction ordered."""
    pk = _promised(stage, shop, 50)
    stage.do(
        stage.handler, stage.ago(12), "post_check.order_correction", pk, **_two(stage, stage.chance.choice(FAULTS))
    )


def broken(stage: Stage, shop: Subject) -> None:
    """By commitment, not corrected, the permit withdrawn and published."""
    pk = _promised(stage, shop, 130)
    stage.do(
        stage.handler, stage.ago(100), "post_check.order_correction", pk, **_two(stage, stage.chance.choice(FAULTS))
    )
    stage.do(CLOCKWORK, stage.ago(66), "post_check.correction_lapsed", pk)
    stage.do(stage.head, stage.ago(60), "post_check.withdraw_permit", pk, reason="逾期未整改，不符合承诺的许可条件")


def _two(stage: Stage, finding: str) -> dict[str, Any]:
    return {"companion": stage.second.officer_id, "finding": finding}


def filed(stage: Stage, shop: Subject) -> None:
    """Filed for the record, on the spot; one in three questioned."""
    days = stage.chance.randint(10, 200)
    at = stage.ago(days)
    given = {"content": "仅销售预包装食品", "category": "1", "materials": ["application", "form"]}
    done = stage.do(stage.handler, at, "record_filing.file", **_request(stage, shop, "LI-004", **given))
    kept = stage.machine(at, "record_filing.record", done.proceeding.pk, done)
    permit = Permit.objects.get(act_id=kept.act_id)
    check = stage.machine(at, "post_check.open_check", None, kept, permit=permit.pk, reason="filing")
    if days > 50:
        stage.do(
            stage.handler, stage.ago(days - 20), "post_check.confirm", check.proceeding.pk, **_two(stage, "与备案一致")
        )
    if stage.chance.random() < 0.3:
        fault: dict[str, Any] = {"permit": permit.number, "fault": "现场发现销售散装熟食，超出备案范围"}
        stage.do(stage.handler, stage.ago(4), "filing_cleanup.question", **fault)


FATES: dict[str, Callable[[Stage, Subject], None]] = {
    "granted": granted,
    "refused": refused,
    "received": received,
    "incomplete": incomplete,
    "examined": examined,
    "with_experts": with_experts,
    "prolonged": prolonged,
    "promised": promised,
    "confirmed": confirmed,
    "correcting": correcting,
    "broken": broken,
    "filed": filed,
}
OFTEN = {"granted": 10, "promised": 6, "filed": 6, "examined": 5, "confirmed": 4, "received": 3}


def _fates(stage: Stage, count: int) -> list[str]:
    """Every fate at least once, the ordinary ones more often."""
    rest = stage.chance.choices(list(FATES), [OFTEN.get(name, 1) for name in FATES], k=max(0, count - len(FATES)))
    return [*list(FATES)[:count], *rest]


def _ends(stage: Stage) -> None:
    """Let some permits end soon: within the first and the second reminder, and a renewal asked for."""
    rows = list(Permit.objects.filter(state="valid", item_id="LI-003").order_by("pk")[:9])
    for permit, days in zip(rows, (9, 27, 45, 60, 75, 88, 100, 130, 200), strict=False):
        Permit.objects.filter(pk=permit.pk).update(valid_until=timezone.localdate() + timedelta(days=days))
        if days == 60:
            with acting_as(stage.handler):
                perform_within(
                    "licensing.renewal.ask_renewal", None, {"permit": permit.number, "changed": False}, stage.handler
                )
