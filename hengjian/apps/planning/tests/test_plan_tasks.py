"""A task of a plan: set, reported, said to be done, confirmed by another person; what is late is supervised."""

import csv
import io
from datetime import date, datetime, time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import PlanTask
from hengjian.apps.planning.queries import task_file
from hengjian.apps.planning.queries import tasks as queries
from hengjian.apps.planning.rules import tasks as rules
from hengjian.apps.planning.tasks.plan_tasks import look
from hengjian.apps.planning.tests.plan_scene import ORDER, do, plan, task
from hengjian.kernel import tokens
from hengjian.kernel.demo import moment
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World, signed_in

__all__ = ["plan"]
LAW = LawOn(date(2026, 3, 2))
SPAN = (date(2022, 1, 1), date(2025, 12, 31))


def on(day: date) -> Any:
    return moment(timezone.make_aware(datetime.combine(day, time(10))))


@pytest.mark.parametrize(
    ("starts", "ends", "due", "clear"),
    [
        (date(2022, 1, 1), date(2025, 12, 31), [date(2022, 6, 30), date(2024, 6, 30)], True),
        (date(2022, 1, 1), date(2022, 1, 1), [date(2022, 1, 1)], True),
        (date(2022, 1, 2), date(2022, 1, 1), [], False),
        (date(2022, 1, 1), date(2025, 12, 31), [date(2026, 1, 1)], False),
        (date(2022, 1, 1), date(2025, 12, 31), [date(2024, 6, 30), date(2022, 6, 30)], False),
    ],
)
def test_days_of_a_task_are_in_order(starts: date, ends: date, due: list[date], clear: bool) -> None:
    steps = [rules.Step(f"节点{n}", day) for n, day in enumerate(due)]
    assert rules.in_order(starts, ends, steps, LAW).clear is clear


def test_no_task_comes_to_wait_for_itself() -> None:
    waits = {1: [2], 2: [3], 3: []}
    assert rules.circle(waits, 3, [1]) == [1, 2, 3]
    assert rules.circle(waits, 1, [2, 3]) == []
    assert rules.circle({}, 7, [7]) == [7]


@given(some.dictionaries(some.integers(0, 6), some.lists(some.integers(0, 6), max_size=3)), some.integers(0, 6))
def test_a_circle_that_is_told_leads_back(waits: dict[int, list[int]], first: int) -> None:
    way = rules.circle(waits, first, waits.get(first, []))
    assert not way or way[-1] == first
    assert all(after in waits.get(before, []) for before, after in zip(way, way[1:], strict=False))


@given(some.dates(date(2020, 1, 1), date(2027, 12, 31)), some.integers(0, 3000), some.integers(-5, 130))
def test_a_bar_stays_in_its_window(starts: date, days: int, progress: int) -> None:
    ends = date.fromordinal(starts.toordinal() + days)
    if ends < SPAN[0] or starts > SPAN[1]:
        return
    bar = rules.bar(starts, ends, progress, [], SPAN, 720)
    assert 0 <= bar.start <= 720
    assert bar.start + bar.length <= 721
    assert 0 <= bar.done <= bar.length


def test_the_first_open_milestone_is_due_next_and_then_the_end() -> None:
    first, second = rules.Step("甲", date(2022, 6, 30), date(2022, 6, 1)), rules.Step("乙", date(2024, 6, 30))
    assert rules.next_due([first, second], SPAN[1]) == date(2024, 6, 30)
    assert rules.next_due([first], SPAN[1]) == SPAN[1]


@pytest.mark.django_db
def test_a_task_through_its_life(world: World, plan: Plan) -> None:
    row = task(world.officer)
    assert (row.partners, row.budget, row.next_due) == (["财政局", "税务局"], 120_050, date(2022, 6, 30))
    do(world.officer, "plan_task.report_progress", row.pk, told="方案已印发", progress=40, reached=[1], spent="300")
    with pytest.raises(Conflict):
        do(world.officer, "plan_task.claim_done", row.pk, result="已经完成")
    with pytest.raises(Incomplete):
        do(world.officer, "plan_task.report_progress", row.pk, told="更正支出", progress=40, spent="299.99")
    do(world.officer, "plan_task.report_progress", row.pk, told="全面推行", progress=90, reached=[2])
    do(world.officer, "plan_task.claim_done", row.pk, result="全部抽查通过双随机进行")
    with pytest.raises(NotAllowed):
        do(world.officer, "plan_task.confirm_done", row.pk, score=90, opinion="予以确认")
    do(world.head, "plan_task.not_done", row.pk, reason="缺少年度总结")
    do(world.officer, "plan_task.claim_done", row.pk, result="总结已经补充")
    done = do(world.head, "plan_task.confirm_done", row.pk, score=90, opinion="材料齐全").proceeding
    assert (done.state, done.score, done.progress, done.spent) == ("done", 90, 100, 30_000)
    with acting_as(CLOCKWORK):
        span = Span("411602", date(2025, 1, 1), date(2025, 12, 31))
        assert indicators()["planning.tasks_done"].figure(span).numerator == 1
        [chapter] = queries.chapters([PlanTask.objects.get(pk=row.pk)], date(2026, 1, 1))
    assert (chapter.total, chapter.done, chapter.late, chapter.budget, chapter.spent) == (1, 1, 0, 120_050, 30_000)


