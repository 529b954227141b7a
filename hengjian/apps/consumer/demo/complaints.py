"""Complaints in every state: waiting, refused, in mediation, settled, lapsed, with a lead, overdue, rated, reviewed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hengjian.apps.consumer.actions.afterwards import Rated, rate
from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.procedures import Complaint
from hengjian.kernel.demo import COUNTY, agent_for, as_of
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

from .stage import SAID, Stage

Fate = Callable[[Stage, Subject, int], None]


def _filed(stage: Stage, shop: Subject, n: int, days: int, hotline: bool = False) -> tuple[int, Principal]:
    goods, problem, category, what = SAID[n % len(SAID)]
    who, name, phone = stage.person(n)
    at = stage.ago(days, 9 + n % 7)
    given: dict[str, Any] = {
        "subject": shop.pk, "place_division": COUNTY, "place": "七一路中段", "goods": goods, "problem": problem,
        "what": what, "happened_on": (at - timedelta(days=3 + n % 9)).date().isoformat(),
        "amount": str(stage.chance.choice((86, 128, 460, 1299, 2000, 3980, 6800))), "wish": ("refund", "replace", "repair")[n % 3],
        "name": name, "phone": phone, "consents": n % 5 != 4,
    }  # fmt: skip
    if hotline:
        given |= {
            "channel": ("hotline_12345", "hotline_12315", "letter")[n % 3],
            "channel_number": f"12345-演示{n:03d}",
        }
        done = stage.do(stage.handler, at, "complaint.enter_complaint", **given)
        pk, who = done.proceeding.pk, CLOCKWORK
    else:
        pk = stage.do(who, at, "complaint.complain", **given).proceeding.pk
    stage.machine(at, "complaint.examine", pk)
    stage.do(stage.handler, at + timedelta(minutes=9), "complaint.classify", pk, category=category, problem=problem)
    return pk, who


def waiting(stage: Stage, shop: Subject, n: int) -> None:
    """Received, to be decided on."""
    _filed(stage, shop, n, n % 5, hotline=n % 2 == 0)


def overdue(stage: Stage, shop: Subject, n: int) -> None:
    """Received, and nobody has decided in time: public. The person has urged."""
    pk, who = _filed(stage, shop, n, 18)
    stage.do(who, stage.ago(4), "complaint.urge", pk)


def refused(stage: Stage, shop: Subject, n: int) -> None:
    """Not accepted, on a named ground."""
    pk, _who = _filed(stage, shop, n, 40 + n)
    ground = ("handled_elsewhere", "not_consumption", "materials")[n % 3]
    given = {
        "ground": ground,
        "reason": "经核实，同一争议已由人民法院受理" if n % 3 == 0 else "材料不能证明存在消费者权益争议",
    }
    stage.do(stage.handler, stage.ago(36 + n), "complaint.refuse", pk, **given)


def _accepted(stage: Stage, shop: Subject, n: int, days: int) -> tuple[int, Principal]:
    pk, who = _filed(stage, shop, n, days)
    stage.do(stage.handler, stage.ago(days - 3), "complaint.accept", pk, mediator=stage.handler.officer_id)
    return pk, who


def mediating(stage: Stage, shop: Subject, n: int) -> None:
    """In mediation; the business has answered, a meeting is set."""
    pk, _who = _accepted(stage, shop, n, 14 + n % 6)
    agent = agent_for(shop)
    stage.do(agent, stage.ago(8), "complaint.reply", pk, reply="已安排售后上门检测，如属质量问题可换新")
    at = (stage.now + timedelta(days=3)).isoformat()
    stage.do(stage.handler, stage.ago(5), "complaint.invite", pk, at=at, way="site", place="区市场监管局消保股")


def appraised(stage: Stage, shop: Subject, n: int) -> None:
    """The clock stands still while goods are tested."""
    pk, _who = _accepted(stage, shop, n, 20)
    given = {"what": "委托市质检中心检测，费用由经营者先行垫付"}
    stage.do(stage.handler, stage.ago(6), "complaint.begin_appraisal", pk, **given)


def asked_for_identity(stage: Stage, shop: Subject, n: int) -> None:
    """Proof of identity is awaited."""
    pk, _who = _filed(stage, shop, n, 3)
    stage.do(stage.handler, stage.ago(1), "complaint.ask_identity", pk, missing="请补充真实姓名和有效联系电话")


def _agreed(stage: Stage, shop: Subject, n: int, days: int) -> tuple[int, Principal]:
    pk, who = _accepted(stage, shop, n, days)
    terms = ("经营者一次性退还款项", "经营者更换同型号商品一件", "经营者免费维修并延保六个月")[n % 3]
    given = {"terms": terms, "amount": "860", "perform_by": (stage.now + timedelta(days=10)).date().isoformat()}
    stage.do(stage.handler, stage.ago(days - 9), "complaint.propose_agreement", pk, **given)
    return pk, who


def to_sign(stage: Stage, shop: Subject, n: int) -> None:
    """An agreement waits for the second signature."""
    pk, who = _agreed(stage, shop, n, 12)
    stage.do(who, stage.ago(2), "complaint.sign_as_consumer", pk)


def settled(stage: Stage, shop: Subject, n: int) -> None:
    """Settled, signed by both, often rated."""
    days = 25 + 7 * (n % 30)
    pk, who = _agreed(stage, shop, n, days)
    stage.do(who, stage.ago(days - 10), "complaint.sign_as_consumer", pk)
    stage.do(agent_for(shop), stage.ago(days - 10, 15), "complaint.sign_as_business", pk)
    if n % 3:
        given = Rated(stars=str(stage.chance.choice((3, 4, 5, 5, 5))), words=("处理很快", "态度好", "")[n % 3])
        with as_of(stage.ago(days - 14), who):
            rate(Complaint.objects.get(pk=pk), given, who)


def ended(stage: Stage, shop: Subject, n: int) -> None:
    """Terminated without agreement; one person asks for a review."""
    days = 45 + n
    pk, who = _accepted(stage, shop, n, days)
    given = {"ground": ("no_agreement", "absent")[n % 2], "reason": "经多次调解，双方分歧较大，不能达成一致"}
    stage.do(stage.handler, stage.ago(days - 20), "complaint.terminate", pk, **given)
    if n % 2 == 0:
        stage.do(who, stage.ago(3), "complaint_review.ask_review", complaint=pk, why="调解时没有听取我方提供的录音")


def lapsed(stage: Stage, shop: Subject, n: int) -> None:
    """No agreement in sixty days: ended by the clock."""
    pk, _who = _accepted(stage, shop, n, 95)
    with acting_as(CLOCKWORK):
        due = Complaint.objects.get(pk=pk).due
    assert due is not None
    stage.do(CLOCKWORK, due + timedelta(minutes=1), "complaint.lapse", pk)


def withdrawn(stage: Stage, shop: Subject, n: int) -> None:
    """Withdrawn by the person."""
    pk, who = _accepted(stage, shop, n, 33)
    stage.do(who, stage.ago(26), "complaint.withdraw", pk, reason="商家已主动退款")


def with_lead(stage: Stage, shop: Subject, n: int) -> None:
    """Settled between the two, but signs of a breach are still with enforcement."""
    pk, who = _agreed(stage, shop, n, 16)
    stage.do(stage.handler, stage.ago(6), "complaint.note_breach", pk, signs="所售商品无生产日期、无中文标签，涉嫌违法")
    stage.do(who, stage.ago(5), "complaint.sign_as_consumer", pk)
    stage.do(agent_for(shop), stage.ago(5, 16), "complaint.sign_as_business", pk)


def stationed(stage: Stage, shop: Subject, n: int) -> None:
    """With a service station."""
    pk, _who = _filed(stage, shop, n, 2)
    with acting_as(CLOCKWORK):
        station = ServiceStation.objects.filter(code__startswith=COUNTY).earliest("pk")
    stage.do(stage.handler, stage.ago(1), "complaint.send_to_station", pk, station=station.pk)


FATES: tuple[Fate, ...] = (
    settled, waiting, mediating, settled, refused, settled, to_sign, waiting, ended, settled, lapsed, appraised,
    settled, withdrawn, with_lead, asked_for_identity, overdue, settled, stationed, mediating,
)  # fmt: skip


def load(stage: Stage) -> Iterator[str]:
    """Forty-five complaints; a few shops draw several."""
    for n in range(45):
        shop = stage.shops[(n * n) % min(len(stage.shops), 14)]
        FATES[n % len(FATES)](stage, shop, n)
    yield _("%(count)d complaints in every state") % {"count": 45}
