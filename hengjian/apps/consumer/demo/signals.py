"""Complaints with a rise and a cluster among them; an incident, a hand-over, warnings, tests, cards, promises, a report."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.consumer.actions.afterwards import Rated, rate
from hengjian.apps.consumer.actions.likeness import recount
from hengjian.apps.consumer.models import ServiceStation, StudySample, ToldMatter
from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.queries.access import guest_of
from hengjian.kernel.demo import COUNTY, Past, agent_for, as_of, cast
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

from . import tellings
from .stage import NAMES

LEAST = 40  # businesses below which there is nothing to tell
EARLIER, LATELY, CLUSTER = 36, 14, 12  # the earlier ones fewer in a small demo
HALF_A_YEAR, LAST = 190, 17
CHANNELS = ("hotline_12315", "hotline_12345", "visit", "letter")
PREPAID = (
    "6月在{name}办了年卡{price}元，现在已经关门，联系不上负责人，要求退还余额。",
    "{name}人去楼空，会员卡里还有{price}元，老板失联，很多会员都在维权群里。",
    "在{name}办卡充值{price}元，没用几次就关门停业了，电话打不通，要求退卡。",
)
STUDY = {
    "kind": "test", "about": "儿童保温杯", "category": "G030202", "body": "样周口市消费者协会",
    "method": "按GB/T 29606—2013检测保温效能、密封性和内胆材质，每个样品三次取均值",
    "sampling": "由两名志愿者在商场和网店以普通消费者身份购买，发票和封样视频存档",
}  # fmt: skip
BRANDS = (
    ("样童牌", "T350", 89, "六小时后58℃，密封合格", "good"),
    ("样乐牌", "L-02", 59, "六小时后49℃，密封合格", "plain"),
    ("样享牌", "X1", 39, "六小时后38℃，低于标示值；倒置漏水", "fails"),
)
WARNING = {
    "grade": "caution", "headline": "办健身卡前先看三件事", "category": "S01", "problem": "prepaid",
    "what": "近期多名消费者反映健身场馆收取年费后停业失联。预付金额大、赠送多、合同不写退费的，风险更高。",
    "advice": "先查经营者登记和承诺；金额分次付；要书面合同和发票；自付款之日起七日内可依法请求返还本金。",
}  # fmt: skip


@dataclass
class Stage(Past):
    """People, chance, firms of the county, and acts at moments of the past."""

    chance: random.Random
    handler: Principal
    second: Principal
    head: Principal
    firms: list[Subject]
    now: datetime

    def ago(self, days: float, hour: int = 10) -> datetime:
        """In whole days, so that what follows a telling does not come before it."""
        return super().ago(int(days), hour)

    def do(self, who: Principal, at: datetime, name: str, pk: Any = None, **given: Any) -> Any:
        with as_of(at, who):
            return perform_within(f"consumer.{name}", pk, given, who).proceeding


def load(entities: int, seed: int) -> Iterator[str]:
    """Complaints first, then what follows from them."""
    stage = _stage(entities, seed)
    if len(stage.firms) < LEAST:
        return
    matters = _complaints(stage, min(EARLIER, entities // 24))
    recount()
    _incident(stage, matters)
    _warnings(stage)
    _studies(stage)
    _prepaid(stage)
    _promises(stage)
    _bulletin(stage)
    yield f"{ToldMatter.objects.count()} 件投诉文本已索引"


def _stage(entities: int, seed: int) -> Stage:
    rows = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True, entity__isnull=False)
    firms = list(rows.order_by("-pk")[: min(60, entities // 5)])
    chance = random.Random(seed + 23)
    chance.shuffle(firms)
    handler, second, head = cast("county", "county2", "countyhead")
    return Stage(chance, handler, second, head, firms, timezone.now())


def _complaints(stage: Stage, earlier: int) -> list[int]:
    """Half a year of single complaints, a rise in one kind lately, and a cluster; gives the cluster's matters."""
    with acting_as(CLOCKWORK):
        stations = list(ServiceStation.objects.filter(code__startswith=COUNTY, active=True).order_by("pk"))
    for n in range(earlier + LATELY):
        lately = n >= earlier
        firm = stage.firms[4 + n % (len(stage.firms) - 4)]
        kind = "餐饮店" if lately else stage.chance.choice(("超市", "服装店", "手机店", "家电城", "餐饮店", "美容院"))
        days = stage.chance.uniform(1, 20) if lately else stage.chance.uniform(1, HALF_A_YEAR)
        it = tellings.matter(tellings.Shop(firm.pk, firm.name, kind), stage.chance, 0)
        said = tellings.tell(it, stage.chance)
        first = _told(stage, firm, said.text, days, n, amount=said.amount, goods=it.goods)
        _ended(stage, first, days, n, stations[n % len(stations)].pk)
        if n % 15 == 0:  # told again by another channel
            again = tellings.tell(it, stage.chance, again=True).text
            _told(stage, firm, again, max(0.5, days - 2), n, amount=said.amount, goods=it.goods)
    firm = stage.firms[0]
    cluster = []
    for n in range(CLUSTER):
        text = PREPAID[n % len(PREPAID)].format(name=firm.name, price=stage.chance.randint(6, 40) * 100)
        cluster.append(
            _told(stage, firm, text, stage.chance.uniform(1, LAST), n + 500, goods="健身年卡", problem="prepaid")
        )
    return cluster


