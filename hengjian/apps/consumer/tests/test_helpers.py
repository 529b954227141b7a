"""协助调解 and 集中快速处置: who helps is known to both sides; many complaints in one hand stay many complaints."""

from typing import Any

import pytest

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.models import HelperTask
from hengjian.apps.consumer.rules.answers import filled, unknown
from hengjian.apps.consumer.tests.builders import accepted, complained, do, fresh, guest, shop
from hengjian.kernel.models import ActContent, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World, again, signed_in

pytestmark = pytest.mark.django_db
OPINION = "经查验，排水泵密封圈有制造缺陷，与安装无关。"


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


def appointed(world: World, **more: Any) -> Any:
    given = {"kind": "expert", "name": "高远", "unit": "样检测中心", "speciality": "家电质量", **more}
    return do(world.head, "helper_appointment.appoint_helper", **given).proceeding


def asked(world: World, subject: Subject, **more: Any) -> tuple[Any, Any]:
    helper, row = appointed(world, **more), accepted(world, subject)
    do(world.officer, "complaint.ask_helper", row.pk, helper=helper.pk, question="是质量问题吗？")
    return row, helper


def test_both_sides_are_told_who_helps_and_read_what_was_said(world: World, subject: Subject) -> None:
    row, helper = asked(world, subject, account="citizen")
    for side in (guest(), world.enterprise, again(world.citizen)):
        with acting_as(side):
            said = ActContent.objects.filter(proceeding_id=row.pk).latest("act_id").body["note"]
        assert "高远" in said
    do(again(world.citizen), "complaint.give_helper_opinion", row.pk, opinion=OPINION)
    for side in (guest(), world.enterprise):
        with acting_as(side):
            assert OPINION in dict((str(a), b) for a, b in fresh(row).facts()).values()
    with pytest.raises(NotAllowed):
        do(again(world.citizen), "complaint.give_helper_opinion", row.pk, opinion="再说一次")
    with acting_as(world.officer):
        assert helper.pk not in [one.pk for one in queries.helpers.to_ask(row)]
    assert "give_helper_opinion" in signed_in(world.citizen).get(f"/p/{row.pk}/").content.decode()
    assert "give_helper_opinion" not in signed_in(world.enterprise).get(f"/p/{row.pk}/").content.decode()
    with pytest.raises(NotAllowed):  # who helps is no side
        do(again(world.citizen), "complaint.reply", row.pk, reply="我来替商家答复")


def test_a_helper_related_to_the_business_cannot_be_asked(world: World, subject: Subject) -> None:
    """Order 20 art. 19."""
    helper, row = appointed(world), accepted(world, subject)
    do(world.officer, "helper_appointment.enter_relation", helper.pk, body=subject.name)
    with acting_as(world.officer):
        assert queries.helpers.to_ask(row) == []
    with pytest.raises(Incomplete) as refused:
        do(world.officer, "complaint.ask_helper", row.pk, helper=helper.pk, question="是质量问题吗？")
    assert "第十九条" in str(refused.value.article)


@pytest.mark.parametrize("agreed", [True, False])
def test_nothing_is_heard_until_an_objection_is_decided(world: World, subject: Subject, agreed: bool) -> None:
    row, helper = asked(world, subject)
    do(guest(), "complaint.doubt_helper", row.pk, helper=helper.pk, reason="他与商家是亲戚")
    with pytest.raises(Conflict):
        do(world.officer, "complaint.keep_helper_opinion", row.pk, helper=helper.pk, opinion=OPINION)
    do(world.head, "complaint.decide_on_helper", row.pk, helper=helper.pk, agreed=agreed, reason="经查属实与否")
    if agreed:
        with pytest.raises(Incomplete):
            do(world.officer, "complaint.keep_helper_opinion", row.pk, helper=helper.pk, opinion=OPINION)
    else:
        do(world.officer, "complaint.keep_helper_opinion", row.pk, helper=helper.pk, opinion=OPINION)
    with acting_as(CLOCKWORK):
        assert (HelperTask.objects.get().opinion == "") is agreed


def lane(world: World, rows: list[Any]) -> Any:
    for row in rows:
        do(CLOCKWORK, "complaint.examine", row.pk)
    given = {"lane": "platform", "platform": "样购网", "what": "多家店铺售后拒不处理", "matters": [r.pk for r in rows]}
    made = do(world.officer, "joint_incident.raise_incident", **given).proceeding
    do(world.head, "joint_incident.name_commander", made.pk, officer=world.colleague.officer_id)
    return made


def test_one_hand_takes_all_and_each_keeps_its_clock_and_its_own_answer(world: World, subject: Subject) -> None:
    rows = [complained(subject, goods=goods, platform="样购网") for goods in ("蓝牙耳机", "电热毯")]
    made = lane(world, rows)
    do(world.head, "joint_incident.take_in_one_hand", made.pk)
    for row in rows:
        hand = {"officer": world.colleague.officer_id, "incident": made.number}
        do(CLOCKWORK, "complaint.come_into_hand", row.pk, **hand)
        assert (fresh(row).handler_id, fresh(row).due) == (world.colleague.officer_id, row.due)
    with pytest.raises(Conflict):
        do(world.head, "joint_incident.take_in_one_hand", made.pk)
    answer = "您的投诉【编号】（【商品】）已建立专门通道，三日内先行退款，请耐心等待。"
    do(world.head, "joint_incident.answer_all", made.pk, answer=answer)
    done = do(CLOCKWORK, "joint_incident.tell_hit", made.pk, matters=[r.pk for r in rows])
    assert done.act_id
    for row, goods in zip(rows, ("蓝牙耳机", "电热毯"), strict=True):
        own = filled(answer, {"编号": row.number, "商品": goods})
        do(CLOCKWORK, "complaint.answer_in_lane", row.pk, answer=own, incident=made.number)
        with acting_as(guest()):
            said = ActContent.objects.filter(proceeding_id=row.pk).latest("act_id").body["note"]
        assert row.number in said
        assert goods in said


def test_who_is_recused_is_passed_over(world: World, subject: Subject) -> None:
    rows = [complained(subject, platform="样购网") for _n in range(2)]
    made = lane(world, rows)
    do(world.head, "complaint.recuse", rows[0].pk, officer=world.colleague.officer_id, reason="亲属")
    do(CLOCKWORK, "complaint.come_into_hand", rows[0].pk, officer=world.colleague.officer_id, incident=made.number)
    assert fresh(rows[0]).handler_id is None


def test_a_place_that_nothing_fills_is_named(world: World, subject: Subject) -> None:
    assert unknown("您的【编号】和【姓名】") == ["姓名"]
    assert filled("【商品】【金额】", {"商品": "耳机"}) == "耳机—"
    made = lane(world, [complained(subject, platform="样购网") for _n in range(2)])
    with pytest.raises(Incomplete) as refused:
        do(world.head, "joint_incident.answer_all", made.pk, answer="尊敬的【姓名】，您的投诉已经集中办理，请等待。")
    assert "姓名" in refused.value.fields["answer"]
