"""Penalties, lists, repairs, commitments, measures and bans in several states."""

from typing import Any

from hengjian.apps.credit.models import CreditEntry
from hengjian.kernel.demo import agent_for
from hengjian.kernel.models import Subject

from .stage import Stage

PENALTIES = (
    ("经营超过保质期的食品", "《食品安全法》第三十四条", "food", ["fine", "confiscation"], "26000", 500),
    ("未明码标价", "《价格法》第十三条", "market_order", ["fine"], "2000", 60),
    ("使用未经检定的计量器具", "《计量法》第九条", "quality", ["fine"], "8000", 240),
    ("发布虚假广告", "《广告法》第二十八条", "market_order", ["fine"], "60000", 100),
    ("未公示食品经营许可证", "《食品安全法》第五十三条", "food", ["warning"], "0", 15),
)


def load(stage: Stage) -> None:
    """Each state that an officer or a firm may meet."""
    _penalties(stage)
    _abnormal(stage)
    _serious(stage)
    _repairs(stage)
    _others(stage)


def _record(stage: Stage, firm: Subject, kind: tuple[Any, ...], at: int, *, publish: bool = True) -> Any:
    violation, article, field, kinds, fine, _days = kind
    number = f"周川市监处罚〔{stage.ago(at).year}〕{stage.chance.randint(10, 999)}号"
    row = stage.do(
        stage.handler,
        stage.ago(at),
        "recorded_penalty.record",
        subject=firm.pk,
        decision_no=number,
        decided_by="周口市川汇区市场监督管理局",
        decided_on=stage.ago(at + 3).date().isoformat(),
        kinds=kinds,
        fine=fine,
        field=field,
        violation=violation,
        article=article,
        performed=True,
    )
    if publish and row.state == "recorded":
        row = stage.do(stage.handler, stage.ago(at - 1), "recorded_penalty.publish_penalty", row.pk)
    return row


def _penalties(stage: Stage) -> None:
    for firm, kind in zip(stage.take(len(PENALTIES)), PENALTIES, strict=True):
        _record(stage, firm, kind, kind[-1])
    waiting, fallen = stage.take(2)
    _record(stage, waiting, PENALTIES[3], 8, publish=False)
    row = _record(stage, fallen, PENALTIES[2], 90)
    stage.do(stage.handler, stage.ago(1), "recorded_penalty.note_change", row.pk, reason="行政复议决定撤销原处罚")


def _abnormal(stage: Stage) -> None:
    for n, firm in enumerate(stage.take(3)):
        row = _enter(stage, firm, 20 + n)
        if n == 1:
            text = {"objection": "门店正常营业，当日因盘点临时关门，附当日销售记录"}
            stage.do(agent_for(firm), stage.ago(5), "abnormal_listing.object_to_entry", row.pk, **text)


def _enter(stage: Stage, firm: Subject, days: int) -> Any:
    found = "经实地核查，登记的经营场所无人经营，电话无法接通"
    given = {"subject": firm.pk, "cause": "unreachable_domicile", "found": found}
    return stage.do(
        stage.handler,
        stage.ago(days),
        "abnormal_listing.enter",
        found_on=stage.ago(days + 1).date().isoformat(),
        **given,
    )


def _serious(stage: Stage) -> None:
    heavy = ("在食品中添加非食品原料", "《食品安全法》第三十四条", "food", ["revocation", "fine"], "500000", 430)
    for n, firm in enumerate(stage.take(3)):
        days = (420, 12, 3)[n]
        penalty = _record(stage, firm, heavy, days + 5)
        given = {"subject": firm.pk, "cause": "f2", "penalty_no": penalty.decision_no, "gravity": ["malice", "harm"]}
        found = {"found": "在食品中添加非食品原料，货值较大，性质恶劣"}
        row = stage.do(stage.handler, stage.ago(days), "serious_listing.propose", **given, **found)
        if n < 2:
            stage.machine(stage.ago(days - 9), "serious_listing.hear", row.pk)
            stage.do(stage.second, stage.ago(days - 10), "serious_listing.ask_consent", row.pk, reason="请予同意列入")
        if n == 0:
            stage.do(stage.city, stage.ago(days - 12), "serious_listing.consent", row.pk, reason="同意列入名单")
            reason = {"reason": "性质恶劣，社会危害较大"}
            stage.do(stage.head, stage.ago(days - 14), "serious_listing.decide_entry", row.pk, **reason)


