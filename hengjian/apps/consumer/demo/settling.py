"""Stations, businesses that settle online, negotiations at every stage, referrals, a confirmation, and the figures."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.queries.figures import reckon
from hengjian.kernel.demo import COUNTY, agent_for, as_of
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

from .stage import SAID, Stage

STATIONS = ("万果园购物广场", "七一路社区", "五一商圈", "荷花市场")


def stations(stage: Stage) -> None:
    """Four stations, one of them kept by the association's account."""
    for n, name in enumerate(STATIONS):
        given = {
            "name": f"{name}消费维权服务站", "place": f"{COUNTY}00{2 + n % 2}", "address": f"川汇区{name}",
            "phone": f"0394-80000{n:02d}", "account": "" if n else "association",
        }  # fmt: skip
        row: Any = stage.do(stage.head, stage.ago(300), "station_listing.list_station", **given).proceeding
        with acting_as(CLOCKWORK):
            ServiceStation.objects.filter(pk=row.station_id).update(synthetic=True)


def _member(stage: Stage, shop: Subject, n: int) -> Principal:
    agent = agent_for(shop)
    given = {"subject": shop.pk, "contact": "0394-8000000 客服", "first_asked": n % 2 == 0, "advances": n % 3 == 0}
    row = stage.do(agent, stage.ago(200), "odr_membership.join", **given).proceeding
    stage.do(stage.handler, stage.ago(198), "odr_membership.admit", row.pk)
    return agent


def _opened(stage: Stage, shop: Subject, n: int, days: int) -> tuple[int, Principal]:
    goods, problem, _category, what = SAID[n % len(SAID)]
    who, name, phone = stage.person(n + 5)
    given: dict[str, Any] = {
        "subject": shop.pk, "place_division": COUNTY, "goods": goods, "problem": problem, "what": what,
        "amount": "460", "wish": "refund", "name": name, "phone": phone, "consents": True,
    }  # fmt: skip
    pk = stage.do(who, stage.ago(days), "negotiation.negotiate", **given).proceeding.pk
    stage.machine(stage.ago(days), "negotiation.bring_in", pk)
    return pk, who


def _reconciled(stage: Stage, agent: Principal, shop: Subject, n: int, days: int) -> None:
    pk, who = _opened(stage, shop, n, days)
    stage.do(agent, stage.ago(days - 2), "negotiation.offer", pk, text="退一半，另送一次保养", amount="230")
    stage.do(who, stage.ago(days - 3), "negotiation.offer", pk, text="要求全额退款", amount="460")
    stage.do(agent, stage.ago(days - 4), "negotiation.offer", pk, text="同意退款四百元，三日内到账", amount="400")
    stage.do(who, stage.ago(days - 4, 15), "negotiation.accept_offer", pk)
    stage.do(agent, stage.ago(days - 5), "negotiation.sign_settlement", pk)


def load(stage: Stage) -> Iterator[str]:
    """Three members, five negotiations, two referrals, one confirmation, the figures of today."""
    shops = stage.shops[-3:]
    for n, shop in enumerate(shops):
        agent = _member(stage, shop, n)
        _reconciled(stage, agent, shop, n, 60 + 20 * n)
    pk, _who = _opened(stage, shops[0], 4, 4)
    stage.do(agent_for(shops[0]), stage.ago(2), "negotiation.offer", pk, text="可以退款三百元", amount="300")
    failed, other = _opened(stage, shops[1], 7, 40)
    stage.do(other, stage.ago(33), "negotiation.break_off", failed, reason="商家不肯退定金")
    stage.machine(stage.ago(33), "complaint.take_over", None, negotiation=failed)
    _elsewhere(stage)
    with as_of(stage.now, CLOCKWORK):
        reckon(stage.now)
    yield _("businesses that settle online, stations, referrals and public figures")


def _elsewhere(stage: Stage) -> None:
    with acting_as(CLOCKWORK):
        ended = list(Complaint.objects.filter(state="ended").order_by("pk")[:2])
        done = Complaint.objects.filter(state="settled").order_by("-closed_at").first()
    for row, (body, name) in zip(
        ended, (("people", "七一路街道人民调解委员会"), ("court", "川汇区人民法院")), strict=False
    ):
        given = {"complaint_number": row.number, "body": body, "body_name": name, "agreed": True}
        pk = stage.do(stage.handler, stage.ago(9), "referral.refer", **given).proceeding.pk
        if body == "people":
            stage.do(stage.handler, stage.ago(6), "referral.body_takes", pk)
    if done is not None:
        given = {"complaint_number": done.number, "court": "周口市川汇区人民法院"}
        stage.do(stage.handler, stage.now, "court_confirmation.prepare_confirmation", **given)
