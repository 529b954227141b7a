"""A campaign through its life: frozen list, tasks with days, outcomes from checks and by hand, look-back, report (国办发〔2024〕54号)."""

import hashlib
from datetime import date
from typing import Any

import pytest

from hengjian.apps.enforcement import queries as enforcement
from hengjian.apps.inspection.tests.builders import answered, concluded, signed
from hengjian.apps.planning import queries
from hengjian.apps.planning.models import CampaignSubject
from hengjian.apps.planning.procedures import CampaignTask
from hengjian.apps.planning.queries import campaigns as standing
from hengjian.apps.planning.tests.campaign_builders import ITEM, OFFICE, OTHER, Ground, at
from hengjian.kernel.demo import moment
from hengjian.kernel.indicator import Indicator, Span, indicators
from hengjian.kernel.models import Disclosure, Paper, Proceeding
from hengjian.kernel.paper import render
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import again

pytestmark = pytest.mark.django_db
YEAR = Span("411602", date(2026, 1, 1), date(2026, 12, 31))
REPORT = {
    "results": "校园周边餐饮单位亮证经营率明显提高，问题单位全部完成整改。",
    "problems": "个别单位从业人员更换频繁，培训没有跟上。",
    "after": "把校园周边单位列入重点监管，开学季再查一次。",
}


@pytest.fixture
def ground() -> Ground:
    return Ground()


def tasks(row: Any) -> dict[str, CampaignTask]:
    with acting_as(CLOCKWORK):
        return {f"{t.code}/{t.nth}": t for t in queries.tasks_of(row.pk)}


def lines(row: Any, nth: int = 1, who: Principal = CLOCKWORK) -> list[standing.Line]:
    with acting_as(who):
        return queries.campaign_lines(row.pk, row.number, nth)


def test_without_a_named_approval_there_is_no_campaign_and_who_planned_it_does_not_approve(ground: Ground) -> None:
    row = ground.planned(approval="")
    with pytest.raises(Incomplete) as refused:
        ground.do(ground.world.head, "campaign.approve_campaign", row.pk)
    assert "approval" in refused.value.fields
    with acting_as(CLOCKWORK):
        assert not CampaignSubject.objects.exists()
    mine = ground.do(ground.world.head, "campaign.draft_campaign", **_plan(ground))
    with pytest.raises(NotAllowed):
        ground.do(ground.world.head, "campaign.approve_campaign", mine.pk)


