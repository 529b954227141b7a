"""One incident over many complaints: each keeps its own clock and answer; a cluster is handed over without names."""

import pytest

from hengjian.apps.consumer.procedures import ClusterHandover, JointIncident
from hengjian.apps.consumer.tests.told import cluster, do, machine, shop, told
from hengjian.kernel.models import Notice, Paper, Party, Proceeding
from hengjian.kernel.paper import render
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
ANSWER = "负责人已约谈，余额自12月1日起按登记顺序退还，请携带会员卡。"
GROUND = "场馆收取预付款后停业，受损消费者人数众多，情形一致。"


def raised(world: World, matters: list[int], **more: object) -> JointIncident:
    given = {"lane": "prepaid", "subject": None, "what": "场馆停业后负责人失联", "matters": matters}
    row: JointIncident = do(world.officer, "joint_incident.raise_incident", **{**given, **more}).proceeding
    return row


def handled(world: World, row: JointIncident) -> None:
    do(world.head, "joint_incident.name_commander", row.pk, officer=world.colleague.officer_id)


def test_everybody_is_answered_and_nobodys_clock_is_touched(world: World) -> None:
    matters = cluster(shop(world), 4)
    with acting_as(CLOCKWORK):
        Party.objects.create(proceeding_id=matters[0], principal=f"user:{world.citizen.user_id}", role="applicant")
        before = dict(Proceeding.objects.filter(pk__in=matters).values_list("pk", "due"))
    row = raised(world, matters)
    handled(world, row)
    do(world.head, "joint_incident.answer_all", row.pk, answer=ANSWER)
    machine("joint_incident.tell_hit", row.pk, matters=matters)
    with acting_as(CLOCKWORK):
        assert dict(Proceeding.objects.filter(pk__in=matters).values_list("pk", "due")) == before
        assert not Proceeding.objects.filter(pk__in=matters, closed_at__isnull=False).exists()
        told_of = Proceeding.objects.get(pk=matters[0]).number
        (notice,) = Notice.objects.filter(user_id=world.citizen.user_id)
    assert told_of in notice.title
    assert notice.link.startswith(f"/p/{matters[0]}/")


def test_it_cannot_be_closed_before_those_hit_are_answered(world: World) -> None:
    row = raised(world, cluster(shop(world), 3))
    handled(world, row)
    with pytest.raises(Conflict):
        do(world.head, "joint_incident.close_incident", row.pk, outcome="已经处理完毕，退款完成")
    do(world.head, "joint_incident.answer_all", row.pk, answer=ANSWER)
    with pytest.raises(Conflict):  # the worker has not told them yet
        do(world.head, "joint_incident.close_incident", row.pk, outcome="已经处理完毕，退款完成")
    machine("joint_incident.tell_hit", row.pk, matters=row.matters)
    do(world.head, "joint_incident.close_incident", row.pk, outcome="已经处理完毕，退款完成")


def test_one_complaint_makes_no_incident_and_a_strangers_cannot_be_taken_in(world: World) -> None:
    far = told(None, "沈丘的投诉，办卡后关门", authority="411624")
    with pytest.raises(Incomplete):
        raised(world, cluster(shop(world), 1))
    with pytest.raises(Incomplete) as refused:
        raised(world, [*cluster(shop(world, "样二店"), 2), far])
    assert str(far) in refused.value.fields["matters"]


def test_the_fast_lane_names_its_platform(world: World) -> None:
    matters = cluster(shop(world), 2)
    with pytest.raises(Incomplete):
        raised(world, matters, lane="platform")
    assert raised(world, matters, lane="platform", platform="样平台").platform == "样平台"


def test_who_comes_later_is_told_the_answer_at_once_and_nobody_twice(world: World) -> None:
    subject = shop(world)
    row = raised(world, cluster(subject, 2))
    handled(world, row)
    do(world.head, "joint_incident.answer_all", row.pk, answer=ANSWER)
    late = told(subject, "我也在样禾健身馆办卡，已经关门")
    with acting_as(CLOCKWORK):
        Party.objects.create(proceeding_id=late, principal=f"user:{world.citizen.user_id}", role="applicant")
    do(world.officer, "joint_incident.add_matters", row.pk, matters=[late])
    for _again in range(2):  # as a worker that was killed and does it again
        with acting_as(CLOCKWORK):
            perform("consumer.joint_incident.tell_hit", row.pk, {"matters": [late]}, CLOCKWORK, key="after:1:0")
    with acting_as(CLOCKWORK):
        assert Notice.objects.filter(user_id=world.citizen.user_id).count() == 1
    with pytest.raises(Conflict):
        do(world.officer, "joint_incident.add_matters", row.pk, matters=[late])


def prepared(world: World, matters: list[int], **more: object) -> ClusterHandover:
    given = {
        "receiver_kind": "procuratorate",
        "receiver": "川汇区人民检察院",
        "matters": matters,
        "ground": GROUND,
    }
    row: ClusterHandover = do(world.officer, "cluster_handover.prepare_handover", **{**given, **more}).proceeding
    return row


def test_a_cluster_goes_out_with_figures_and_without_names(world: World) -> None:
    row = prepared(world, cluster(shop(world), 12))
    with pytest.raises(NotAllowed):
        do(world.officer, "cluster_handover.send_handover", row.pk)
    do(world.head, "cluster_handover.send_handover", row.pk)
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(proceeding_id=row.pk)
    assert len(paper.data["lines"]) == 12
    assert "何小满" not in str(paper.data)
    assert render("consumer.handover", paper.data | {"date": "2026-11-22"}).startswith(b"%PDF")
    done = do(
        world.officer,
        "cluster_handover.enter_answer",
        row.pk,
        taken_up=True,
        answer="已立案审查",
        answered_on="2026-11-20",
    )
    assert done.proceeding.state == "taken_up"


def test_a_few_complaints_do_not_show_that_many_are_hit(world: World) -> None:
    """消保法 47 speaks of many consumers."""
    with pytest.raises(Incomplete) as refused:
        prepared(world, cluster(shop(world), 9))
    assert "第四十七条" in refused.value.article or "47" in refused.value.article


def test_an_incident_brings_its_complaints_along(world: World) -> None:
    incident = raised(world, cluster(shop(world), 10))
    row = prepared(world, [], incident=incident.number)
    assert row.matters == incident.matters
    with pytest.raises(Incomplete):
        prepared(world, [], incident="没有这个号")
