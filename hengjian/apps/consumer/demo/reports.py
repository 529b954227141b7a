"""Reports of breaches, by name, anonymous and by an insider; enquiries; a reward."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from hengjian.apps.consumer.actions.whistle import keep_sealed
from hengjian.apps.consumer.procedures import Report
from hengjian.apps.consumer.queries.access import guest_of, new_code
from hengjian.apps.enforcement.queries import of_proceeding
from hengjian.kernel.demo import COUNTY, as_of
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

from .stage import Stage

SEEN = (
    ("食品", "food_unsafe", "后厨使用过期调料，冰柜里有没有标签的肉，拍了照片"),
    ("白酒", "trademark", "门口卖的白酒瓶标印刷模糊，扫不出码，怀疑是假酒"),
    ("保健品", "health_food", "每天早上组织老人听讲座，说吃了能治高血压"),
    ("电子秤", "metrology", "早市上用作弊秤，按一个键就少二两"),
    ("电梯", "equipment", "小区电梯检验标志过期半年还在用"),
    ("广告牌", "adv", "门头上写全国第一、治愈率百分之百"),
)
ASKED = (
    (
        "网上买的衣服拆了吊牌还能七天无理由退货吗？",
        "看商品是否完好。为查验商品品质、功能而合理打开包装的，不影响退货。",
    ),
    ("开小餐馆要办哪些证？", "个体工商户登记后申请食品经营许可或者小餐饮备案，可以在“办事服务”里一次办理。"),
    ("预付卡商家停业了钱怎么办？", ""),
)


def _reported(stage: Stage, shop: Subject, n: int, days: int, named: bool = True) -> tuple[int, Principal]:
    goods, kind, what = SEEN[n % len(SEEN)]
    who, name, phone = stage.person(n + 3)
    person = {"named": True, "name": name, "phone": phone} if named else {"named": False}
    given: dict[str, Any] = {
        "subject": shop.pk, "place_division": COUNTY, "goods": goods, "breach_kind": kind, "what": what,
        "wants_reward": n % 2 == 0, **person,
    }  # fmt: skip
    at = stage.ago(days)
    pk = stage.do(who, at, "report.report", **given).proceeding.pk
    stage.machine(at, "report.count", pk)
    return pk, who


def _to_enforcement(stage: Stage, pk: int, days: int) -> Any:
    stage.do(stage.handler, stage.ago(days), "report.to_enforcement", pk, note="请重点核查进货票据")
    with acting_as(CLOCKWORK):
        return of_proceeding(pk).get()


def _decided(stage: Stage, n: int, days: int, filed: bool) -> int:
    """Verified as a lead, decided, and the informant told."""
    pk, _who = _reported(stage, stage.shops[n % len(stage.shops)], n, days)
    lead = _to_enforcement(stage, pk, days - 1)
    if filed:
        given = {"cause": "breach", "decision": "现场查获过期调料，应予行政处罚"}
        stage.do(stage.handler, stage.ago(days - 6), "enforcement.lead.file_case", lead.pk, **given)
    else:
        given = {"ground": "no_breach", "decision": "现场核查未发现所述情形"}
        stage.do(stage.head, stage.ago(days - 6), "enforcement.lead.dismiss", lead.pk, **given)
    result, reason = ("filed", "已依法立案调查") if filed else ("not_filed", "经核查未发现违法事实")
    stage.do(stage.handler, stage.ago(days - 7), "report.record_outcome", pk, result=result, reason=reason)
    stage.do(stage.handler, stage.ago(days - 8), "report.tell_informant", pk, words=f"你的举报已核查完毕：{reason}。")
    return pk


def _insider(stage: Stage) -> None:
    code, phone = new_code(), "13900001111"
    who = guest_of(code, phone)
    given = {
        "subject": stage.shops[4].pk, "place_division": COUNTY, "goods": "熟食", "breach_kind": "food_unsafe",
        "what": "车间把临期退货重新打日期再发出去，每周三晚上做，台账是两套",
    }  # fmt: skip
    at = stage.ago(6)
    with as_of(at, who):
        pk = stage.do(who, at, "report.blow", **given).proceeding.pk
        keep_sealed(pk, "样举报人", phone)
    stage.machine(at, "report.count", pk)


def _reward(stage: Stage, pk: int) -> None:
    with acting_as(CLOCKWORK):
        number = Report.objects.get(pk=pk).number
    given = {"report_number": number, "case_number": "周川市监处罚〔演示〕7号", "fine": "86000", "tier": "2"}
    row = stage.do(stage.handler, stage.ago(6), "reward_claim.propose_reward", **given).proceeding
    stage.do(stage.head, stage.ago(4), "reward_claim.grant", row.pk)


def load(stage: Stage) -> Iterator[str]:
    """Reports at every stage, three enquiries, one reward."""
    for n in range(3):
        _reported(stage, stage.shops[n], n, 2 + 3 * n, named=n != 1)
    verified, _who = _reported(stage, stage.shops[5], 4, 9)
    _to_enforcement(stage, verified, 8)
    rewarded = [_decided(stage, n, 30 + 10 * n, filed=n % 2 == 0) for n in range(4)][0]
    _insider(stage)
    _reward(stage, rewarded)
    for n, (question, answer) in enumerate(ASKED):
        who, name, phone = stage.person(n)
        given = {"place_division": COUNTY, "what": question, "name": name, "phone": phone}
        pk = stage.do(who, stage.ago(4 + n), "enquiry.enquire", **given).proceeding.pk
        if answer:
            stage.do(stage.handler, stage.ago(2), "enquiry.answer", pk, reply=answer)
    yield _("%(count)d reports and enquiries, one of them by an insider, and a reward") % {"count": 12}
