"""Commissions: members, quorum, minutes; a resolution is charged, reminded, talked about and closed by the chair alone."""

from datetime import date

import pytest

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import JointMeeting, Resolution
from hengjian.apps.planning.queries.commissions import overdue
from hengjian.apps.planning.tests.campaign_builders import OFFICE, Ground, at
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.models import Paper
from hengjian.kernel.paper import render
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import again

pytestmark = pytest.mark.django_db
YEAR = Span("411602", date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def ground() -> Ground:
    return Ground()


def test_a_commission_has_two_members_at_least_and_none_twice(ground: Ground) -> None:
    one = {"name": "区教育局", "duties": "学校食堂管理"}
    for members in ([one], [one, one], [one, {"name": "不存在的局", "code": "999999", "duties": "无此机关"}]):
        with pytest.raises(Incomplete) as refused:
            ground.commission(members=members)
        assert "members" in refused.value.fields


def test_a_time_without_a_zone_as_a_form_gives_it_is_told_in_china(ground: Ground) -> None:
    row = ground.meeting(at="2026-03-10T09:00")
    assert row.at.isoformat() == "2026-03-10T01:00:00+00:00"
    with pytest.raises(Incomplete) as refused:
        ground.meeting(at="2026-03-01T09:00")
    assert "at" in refused.value.fields


def test_members_see_the_meeting_and_a_department_speaks_for_itself_only(ground: Ground) -> None:
    row = ground.meeting()
    with acting_as(ground.world.citizen):  # the account of the education bureau
        assert JointMeeting.objects.count() == 1
    with acting_as(again(ground.office)):
        assert JointMeeting.objects.count() == 1
    with acting_as(ground.world.stranger):
        assert JointMeeting.objects.count() == 0
    said = {"text": "同意，建议增加陪餐公示。"}
    done = ground.do(ground.world.citizen, "joint_meeting.consult", row.pk, member="区教育局", **said)
    assert done.opinions[0]["member"] == "区教育局"
    with pytest.raises(Incomplete):
        ground.do(ground.world.citizen, "joint_meeting.consult", row.pk, member="区公安分局", **said)


def test_half_of_the_members_make_a_meeting_and_absence_has_a_reason(ground: Ground) -> None:
    row = ground.meeting()
    ground.now = at(3, 10, 15)
    minutes = {"minutes": "会议听取了检查情况汇报，明确了责任分工。"}
    with pytest.raises(Incomplete) as refused:
        ground.do(
            ground.world.officer,
            "joint_meeting.hold_meeting",
            row.pk,
            attended=["区教育局"],
            absent="执行任务",
            **minutes,
        )
    assert "attended" in refused.value.fields
    given = {"attended": ["区教育局", "区公安分局"], **minutes}
    with pytest.raises(Incomplete) as refused:
        ground.do(ground.world.officer, "joint_meeting.hold_meeting", row.pk, **given)
    assert "absent" in refused.value.fields


def test_minutes_name_what_was_resolved_and_are_a_numbered_paper(ground: Ground) -> None:
    row = ground.held()
    ground.resolved(row)
    ground.do(ground.world.head, "joint_meeting.issue_minutes", row.pk)
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(template="planning.minutes")
        sent = Paper.objects.get(template="planning.invitation")
        assert paper.data["resolved"] == [["全区学校食堂建立陪餐制度", "区教育局", "2026-03-31"]]
        assert render(paper.template, paper.data).startswith(b"%PDF")
        assert render(sent.template, sent.data).startswith(b"%PDF")


def test_a_resolution_needs_a_member_and_a_day_to_come(ground: Ground) -> None:
    row = ground.held()
    for more, field in (
        ({"owner": "区气象局"}, "owner"),
        ({"due_on": "2026-03-10"}, "due_on"),
        ({"meeting": 0}, "meeting"),
    ):
        with pytest.raises(Incomplete) as refused:
            ground.resolved(row, **more)
        assert field in refused.value.fields


def test_only_the_chair_closes_and_what_is_not_enough_goes_back_with_a_term(ground: Ground) -> None:
    row = ground.resolved(ground.held())
    row = ground.do(
        ground.world.citizen, "resolution.report_resolution", row.pk, told="全区四十所学校均已建立陪餐制度。"
    )
    assert row.state == "reported"
    with pytest.raises(NotAllowed) as refused:
        ground.do(ground.world.colleague, "resolution.close_resolution", row.pk, text="同意办结")
    assert "chair" in refused.value.fact or "主任" in refused.value.fact
    row = ground.do(ground.world.head, "resolution.find_insufficient", row.pk, reason="缺少公示照片")
    assert (row.state, row.due_limit) == ("insufficient", "planning.resolution_again")
    ground.do(ground.world.citizen, "resolution.report_resolution", row.pk, told="公示照片已补。")
    row = ground.do(ground.world.head, "resolution.close_resolution", row.pk, text="情况属实，同意办结")
    assert row.state == "fulfilled"
    with acting_as(CLOCKWORK):
        told = indicators()["planning.resolutions_on_time"].figure(YEAR)
    assert (told.numerator, told.denominator) == (1, 1)


def test_a_missed_day_is_supervised_shown_to_the_chair_and_followed_by_a_talk(ground: Ground) -> None:
    row = ground.resolved(ground.held())
    talk = {
        "at": "2026-04-02T09:00:00+08:00",
        "talked_with": "教育局分管负责人",
        "what": "通报未落实情况，承诺一周内完成。",
    }
    with pytest.raises(Incomplete):  # the day has not passed, nobody has reminded
        ground.do(ground.world.head, "resolution.talk_to_member", row.pk, **talk)
    ground.do(ground.world.officer, "resolution.remind", row.pk, text="请于月底前反馈落实情况")
    ground.wait(at(4, 1))
    row = ground.reload(row)
    assert row.missed
    assert row.supervised
    with acting_as(ground.world.head):
        assert [one.pk for one in overdue(queries.resolutions_of(row.commission_id))] == [row.pk]
    row = ground.do(ground.world.head, "resolution.talk_to_member", row.pk, **talk)
    assert row.talks[0]["with"] == "区教育局", "the person is not kept in the open"
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(template="planning.talk")
        assert render(paper.template, paper.data).startswith(b"%PDF")
    ground.do(ground.world.citizen, "resolution.report_resolution", row.pk, told="已经完成。")
    ground.do(ground.world.head, "resolution.close_resolution", row.pk, text="同意办结")
    with acting_as(CLOCKWORK):
        assert indicators()["planning.resolutions_on_time"].figure(YEAR).numerator == 0


def test_two_reminders_that_did_not_help_allow_a_talk_before_the_day(ground: Ground) -> None:
    row = ground.resolved(ground.held())
    for text in ("第一次提醒", "第二次提醒"):
        ground.do(ground.world.officer, "resolution.remind", row.pk, text=text)
    talk = {"at": "2026-03-10T16:00:00+08:00", "talked_with": "负责人", "what": "两次提醒没有回应，当面约谈。"}
    assert len(ground.do(ground.world.head, "resolution.talk_to_member", row.pk, **talk).talks) == 1


def test_an_office_of_the_house_finds_its_resolution_on_the_shared_file(ground: Ground) -> None:
    row = ground.resolved(ground.held(), owner="七一路市场监督管理所")
    with acting_as(again(ground.office)):
        assert Resolution.objects.filter(pk=row.pk).exists()
        assert row.shares.values_list("authority_code", flat=True).get() == OFFICE


def test_a_commission_with_something_open_is_not_dissolved(ground: Ground) -> None:
    meeting = ground.held()
    row = ground.resolved(meeting)
    with pytest.raises(Conflict):
        ground.do(ground.world.head, "commission.dissolve_commission", meeting.commission_id, reason="机构改革撤销")
    ground.do(ground.world.head, "resolution.drop_resolution", row.pk, reason="已由新制度代替")
    gone = ground.do(ground.world.head, "commission.dissolve_commission", meeting.commission_id, reason="机构改革撤销")
    assert gone.state == "dissolved"
