"""How the loop begins: a consumer complains without an account, the complaint becomes a lead, the lead a penalty case."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.queries import guest_of, new_code
from hengjian.apps.enforcement.procedures import Case, Lead
from hengjian.kernel.demo import COUNTY
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as

from .stage import Stage

PHONE = "13800138123"
CAUSE = "food-012"
TIER = "货值>=1万"


def complained(stage: Stage, subject: Subject) -> tuple[Complaint, Lead]:
    """A complaint without an account is accepted; what looks like a breach goes to enforcement with a clock of its own."""
    guest, handler = guest_of(new_code(), PHONE), stage.someone("county")
    at = (stage.ago(432) or timezone.now()).date().isoformat()
    row = stage.do(
        guest, "consumer.complaint.complain", days=430, subject=subject.pk, business="", place_division=COUNTY,
        goods="堂食套餐", problem="quality", what="就餐后发现所用调味料已过保质期半年，要求退还餐费", happened_on=at,
        amount="268.00", wish="refund", name="吴小可", phone=PHONE, consents=True,
    )  # fmt: skip
    stage.do(handler, "consumer.complaint.accept", row.pk, days=429, mediator=handler.officer_id)
    stage.do(handler, "consumer.complaint.note_breach", row.pk, days=429, signs="涉嫌使用超过保质期的食品原料")
    given = {"terms": "退还餐费268元", "amount": "268.00", "perform_by": "2099-01-05"}
    stage.do(handler, "consumer.complaint.propose_agreement", row.pk, days=429, **given)
    stage.do(guest, "consumer.complaint.sign_as_consumer", row.pk, days=429)
    stage.do(stage.someone("agent"), "consumer.complaint.sign_as_business", row.pk, days=429)
    complaint, lead = _now(Complaint, row.pk), _lead_of(subject, "complaint")
    stage.must(
        complaint.state == "lead_awaited",
        _("Both have signed, yet the complaint is not closed: its lead %(number)s is undecided.")
        % {"number": lead.number},
    )
    return complaint, lead


def closed(stage: Stage, complaint: Complaint) -> None:
    """The lead is decided: only now is the complaint closed."""
    row = stage.do(stage.someone("county"), "consumer.complaint.close_with_lead", complaint.pk, days=419)
    stage.must(row.state == "settled", _("The lead is decided, now the complaint is settled."))


def penalised(stage: Stage, subject: Subject) -> Case:
    """From the check's lead through an ordinary case with notice, discussion and decision to service, payment, publicity."""
    handler, second, head = (stage.someone(name) for name in ("county", "county2", "countyhead"))
    lead = _lead_of(subject, "check")
    reason = {"cause": "breach", "decision": "现场查实，应当立案"}
    stage.do(handler, "enforcement.lead.file_case", lead.pk, days=418, **reason)
    row = stage.do(
        handler, "enforcement.case.propose", days=418, lead=lead.pk, subject=subject.pk, cause=CAUSE, field="food",
        companion=second.officer_id, happened_on=_day(stage, 440), ended_on=_day(stage, 427),
        checked="现场检查发现超过保质期的调味料，有照片和进货票据", evidence=True, punishable=True, competent=True,
    )  # fmt: skip
    stage.do(head, "enforcement.case.approve_filing", row.pk, days=418, opinion="同意立案")
    _investigated(stage, row)
    stage.do(
        stage.someone("legal"), "enforcement.case.review_case", row.pk, days=415, opinion="同意处理建议",
        qualification="A20124116020001",
    )  # fmt: skip
    stage.do(head, "enforcement.case.give_notice", row.pk, days=415)
    stage.do(handler, "enforcement.case.serve_notice", row.pk, days=415, way="direct", receiver="何小满")
    # Whatever holidays lie between: the party may speak until that day.
    heard = _now(Case, row.pk)
    until = max(filter(None, (heard.statement_until, heard.hearing_until)))
    day = (timezone.localdate() - until).days - 1
    both = [head.officer_id, second.officer_id]
    discussed = {"participants": both, "opinion": "一致同意", "conclusion": "同意拟处罚意见"}
    stage.do(head, "enforcement.case.discuss", row.pk, days=day, **discussed)
    stage.do(head, "enforcement.case.decide", row.pk, days=day, reply="当事人未提出陈述、申辩意见。")
    stage.do(handler, "enforcement.case.serve_decision", row.pk, days=day, way="direct", receiver="何小满")
    case = _now(Case, row.pk)
    stage.do(handler, "enforcement.case.publish_decision", row.pk, days=day - 1)
    stage.do(handler, "enforcement.case.pay", row.pk, days=day - 1, amount=str(case.fine // 100), receipt="演示0001")
    case = _now(Case, row.pk)
    stage.must(
        case.band == "heavy" and bool(case.decision_no),
        _("The circumstances put the fine into the band “heavy”; decision %(number)s is served, paid and published.")
        % {"number": case.decision_no},
    )
    return case


def _investigated(stage: Stage, row: Any) -> None:
    """Evidence on the spot and in an interview, then the report with the band that the circumstances select."""
    handler, at = stage.someone("county"), (stage.ago(417) or timezone.now()).isoformat()
    spot = {"began": at, "ended": at, "place": "七一路8号", "shown": True, "told": True}
    stage.do(
        handler, "enforcement.case.record_scene", row.pk, days=416, **spot, text="后厨有三箱超过保质期的调味料。",
        proves=["conduct", "amount", "party"],
    )  # fmt: skip
    stage.do(
        handler, "enforcement.case.question", row.pk, days=416, **spot, person="何小满",
        text="问：这些调味料是否用于加工？\n答：用过，已全部下架。", proves=["conduct", "fault"],
    )  # fmt: skip
    stage.do(
        handler, "enforcement.case.conclude", row.pk, days=416, found="使用超过保质期的调味料加工菜品，货值20000元。",
        nature="构成使用超过保质期的食品原料生产食品。", tier=TIER, base="20000", circumstances=["repeated", "destroys", "food_serious"],
        kinds=["fine"], fine="360000", discretion="曾因同类行为受罚后再犯，并隐匿证据，从重处罚。",
    )  # fmt: skip


def _day(stage: Stage, days: int) -> str:
    return (stage.ago(days) or timezone.now()).date().isoformat()


def _lead_of(subject: Subject, source: str) -> Lead:
    with acting_as(CLOCKWORK):
        return Lead.objects.filter(subject=subject, source=source).latest("pk")


def _now(kind: Any, pk: int) -> Any:
    with acting_as(CLOCKWORK):
        return kind.objects.get(pk=pk)