def _told(stage: Stage, firm: Subject, text: str, days: float, n: int, **more: Any) -> int:
    """One complaint that an officer wrote down; the machine looks at it as the worker would."""
    at, amount = stage.ago(days, stage.chance.randint(9, 16)), more.pop("amount", None)
    given: dict[str, Any] = {
        "subject": firm.pk, "place_division": COUNTY, "what": text, "wish": "refund", "consents": n % 4 != 3,
        "name": NAMES[n % len(NAMES)], "phone": f"137{n:08d}", "channel": stage.chance.choice(CHANNELS), **more,
    }  # fmt: skip
    given |= {"amount": f"{amount / 100:.2f}"} if amount else {}
    with as_of(at, stage.handler):
        done = perform_within("consumer.complaint.enter_complaint", None, given, stage.handler)
    with as_of(at, CLOCKWORK):
        perform_within("consumer.complaint.examine", done.proceeding.pk, {}, CLOCKWORK, key=f"after:{done.act_id}:0")
    return int(done.proceeding.pk)


def _ended(stage: Stage, pk: int, days: float, n: int, station: int) -> None:
    """Most are settled at a service station, some withdrawn once the business has paid; late ones are still open."""
    if days < 4:
        return
    if n % 5:
        stage.do(stage.handler, stage.ago(days - 1), "complaint.send_to_station", pk, station=station)
        terms = ("当场退货退款", "更换同款商品", "补差价并道歉")[n % 3]
        stage.do(stage.handler, stage.ago(days - 3, 16), "complaint.settle_at_station", pk, terms=terms)
        if n % 3 == 0:
            _rated(stage, pk, days - 4)
        return
    stage.do(stage.handler, stage.ago(days - 2), "complaint.accept", pk, mediator=stage.second.officer_id)
    if days > 30:
        stage.do(stage.second, stage.ago(days - 9), "complaint.withdraw", pk, reason="经营者已主动退款")


def _rated(stage: Stage, pk: int, days: float) -> None:
    """By code and phone, as whoever was written down may do."""
    with acting_as(CLOCKWORK):
        row = Complaint.objects.get(pk=pk)
    person = guest_of(row.query_code, row.filer_phone)
    with as_of(stage.ago(days, 17), person):
        rate(row, Rated(stars=stage.chance.choice("34555")), person)


def _incident(stage: Stage, matters: list[int]) -> None:
    firm = stage.firms[0]
    given: dict[str, Any] = {
        "lane": "prepaid", "subject": firm.pk, "matters": matters,
        "what": f"{firm.name}停业后负责人失联，{len(matters)}名会员要求退还预付款。",
    }  # fmt: skip
    row = stage.do(stage.handler, stage.ago(3, 9), "joint_incident.raise_incident", **given)
    stage.do(stage.head, stage.ago(2, 11), "joint_incident.name_commander", row.pk, officer=stage.second.officer_id)
    stage.do(
        stage.second,
        stage.ago(1, 14),
        "joint_incident.take_measure",
        row.pk,
        what="会同体育部门核实场馆租约和存管账户余额",
    )
    given = {
        "receiver_kind": "association", "receiver": "样周口市消费者协会", "incident": row.number,
        "ground": f"{firm.name}收取预付款后停业，受损消费者人数众多，情形一致，建议支持消费者提起诉讼。",
    }  # fmt: skip
    handover = stage.do(stage.handler, stage.ago(1, 15), "cluster_handover.prepare_handover", **given)
    stage.do(stage.head, stage.ago(1, 16), "cluster_handover.send_handover", handover.pk, note="")


def _warnings(stage: Stage) -> None:
    row = stage.do(stage.handler, stage.ago(6), "consumption_warning.draft_warning", **WARNING)
    stage.do(stage.handler, stage.ago(6, 11), "consumption_warning.send_for_review", row.pk)
    stage.do(stage.head, stage.ago(5), "consumption_warning.publish_warning", row.pk)
    given = WARNING | {
        "headline": "外出就餐留好小票", "category": "S01", "problem": "food_hygiene", "grade": "hint",
        "what": "近三周餐饮异物、腹泻类投诉增多，多数因没有留存小票和就诊记录难以查实。",
        "advice": "当场拍照、留小票；身体不适及时就医并保留病历；拨打12315。",
    }  # fmt: skip
    row = stage.do(stage.handler, stage.ago(0.5), "consumption_warning.draft_warning", **given)
    stage.do(stage.handler, stage.ago(0.5, 11), "consumption_warning.send_for_review", row.pk)