def _repairs(stage: Stage) -> None:
    """One that waits, one that was granted."""
    for n, firm in enumerate(stage.take(2)):
        _record(stage, firm, PENALTIES[0], 450)
        _enter(stage, firm, 60)
        entries = list(CreditEntry.objects.filter(subject=firm).order_by("pk"))
        keys = [str(e.pk) for e in entries]
        text = "罚款已缴清，经营场所已恢复营业，附缴款凭证和现场照片"
        given = {"subject": firm.pk, "entries": keys, "explanation": text, "promise": True}
        row = stage.do(stage.handler, stage.ago(9 if n else 1), "credit_repair.apply", **given)
        if not n:
            continue
        stage.do(stage.handler, stage.ago(8), "credit_repair.take_up_repair", row.pk)
        stage.do(stage.handler, stage.ago(7), "credit_repair.check_repair", row.pk, checked="材料属实，现场有人经营")
        given = {"granted": keys, "reason": "符合信用修复条件"}
        stage.do(stage.second, stage.ago(5), "credit_repair.decide_repair", row.pk, **given)
        stage.machine(stage.ago(5), "recorded_penalty.stop_early", entries[0].proceeding_id)
        stage.machine(stage.ago(5), "abnormal_listing.remove", entries[1].proceeding_id, 1, reason="信用修复")


def _others(stage: Stage) -> None:
    listed = CreditEntry.objects.filter(kind__in=("abnormal", "serious"), ended_on=None).order_by("pk").first()
    if listed:
        given = {"subject": listed.subject_id, "reason": "列入名单，依清单采取惩戒措施"}
        stage.do(stage.second, stage.ago(6), "joint_measure.push", **given)
    one, two, three, four = stage.take(4)
    text = {"kind": "self_discipline", "content": "承诺明码标价、七日无理由退货，接受社会监督"}
    for firm in (one, two, three):
        row = stage.do(stage.handler, stage.ago(150), "credit_promise.promise", subject=firm.pk, **text)
        if firm is two:
            stage.do(stage.handler, stage.ago(20), "credit_promise.find_kept", row.pk, finding="抽查三次均履行承诺")
    policy = {"kind": "food_safety", "insurer": "演示财产保险公司", "policy": "YS2026001", "amount": "1000000"}
    days = {"since": stage.ago(200).date().isoformat(), "until": stage.ago(-20).date().isoformat()}
    stage.do(stage.handler, stage.ago(199), "insurance_record.insure", subject=one.pk, **policy, **days)
    report = {
        "year": stage.ago(0).year - 1,
        "content": "全年无安全事故，吸纳高校毕业生和残疾人就业，减少一次性塑料包装三成。",
    }
    stage.do(stage.handler, stage.ago(100), "social_report.publish_responsibility", subject=two.pk, **report)
    penalty = CreditEntry.objects.filter(kind="penalty", ended_on=None).order_by("-pk").first()
    if penalty:
        doubt = {"entry": str(penalty.pk), "ground": "facts", "said": "处罚金额与决定书不一致，申请核查"}
        stage.do(stage.handler, stage.ago(2), "record_check.doubt", subject=penalty.subject_id, **doubt)
    found = {"source": "演示市监处罚〔2026〕3号", "found": "直播带货时虚构原价、虚假宣传功效，被处罚款"}
    person = {"person": "演示某", "id_number": "110101198505050008", "trade": "live_stream", "conduct": "adverse"}
    row = stage.do(stage.handler, stage.ago(40), "person_record.propose_person", subject=three.pk, **person, **found)
    stage.do(stage.second, stage.ago(30), "person_record.confirm_person", row.pk, reason="事实清楚，本人无异议")
    ban = {"measure": "re03", "person": "演示某", "id_number": "411602198001010016", "decision_no": "演示1号"}
    stage.do(
        stage.second, stage.ago(50), "trade_ban.impose", subject=four.pk, reason="被吊销食品经营许可的责任人", **ban
    )
