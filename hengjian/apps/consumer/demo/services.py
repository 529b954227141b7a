"""Helpers beside a mediator, a platform's complaints in one hand, punitive damages on a file, consumer education."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hengjian.apps.consumer.procedures import Complaint
from hengjian.kernel.demo import COUNTY
from hengjian.kernel.principal import CLOCKWORK, acting_as

from .stage import Stage

HELPERS = (
    ("expert", "样鉴定师 高远", "样周口市质量检测中心", "家用电器质量鉴定", ""),
    ("lawyer", "样律师 白洁", "样川汇律师事务所", "消费者权益、预付式消费合同", ""),
    ("volunteer", "样志愿者 田野", "样周口市消费者协会志愿队", "社区调解、老年消费", "association"),
)
PLATFORM = "样购网"
SAID = (
    ("蓝牙耳机", "样购网店铺卖的蓝牙耳机用两天就没声音，申请售后一直不处理", "168"),
    ("电热毯", "在样购网买的电热毯插头发烫，平台客服让找店铺，店铺不回消息", "129"),
    ("运动鞋", "样购网买到的运动鞋开胶，七天内申请退货被驳回", "299"),
    ("保温杯", "样购网下单的保温杯漏水，页面写支持退货实际不给退", "89"),
)
ANSWER = (
    "您的投诉【编号】（【商品】，【金额】）由【受理机关】集中办理。平台已建立专门通道，三日内先行退款；"
    "您可凭本编号查询，办理期限至【办理期限】。"
)
EDUCATION = (
    ("rights", "消费维权大讲堂", "川汇区文化广场", "样周口市消费教育基地", -40, "讲解维权渠道和预付卡风险。", (620, 1500, 8300)),
    ("elderly", "银发消费课堂", "七一路社区活动室", "七一路社区消费教育基地", -12, "识别会销、保健品夸大宣传。", (85, 200, 0)),
    ("waste", "光盘进校园", "川汇区实验小学", "", 9, "制止餐饮浪费，学习按需点餐与食品标签。", None),
    ("prepaid", "办卡之前先算账", "万果园购物广场", "样周口市消费教育基地", 21, "预付卡合同怎么看，七日冷静期怎么用。", None),
)  # fmt: skip
MATERIAL = {
    "title": "老年消费“三不要”",
    "text": "不要轻信免费讲座和礼品；不要一次性预存大额资金；不要把身份证、银行卡交给推销人员。有疑问拨打12315。",
}


def load(stage: Stage) -> Iterator[str]:
    """Thin but whole: each of these once or twice."""
    _helpers(stage)
    _lane(stage)
    for at, one in enumerate(EDUCATION):
        _education(stage, at, *one)
    yield _("helpers, a platform's complaints in one hand, and a calendar of consumer education")


def _helpers(stage: Stage) -> None:
    keys = ("kind", "name", "unit", "speciality", "account")
    made = [
        stage.do(stage.head, stage.ago(120), "helper_appointment.appoint_helper", **dict(zip(keys, h, strict=True)))
        for h in HELPERS
    ]
    with acting_as(CLOCKWORK):
        open_ones = Complaint.objects.filter(state="mediation", stopped_since=None, channel="platform_web")
        rows = list(open_ones.order_by("pk")[:2])
    questions = ("所述情形是否属于质量问题？", "经营者的不退条款是否有效？")
    for row, done, question in zip(rows, made, questions, strict=False):
        helper = done.proceeding.pk
        stage.do(stage.handler, stage.ago(4), "complaint.ask_helper", row.pk, helper=helper, question=question)
    for row in rows[:1]:
        given = {
            "helper": made[0].proceeding.pk,
            "opinion": "经查看商品、凭证和双方陈述，属于经营者应当负责的质量问题。",
        }
        stage.do(stage.handler, stage.ago(2), "complaint.keep_helper_opinion", row.pk, **given)
        given = {"ground": "fraud", "price": "1299", "note": "宣传与实际不符，消费者主张构成欺诈"}
        stage.do(stage.handler, stage.ago(1, 15), "complaint.note_punitive", row.pk, **given)


def _lane(stage: Stage) -> None:
    matters = []
    for n, (goods, what, amount) in enumerate(SAID):
        who, name, phone = stage.person(n + 20)
        given: dict[str, Any] = {
            "subject": stage.shops[n].pk, "place_division": COUNTY, "respondent": "trader", "platform": PLATFORM,
            "goods": goods, "problem": "after_sales", "what": what, "amount": amount, "wish": "refund", "name": name,
            "phone": phone, "consents": True,
        }  # fmt: skip
        pk = stage.do(who, stage.ago(6 - n), "complaint.complain", **given).proceeding.pk
        stage.machine(stage.ago(6 - n), "complaint.examine", pk)
        matters.append(pk)
    with acting_as(CLOCKWORK):  # each goes where its trader is registered; the lane holds what is in this county
        matters = list(
            Complaint.objects.filter(pk__in=matters, code=COUNTY).order_by("pk").values_list("pk", flat=True)
        )
    given = {"lane": "platform", "platform": PLATFORM, "matters": matters, "what": f"{PLATFORM}多家店铺售后拒不处理"}
    row = stage.do(stage.handler, stage.ago(2, 9), "joint_incident.raise_incident", **given).proceeding
    stage.do(stage.head, stage.ago(2, 10), "joint_incident.name_commander", row.pk, officer=stage.second.officer_id)
    stage.do(stage.head, stage.ago(1, 11), "joint_incident.take_in_one_hand", row.pk)
    hand = {"officer": stage.second.officer_id, "incident": row.number}
    for nth, pk in enumerate(matters):
        stage.machine(stage.ago(1, 14), "complaint.come_into_hand", pk, nth, **hand)
    stage.do(stage.head, stage.ago(1, 16), "joint_incident.answer_all", row.pk, answer=ANSWER)


def _education(
    stage: Stage, nth: int, theme: str, name: str, place: str, base: str, days: int, content: str, reach: Any
) -> None:
    day = (stage.now + timedelta(days=days)).date()
    given = {
        "theme": theme,
        "name": name,
        "place": place,
        "base": base,
        "first_day": day.isoformat(),
        "content": content,
    }
    row = stage.do(stage.handler, stage.ago(60 - nth), "education_activity.announce_activity", **given).proceeding
    if theme == "elderly":
        stage.do(stage.handler, stage.ago(50), "education_activity.add_material", row.pk, **MATERIAL)
    if reach is None:
        return
    stage.do(stage.handler, stage.ago(-days - 10), "education_activity.note_held", row.pk)
    counted = dict(zip(("reached", "handed_out", "seen_online"), reach, strict=True))
    result = "现场受理咨询，收集意见，后续跟进处理。"
    stage.do(stage.handler, stage.ago(-days - 11), "education_activity.count_reach", row.pk, result=result, **counted)