def _studies(stage: Stage) -> None:
    firm = stage.firms[1]
    row = _study(stage, STUDY, firm, 40)
    with as_of(stage.ago(20), CLOCKWORK):
        perform_within("consumer.comparative_study.end_replies", row.pk, {}, CLOCKWORK)
    summary = "三个品牌保温效能差距明显，一个样品未达到产品标示值且漏水；购买时看标准号和内胆材质。"
    stage.do(stage.head, stage.ago(18), "comparative_study.publish_study", row.pk, summary=summary)
    review = STUDY | {
        "kind": "test",
        "about": "不锈钢保温壶",
        "category": "G030202",
        "method": "按GB/T 29606—2013检测，每个样品三次取均值",
    }
    agent_for(stage.firms[2])  # who may reply to it
    _study(stage, review, stage.firms[2], 3, replied=False)


def _study(stage: Stage, plan: dict[str, Any], firm: Subject, days: int, replied: bool = True) -> Any:
    """A study with three samples up to the point where those tested are asked."""
    row = stage.do(stage.handler, stage.ago(days), "comparative_study.plan_study", **plan)
    for n, (brand, model, price, _result, _verdict) in enumerate(BRANDS):
        given = {
            "brand": brand,
            "model": model,
            "price": price,
            "subject": firm.pk if n == 0 else None,
            "bought_at": "样百货",
        }
        stage.do(stage.handler, stage.ago(days, 11), "comparative_study.add_sample", row.pk, **given)
    stage.do(stage.handler, stage.ago(days, 14), "comparative_study.end_sampling", row.pk)
    with acting_as(CLOCKWORK):
        samples = list(StudySample.objects.filter(proceeding_id=row.pk).order_by("pk"))
    for sample, (_brand, _model, _price, result, verdict) in zip(samples, BRANDS, strict=True):
        given = {"sample": sample.pk, "result": result, "verdict": verdict}
        stage.do(stage.handler, stage.ago(days, 15), "comparative_study.enter_result", row.pk, **given)
    stage.do(stage.handler, stage.ago(days - 1, 16), "comparative_study.ask_replies", row.pk)
    if replied:
        reply = {"sample": samples[0].pk, "reply": "对结果无异议，将继续改进杯盖。"}
        stage.do(stage.handler, stage.ago(days - 1, 17), "comparative_study.enter_reply", row.pk, **reply)
    return row


def _prepaid(stage: Stage) -> None:
    for n, (trade, cards, balance, deposit) in enumerate(
        (
            ("fitness", 430, 612_000, 30_000),
            ("beauty", 120, 98_000, 40_000),
            ("training", 260, 380_000, 200_000),
        )
    ):
        given = {"subject": stage.firms[n].pk, "trade": trade, "cards": cards, "balance": balance, "deposit": deposit}
        row = stage.do(stage.handler, stage.ago(60), "prepaid_issuer.register_issuer", **given)
        if n == 0:
            stage.do(stage.handler, stage.ago(1), "prepaid_issuer.look", row.pk)


def _promises(stage: Stage) -> None:
    kinds = (("no_reason_return", 15), ("worry_free", None), ("demonstration", None), ("other_shop_return", 7))
    for n, (kind, days) in enumerate(kinds):
        firm = stage.firms[10 + n]
        agent = agent_for(firm)
        terms = "未经使用、不影响二次销售的商品凭小票退货" if days else "明码标价，先行赔付，投诉三日内答复"
        given = {"subject": firm.pk, "kind": kind, "days": days, "terms": terms}
        row = stage.do(agent, stage.ago(50 - n), "consumer_promise.offer", **given)
        if n < 3:
            stage.do(stage.head, stage.ago(45 - n), "consumer_promise.recognise_promise", row.pk)


def _bulletin(stage: Stage) -> None:
    until = timezone.localdate() - timedelta(days=1)
    given = {"since": (until - timedelta(days=29)).isoformat(), "until": until.isoformat()}
    row = stage.do(stage.handler, timezone.now(), "risk_bulletin.make_bulletin", **given)
    assessment = "预付式消费投诉集中于一家停业场馆，已按群体性事件处置；餐饮卫生类投诉上升，建议结合节前检查安排抽查。"
    stage.do(stage.head, timezone.now(), "risk_bulletin.issue_bulletin", row.pk, assessment=assessment)