def _plan(ground: Ground) -> dict[str, Any]:
    return {
        "title": "保健食品市场整治", "ground": "食品安全法", "approval": "川政〔2026〕9号", "since": "2026-03-02", "until": "2026-06-30",
        "first_due": "2026-04-30", "word": "餐饮", "items": [ITEM],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"first_due": "2026-07-15"}, "first_due"),
        ({"items": []}, "items"),
        ({"items": ["nothing-99"]}, "items"),
        ({"word": ""}, "word"),
        ({"word": "没有这样的行业"}, "word"),
    ],
)
def test_a_plan_without_period_items_or_somebody_it_concerns_is_refused(
    ground: Ground, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        ground.planned(**more)
    assert field in refused.value.fields
    with acting_as(CLOCKWORK):
        assert not Proceeding.objects.filter(procedure="planning.campaign").exists()


def test_the_list_is_frozen_and_its_file_has_the_hash_that_is_published(ground: Ground) -> None:
    row = ground.running()
    assert row.listed == 5
    with acting_as(CLOCKWORK):
        content = standing.file_of(row)
        shown = Disclosure.objects.get(kind="campaign")
        paper = Paper.objects.get(template="planning.campaign_plan")
    assert hashlib.sha256(content.encode()).hexdigest() == row.list_hash == shown.body["list_hash"]
    assert content.splitlines()[2].split("\t")[1:] == ["周口市川汇区样1号餐饮店", OFFICE]
    assert not any(shop.name in str(shown.body) for shop in ground.shops), "nobody on the list is published"
    assert render(paper.template, paper.data).startswith(b"%PDF")
    with acting_as(CLOCKWORK):  # who opens a shop later is not on it
        ground.shops[0].name = "改名餐饮店"
        ground.shops[0].save()
        assert standing.file_of(row) == content


def test_each_authority_gets_its_task_on_its_own_desk_and_no_other_county_sees_it(ground: Ground) -> None:
    row = ground.running()
    found = tasks(row)
    assert {key: task.listed for key, task in found.items()} == {f"{OFFICE}/1": 3, f"{OTHER}/1": 2}
    assert found[f"{OFFICE}/1"].due is not None
    assert len(lines(row, who=ground.office)) == 5, "the office sees the campaign it works for"
    assert lines(row, who=ground.world.stranger) == []


def checked(ground: Ground, row: Any, *faults: str) -> Any:
    """The officers of the office carry out a check and decide its result."""
    world = ground.world
    world.officer, kept = ground.office, world.officer
    try:
        with moment(ground.now):
            from_field = ground.done(ground.office, "inspection.site_check.begin", row.pk, shown=True).proceeding
            done = signed(world, answered(world, from_field, *faults))
            out = concluded(world, done, "8" if faults else "1")
    finally:
        world.officer = kept
    ground.follow()
    return out


def test_checks_are_sent_from_the_task_and_their_results_count_by_themselves(ground: Ground) -> None:
    row = ground.running()
    task = tasks(row)[f"{OFFICE}/1"]
    ground.do(ground.office, "campaign_task.send_campaign_checks", task.pk, officers=ground.team, most=2)
    first, second, third = lines(row)[:3]
    assert (bool(first.check), bool(second.check), bool(third.check)) == (True, True, False)
    assert first.outcome.words == "open", "a check that is not done yet counts nothing"
    with acting_as(CLOCKWORK):
        checks = [Proceeding.objects.get(pk=one.check) for one in (first, second)]
        assert {c.code for c in checks} == {OFFICE}
    checked(ground, checks[0])
    checked(ground, checks[1], f"{ITEM}-q01")
    found = lines(row)
    assert [one.outcome.words for one in found[:3]] == ["checked", "found", "open"]
    with acting_as(CLOCKWORK):
        [lead] = enforcement.of_proceeding(checks[1].pk)
    assert lead.source_number == checks[1].number
    # Pressing the button again sends the rest and nobody twice.
    ground.do(ground.office, "campaign_task.send_campaign_checks", task.pk, officers=ground.team)
    with pytest.raises(Conflict):
        ground.do(ground.office, "campaign_task.send_campaign_checks", task.pk, officers=ground.team)


def test_what_no_check_tells_needs_its_proof_and_a_day_for_mending(ground: Ground) -> None:
    row = ground.running()
    task, line = tasks(row)[f"{OFFICE}/1"], lines(row)[0].row
    with pytest.raises(Incomplete) as refused:
        ground.said(task, line, "clean", file="")
    assert "file" in refused.value.fields
    with pytest.raises(Incomplete) as refused:
        ground.said(task, line, "found")
    assert "mend_by" in refused.value.fields
    with pytest.raises(Incomplete):
        ground.said(task, line, "found", mend_by="2026-09-30")
    with pytest.raises(Incomplete) as refused:
        ground.said(task, line, "cased")
    assert "case" in refused.value.fields
    with pytest.raises(Incomplete):
        ground.said(tasks(row)[f"{OTHER}/1"], line, "clean")
    ground.said(task, line, "found", mend_by="2026-03-12")
    ground.wait(at(3, 13))
    assert ground.reload(task).supervised, "who has not mended in time is supervised"
    ground.said(task, line, "mended", file="")  # the proof of the first look stands
    assert lines(row)[0].outcome.words == "mended"


def test_a_task_is_not_done_with_subjects_nobody_looked_at_unless_it_says_why(ground: Ground) -> None:
    row = ground.running()
    task = tasks(row)[f"{OTHER}/1"]
    told = {"told": "两户均已检查，未发现问题。"}
    with pytest.raises(Incomplete) as refused:
        ground.do(ground.world.officer, "campaign_task.report_task", task.pk, **told)
    assert "样4号餐饮店" in refused.value.fact
    done = ground.do(ground.world.officer, "campaign_task.report_task", task.pk, **told, why="店面装修停业")
    assert done.state == "done"
    assert done.on_time


def test_an_overdue_task_is_supervised_and_only_the_authority_of_the_campaign_gives_more_time(ground: Ground) -> None:
    row = ground.running()
    late, moved = tasks(row)[f"{OFFICE}/1"], tasks(row)[f"{OTHER}/1"]
    ground.do(ground.world.head, "campaign_task.prolong_task", moved.pk, day="2026-05-31", reason="名单户数多")
    ground.wait(at(5, 1))
    assert ground.reload(late).missed
    assert ground.reload(late).supervised
    assert not ground.reload(moved).missed
    said = {"told": "已全部完成检查任务，情况良好。", "why": "其余停业"}
    assert ground.do(ground.office, "campaign_task.report_task", late.pk, **said).on_time is False


def whole_first_round(ground: Ground) -> Any:
    """Five subjects: nothing, mended, case, to be mended, not there."""
    row = ground.running()
    by_office = tasks(row)
    outcomes: list[tuple[str, dict[str, Any]]] = [
        ("clean", {}), ("mended", {}), ("cased", {"case": "川案〔2026〕3号"}), ("found", {"mend_by": "2026-04-10"}), ("absent", {}),
    ]  # fmt: skip
    for line, (outcome, more) in zip(lines(row), outcomes, strict=True):
        ground.said(by_office[f"{line.row.place}/1"], line.row, outcome, **more)
    for task in by_office.values():
        ground.do(ground.world.officer, "campaign_task.report_task", task.pk, told="名单内对象已全部检查完毕。")
    return row


def test_a_look_back_takes_those_found_and_the_closing_report_bears_frozen_figures(ground: Ground) -> None:
    row = whole_first_round(ground)
    with pytest.raises(Incomplete) as refused:
        ground.do(ground.world.officer, "campaign.call_look_back", row.pk, share=10, due_on="2026-05-31")
    assert "share" in refused.value.fields
    row = ground.do(ground.world.officer, "campaign.call_look_back", row.pk, share=50, due_on="2026-05-31")
    assert row.chosen_again == 2, "half of three, rounded up"
    again_lines = lines(row, 2)
    assert all(one.row.said["1"]["outcome"] in ("mended", "cased", "found") for one in again_lines)
    with pytest.raises(Incomplete):
        ground.do(ground.world.officer, "campaign.draft_report", row.pk, **REPORT)
    for key, task in tasks(row).items():
        if key.endswith("/2"):
            for line in again_lines:
                if line.row.place == task.code:
                    ground.said(task, line.row, "clean")
            ground.do(ground.world.officer, "campaign_task.report_task", task.pk, told="回头看全部合格，没有反弹。")
    ground.do(ground.world.officer, "campaign.draft_report", row.pk, **REPORT)
    with pytest.raises(NotAllowed):
        ground.do(ground.world.officer, "campaign.sign_report", row.pk)
    closed = ground.do(ground.world.head, "campaign.sign_report", row.pk)
    first = closed.figures["first"]
    assert {k: first[k] for k in ("listed", "checked", "found", "mended", "cased")} == {
        "listed": 5, "checked": 5, "found": 3, "mended": 1, "cased": 1,
    }  # fmt: skip
    assert first["rows"][-1] == ["合计", "5", "5", "3", "1", "1"]
    assert closed.figures["again"]["listed"] == closed.figures["again"]["checked"] == 2
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(template="planning.campaign_report")
        assert Disclosure.objects.get(kind="campaign_report").body["found"] == 3
        assert render(paper.template, paper.data).startswith(b"%PDF")
        told = {i.id: i.figure(YEAR) for i in _indicators()}
    assert (told["planning.campaign_coverage"].numerator, told["planning.campaign_coverage"].denominator) == (5, 5)
    assert str(told["planning.campaign_mended"].value) == "66.67"
    assert str(told["planning.campaign_tasks_on_time"].value) == "100.00"


def _indicators() -> list[Indicator]:
    known = indicators()
    return [one for key, one in known.items() if key.startswith("planning.campaign")]


def test_a_returned_report_goes_back_to_where_the_campaign_stood(ground: Ground) -> None:
    row = whole_first_round(ground)
    ground.do(ground.world.officer, "campaign.draft_report", row.pk, **REPORT)
    row = ground.do(ground.world.head, "campaign.return_report", row.pk, reason="数据说明不够")
    assert row.state == "running"


def test_a_campaign_that_is_called_off_takes_its_tasks_along(ground: Ground) -> None:
    row = ground.running()
    ground.do(ground.world.head, "campaign.call_off_campaign", row.pk, reason="与上级行动合并")
    assert {task.state for task in tasks(row).values()} == {"dropped"}


def test_a_stranger_finds_nothing(ground: Ground) -> None:
    row = ground.running()
    with pytest.raises(NotFound):
        ground.do(ground.world.stranger, "campaign.call_off_campaign", row.pk, reason="不应当看见")
    assert again(ground.world.stranger).lo == "411624"
