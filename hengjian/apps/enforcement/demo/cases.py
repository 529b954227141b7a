"""Penalty cases in every stage, each made by the declared acts at moments of the past. All synthetic."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hengjian.apps.enforcement.procedures import Case, PersonPenalty
from hengjian.kernel.demo import COUNTY, cast
from hengjian.kernel.models import Officer, Subject, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as

from . import scales
from .teller import ADS, CAUSES, FOOD, PRICE, Teller

SPARED = ["minor", "corrected", "no_harm"]


def proposed(t: Teller) -> None:
    t.left = min(t.left, 6)
    t.proposed()


def investigated(t: Teller) -> None:
    t.left = min(t.left, 20)
    t.gathered()


def seized(t: Teller) -> None:
    t.left = min(t.left, 15)
    t.filed()
    goods = [{"name": "涉案商品", "spec": "500克/袋", "batch": "20260901", "quantity": "36", "unit": "袋"}]
    given: dict[str, Any] = {
        "case": t.pk,
        "goods": goods,
        "place": "当事人经营场所",
        "reason": "有证据证明不符合食品安全标准",
        "approved": True,
    }
    t.do("county", "impose_measure", room="case_measure", kind="seize", keeper="本局物证室", **given)


def held(t: Teller) -> None:
    t.left = 2
    t.filed()
    goods = [{"name": "进货台账", "quantity": "2", "unit": "册"}]
    given: dict[str, Any] = {
        "case": t.pk,
        "goods": goods,
        "place": "当事人经营场所",
        "reason": "证据可能灭失或者以后难以取得",
        "approved": True,
    }
    t.do("county", "impose_measure", room="case_measure", kind="hold", keeper="当事人", **given)


def tested(t: Teller) -> None:
    t.left = min(t.left, 25)
    t.gathered()
    t.do(
        "county",
        "commission_test",
        lab="周口市样产品质量检验中心",
        item="抽取样品2件，检验感官与理化指标",
        standard="GB 2718-2014",
    )


def prolonged(t: Teller) -> None:
    t.left = 88
    t.gathered()
    t.pass_days(76)
    t.do("countyhead", "extend_term", reason="案情复杂，需要赴外地调取供货证据")
    t.do(
        "county",
        "ask_assistance",
        authority="411624",
        matter="核实供货商经营资质和发货记录",
        grounds="供货商住所地在沈丘县",
    )


def late(t: Teller) -> None:
    t.left = 104
    t.gathered()


def concluded(t: Teller) -> None:
    t.left = min(t.left, 30)
    t.concluded()


def reviewed(t: Teller) -> None:
    t.left = min(t.left, 34)
    t.reviewed()


def noticed(t: Teller) -> None:
    t.left = 25
    t.noticed()
    if t.chance.random() < 0.5:
        t.do("county", "hear_statement", statement="本店系初次违法，已全部下架并整改，请求从轻处罚。")


def hearing(t: Teller) -> None:
    t.left, t.cause = 34, ADS
    t.noticed()
    t.pass_days(3)
    t.do("county", "request_hearing", grounds="对货值金额的认定有异议")
    fit = t.now + timedelta(days=12)
    t.do("countyhead", "set_hearing", at=fit.isoformat(), place="本局三楼听证室", host=t.people["legal"].officer_id)


def heard(t: Teller) -> None:
    t.left, t.cause = 62, ADS
    t.noticed()
    t.pass_days(2)
    t.do("county", "request_hearing", grounds="对违法所得的认定有异议")
    fit = t.at + timedelta(days=24)
    t.do("countyhead", "set_hearing", at=fit.isoformat(), place="本局三楼听证室", host=t.people["legal"].officer_id)
    t.pass_days(27)
    given: dict[str, Any] = {
        "present": "当事人委托代理人一人，案件承办人员二人",
        "summary": "听证公开举行，各方到场，程序合法。",
        "signed": True,
    }
    argued = "承办人员陈述事实、证据和依据。\n当事人对违法所得的计算方法提出异议。\n双方就票据进行质证。"
    t.do("legal", "hold_hearing", argued=argued, advice="违法所得认定有票据支持，建议维持拟处罚意见。", **given)


def decided(t: Teller) -> None:
    t.left = 40
    t.decided()


def by_notice(t: Teller) -> None:
    t.left = 58
    t.decided()
    t.pass_days(2)
    t.do("county", "serve_decision", way="public", tried="直接送达无人签收，邮寄退回")


def performing(t: Teller) -> None:
    t.left = 50
    t.served()
    if t.chance.random() < 0.6:
        t.do("county", "publish_decision")


def deferred(t: Teller) -> None:
    t.left = 55
    t.served(confiscation="0", kinds=["fine"])
    t.pass_days(5)
    day, half = timezone.localdate(t.now), t.cause.fine / 2
    plan = [{"day": (day + timedelta(days=30 * n)).isoformat(), "amount": str(half)} for n in (1, 2)]
    t.do("countyhead", "defer", reason="当事人经营困难，提供财务报表", plan=plan)


def unpaid(t: Teller) -> None:
    t.left = 80
    t.served()
    t.over()


def urged(t: Teller) -> None:
    t.left = 110
    t.served()
    t.over()
    t.left = 5
    t.do("county", "urge")


def in_court(t: Teller) -> None:
    t.left = 290
    t.served()
    t.do("county", "publish_decision")
    t.over()
    t.pass_days(30)
    t.do("county", "urge")
    t.left = 20
    t.do("countyhead", "apply_to_court", materials="行政处罚决定书\n送达回证\n催告书及送达凭证")


def performed(t: Teller) -> None:
    t.left = 64
    t.served()
    t.do("county", "publish_decision")
    t.paid()


def archived(t: Teller) -> None:
    t.left = t.chance.randint(120, 330)
    t.served()
    t.do("county", "publish_decision")
    t.paid()
    t.pass_days(3)
    t.do("countyhead", "close_case", reason="当事人已全部履行行政处罚决定")
    t.pass_days(9)
    t.do("county", "archive", kept="30")


def spared(t: Teller) -> None:
    t.left = 45
    nature = "违法行为轻微并及时改正，没有造成危害后果，依法不予行政处罚。"
    t.reviewed(result="no_penalty", kinds=[], fine="0", confiscation="0", nature=nature, circumstances=SPARED)
    t.do("countyhead", "decide", education="已对当事人进行法律法规教育，当事人表示今后严格守法经营。")
    t.do("county", "serve_decision", way="direct", receiver="何小满")


def not_filed(t: Teller) -> None:
    t.left = 40
    t.proposed()
    t.do("countyhead", "refuse_filing", reason="初次违法且危害后果轻微并及时改正，可以不予立案")


def crime(t: Teller) -> None:
    t.left, t.cause = 50, FOOD
    t.reviewed(result="transfer", kinds=[], fine="0", confiscation="0")
    t.do("countyhead", "decide", crime="生产、销售不符合安全标准的食品罪")


def set_aside(t: Teller) -> None:
    t.left = 150
    t.served()
    t.do("county", "publish_decision")
    t.paid()
    t.left = 15
    t.do("clock", "set_aside", reason="行政复议决定：认定事实不清，撤销行政处罚决定")


def on_spot(t: Teller) -> None:
    t.left, t.cause = t.chance.randint(1, 12), PRICE
    t.on_spot(100)


def supervised(t: Teller) -> None:
    t.left = 24
    t.gathered()
    t.pass_days(4)
    day = timezone.localdate(t.now) + timedelta(days=20)
    words: dict[str, Any] = {
        "ground": "attention",
        "reason": "媒体报道，群众反映强烈",
        "demands": "查清货源和去向，依法从快处理并报告结果",
    }
    done = t.do("city", "list_case", room="case_oversight", case=t.pk, finish_by=day.isoformat(), **words)
    t.pass_days(3)
    plan = "成立两人专案组，本周完成上下游核查，月底前作出处理决定。"
    t.do("county", "plan_work", room="case_oversight", on=done.proceeding.pk, report=plan)


def with_person(t: Teller) -> None:
    t.left = 52
    t.gathered()
    person: dict[str, Any] = {
        "role": "direct_manager",
        "name": "样某明",
        "id_number": "411602199003074018",
        "duty": "明知过期仍安排使用",
    }
    t.do("county", "add_person", fine="5000", **person)
    t.pass_days(6)
    given: dict[str, Any] = {
        "found": f"当事人{t.cause.words}，货值1200元。",
        "nature": f"当事人的行为构成{t.cause.words}。",
        **t.weighing(),
    }
    t.do("county", "conclude", kinds=["fine"], fine=str(t.cause.fine), discretion="及时改正，依法从轻处罚。", **given)
    t.do("legal", "review_case", opinion="同意处理建议", qualification="A20184116020001")
    t.do("countyhead", "give_notice")
    t.do("county", "serve_notice", way="direct", receiver="何小满")
    t.do("county", "hear_statement", waived=True)
    with acting_as(CLOCKWORK):
        own = PersonPenalty.objects.get(case_id=t.pk).pk
    t.do("county", "serve_person_notice", room="person_penalty", on=own, way="direct", receiver="样某明")
    t.do("county", "hear_person", room="person_penalty", on=own, waived=True)
    t.pass_days(12)
    with acting_as(CLOCKWORK):
        heard = Case.objects.get(pk=t.pk).hearing_until
    if heard:
        both = [t.people[name].officer_id for name in ("countyhead", "county2", "legal")]
        t.do("countyhead", "discuss", participants=both, opinion="一致同意", conclusion="同意拟处罚意见")
    t.do("countyhead", "decide", reply="当事人放弃陈述、申辩。")
    t.do("county", "serve_decision", way="direct", receiver="何小满")
    t.do("county", "serve_person", room="person_penalty", on=own, way="direct", receiver="样某明")


FATES: tuple[Callable[[Teller], None], ...] = (
    proposed, investigated, seized, held, tested, prolonged, late, concluded, reviewed, noticed, hearing, heard,
    decided, by_notice, performing, deferred, unpaid, urged, in_court, performed, archived, archived,
    spared, not_filed, crime, set_aside, on_spot, on_spot, supervised, with_person,
)  # fmt: skip


def load(entities: int, seed: int) -> Iterator[str]:
    """One case for each fate, about registered businesses of the county."""
    people = _people()
    rows = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True).order_by("pk")
    shops = list(rows[: len(FATES)])
    chance, now = random.Random(seed + 11), timezone.now()
    for n, (shop, fate) in enumerate(zip(shops, FATES, strict=False)):
        fate(Teller(people, shop, CAUSES[n % len(CAUSES)], chance, now, 60))
    scales.load(people, seed)
    yield f"{Case.objects.count()} 件行政处罚案件"


def _people() -> dict[str, Principal]:
    """The officers of the demo, and one of the legal unit who reviews and presides over hearings."""
    names = ("county", "county2", "countyhead", "city", "shenqiu")
    found = dict(zip(names, cast(*names), strict=True))
    legal = User.objects.create(
        username="legal", display_name="孙洁", password=make_password(None), synthetic=True
    )  # no sign-in: it stands for the legal unit
    Officer.objects.create(
        user=legal, authority_id=COUNTY, roles=[Role.APPROVER.value], certificate_no=f"演示{legal.pk:06d}",
        certificate_until=timezone.localdate() + timedelta(days=400), expertise=["法律职业资格"],
    )  # fmt: skip
    return found | {"legal": principal_for(legal)}