@pytest.mark.django_db
def test_what_is_overdue_is_supervised_once_and_no_longer_when_reported(world: World, plan: Plan) -> None:
    row = task(world.officer)
    with on(date(2023, 1, 4)):
        assert look() == 1
        assert look() == 0
    with acting_as(CLOCKWORK):
        assert PlanTask.objects.get(pk=row.pk).supervised
    with on(date(2023, 1, 5)):
        given = {"told": "方案已印发", "progress": 30, "reached": [1]}
        assert not do(world.officer, "plan_task.report_progress", row.pk, **given).proceeding.supervised
    with on(date(2024, 6, 16)):
        assert look() == 1  # fourteen days before the next milestone


@pytest.mark.django_db
def test_a_task_waits_for_those_before_it(world: World, plan: Plan) -> None:
    first = task(world.officer)
    second = task(world.officer, title="结果公示", milestones=[], waits_for=[first.pk])
    with pytest.raises(Conflict):
        do(world.officer, "plan_task.claim_done", second.pk, result="已经公示")
    with pytest.raises(Conflict):
        do(world.officer, "plan_task.link_task", first.pk, waits_for=[second.pk])
    do(world.head, "plan_task.drop_task", first.pk, reason="并入其他任务")
    assert do(world.officer, "plan_task.claim_done", second.pk, result="已经公示").proceeding.state == "claimed"


@pytest.mark.django_db
def test_a_task_is_set_only_below_and_only_of_a_plan(world: World, plan: Plan) -> None:
    for wrong in ({"plan": "none"}, {"authority": "411624"}, {"authority": "999999"}, {"waits_for": [1]}):
        with pytest.raises(Incomplete):
            task(world.officer, **wrong)
    row = task(world.city, authority="411624")
    with acting_as(world.stranger):
        assert PlanTask.objects.filter(pk=row.pk).exists()
    with acting_as(world.officer):
        assert not PlanTask.objects.filter(pk=row.pk).exists()


def file_of(*rows: dict[str, str]) -> SimpleUploadedFile:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(task_file.HEADS))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("tasks.csv", out.getvalue().encode("utf-8-sig"), "text/csv")


ROW = {
    "章节": "三章 市场秩序", "任务": "信用监管", "内容": "按信用风险分级分类监管", "责任单位": "周口市川汇区市场监督管理局",
    "开始": "2022-01-01", "结束": "2025-12-31", "节点": "制定方案@2022-06-30；全面推行@2024-06-30", "预算（元）": "1,000",
}  # fmt: skip


@pytest.mark.django_db
def test_a_file_is_taken_whole_or_not_at_all(world: World, plan: Plan) -> None:
    browser = signed_in(world.officer)
    bad = ROW | {"结束": "2021-12-31"}
    answer = browser.post("/plan-tasks/import/", {"plan": "sample", "file": file_of(ROW, bad)})
    assert answer.status_code == 422
    assert [one.number for one in answer.context["bad"]] == [3]
    with acting_as(CLOCKWORK):
        assert not PlanTask.objects.exists()
    answer = browser.post("/plan-tasks/import/", {"plan": "sample", "file": file_of(ROW)})
    assert answer["Location"] == "/plan-tasks/timeline/?plan=sample"
    with acting_as(CLOCKWORK):
        row = PlanTask.objects.get()
    assert (row.title, row.budget, [s.due for s in row.steps]) == (
        "信用监管",
        100_000,
        [date(2022, 6, 30), date(2024, 6, 30)],
    )
    head = SimpleUploadedFile("tasks.csv", "任务\n".encode(), "text/csv")
    assert browser.post("/plan-tasks/import/", {"plan": "sample", "file": head}).context["fault"]


@pytest.mark.django_db
def test_the_pages_show_the_tasks(world: World, plan: Plan) -> None:
    row = task(world.officer)
    browser = signed_in(world.officer)
    for address in ("/plan-tasks/", "/plan-tasks/?plan=sample&state=late", "/plan-tasks/timeline/?plan=sample"):
        page = browser.get(address).content.decode()
        assert ORDER["title"] in page, address
    assert "/plan-tasks/timeline/?plan=sample" in browser.get(f"/p/{row.pk}/").content.decode()
    assert ORDER["title"] not in signed_in(world.stranger).get("/plan-tasks/").content.decode()


@pytest.mark.django_db
def test_a_program_reads_tasks_with_a_key_and_reports_without(world: World, plan: Plan) -> None:
    task(world.officer)
    assert Client().get("/api/v1/planning/tasks?plan=sample").status_code == 401
    assert Client().get("/api/v1/planning/reports").json() == []
    with acting_as(CLOCKWORK):
        key = tokens.issue(User.objects.get(pk=world.officer.user_id), "plans", ("read",))
    [found] = Client().get("/api/v1/planning/tasks?plan=sample", headers={"authorization": f"Bearer {key}"}).json()
    assert (found["title"], found["budget"], len(found["milestones"])) == (ORDER["title"], 120_050, 2)
