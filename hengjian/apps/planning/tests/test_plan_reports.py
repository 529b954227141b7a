"""A report on a plan: figures frozen, texts put into words, judged from outside, signed by another, open to everybody."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import PlanReport
from hengjian.apps.planning.queries import reporting
from hengjian.apps.planning.rules import reporting as rules
from hengjian.apps.planning.tests.plan_scene import (
    BINDING,
    LAST,
    PAST,
    STANDINGS,
    UNKNOWN,
    Forecast,
    Standing,
    do,
    plan,
    report,
    task,
)
from hengjian.kernel.issue import papers_of
from hengjian.kernel.models import Act, Disclosure
from hengjian.kernel.paper import check_pdf
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World, again, make_subject, signed_in

__all__ = ["plan"]
FRAME = rules.Frame("final", 2021, 2025, date(2025, 12, 31))
FIGURES = [rules.frozen(one, PAST.get(one.target.pk, []), FRAME) for one in STANDINGS]
OPINION = "评估组核对了公式和证明材料，认为结论与数据一致，建议减少人工填报。"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, "—"),
        (Decimal("96.5000"), "96.5"),
        (Decimal("1000000"), "1,000,000"),
        (Decimal("-0.10"), "−0.1"),
        (0, "0"),
    ],
)
def test_a_number_is_printed_plainly(number: Any, text: str) -> None:
    assert rules.plain(number) == text


def test_a_target_is_told_with_its_unit_once_and_with_what_it_rests_on() -> None:
    binding, short, worded, unknown = (rules.sentence(one, "final") for one in FIGURES)
    assert binding == "由基期的92%变为96.5%，规划目标为96%，已完成。数值由系统计算取得（2025-12-31）。"
    assert "迟报" in short
    assert "规划目标为10个以上，未完成" in worded
    assert "曾经更正" in worded
    assert unknown == "规划目标为80分。截至报告期末没有取得该指标的数值，不作判断。"
    assert "按进度应为96%，达到年度进度" in rules.sentence(FIGURES[0], "annual")


def test_the_whole_is_counted_binding_targets_apart() -> None:
    works: list[dict[str, Any]] = [{"state": "done", "late": False}, {"state": "running", "late": True}]
    text = rules.overview(FIGURES, works, FRAME)
    assert "共4项，截至2025年12月31日：已完成1项、接近完成1项、未完成1项、未能判断1项" in text
    assert "约束性指标1项，已完成1项" in text
    assert "重点任务2项，已完成1项，逾期1项" in text


def test_problems_name_every_target_that_falls_short_or_is_unknown() -> None:
    works = [{"title": "信用监管", "late": True}]
    text = rules.problems(FIGURES, works, FRAME)
    assert all(name in text for name in ("市场主体活跃度", "农产品地理标志", "质量满意度", "信用监管"))
    assert "消费投诉按期办结率" not in text
    assert rules.problems(FIGURES[:1], [], FRAME) == "报告期内没有发现低于进度的指标和逾期的任务。"


def test_the_annex_counts_where_values_come_from() -> None:
    assert "系统按公布的公式计算的1项，由责任单位填报并附证明材料的2项，没有数值的1项" in rules.quality(FIGURES)
    assert "迟报1项，更正1项" in rules.quality(FIGURES)


def test_the_drawing_has_the_path_from_the_baseline_to_the_target() -> None:
    drawing = FIGURES[0]["chart"]
    assert [year for year, _x in drawing["years"]] == [str(y) for y in range(2020, 2026)]
    (left, low), (right, high) = drawing["path"]
    assert (left, right) == (0, 1000)
    assert low < high == drawing["target"][0]
    assert [value[2] for value in drawing["values"]] == ["94.1", "96.5"]
    assert rules.frozen(Standing(UNKNOWN, None, None, "missing"), [], FRAME)["chart"]["values"] == []


@given(some.lists(some.decimals(-1000, 1000, places=2), min_size=1, max_size=6), some.decimals(-1000, 1000, places=2))
def test_nothing_is_drawn_outside_its_frame(values: list[Decimal], end: Decimal) -> None:
    past = [(date(2020 + n, 12, 31), value, "reported") for n, value in enumerate(values)]
    ahead = Forecast(end - 1, end, end + 1)
    one = Standing(BINDING, values[-1], past[-1][0], "reported", light="green", forecast=ahead)
    drawing = rules.frozen(one, past, FRAME)["chart"]
    heights = [v[1] for v in drawing["values"]] + drawing["interval"] + [p[1] for p in drawing["path"]]
    assert all(0 <= y <= 1000 for y in heights)
    assert drawing["interval"] == sorted(drawing["interval"])


def test_at_the_end_only_what_is_reached_is_green_whatever_the_path_says() -> None:
    short = Standing(BINDING, Decimal("95.9"), LAST, "reported", light="green")
    assert rules.frozen(short, [], FRAME)["light"] == "yellow"
    assert rules.frozen(short, [], rules.Frame("annual", 2021, 2025, LAST))["light"] == "green"
    assert rules.frozen(Standing(BINDING, Decimal(96), LAST, "reported", light="yellow"), [], FRAME)["light"] == "green"
    less = replace(BINDING, comparison="le", better="down")
    assert rules.reached(less, Decimal("95.9"))
    assert not rules.reached(replace(BINDING, comparison="gt"), Decimal(96))


def test_a_value_of_a_later_period_is_not_the_reports() -> None:
    frame = rules.Frame("annual", 2021, 2025, date(2024, 12, 31))
    past = [(date(2024, 12, 31), Decimal("95.1"), "computed"), (LAST, Decimal("96.5"), "reported")]
    found = rules.frozen(STANDINGS[0], past, frame)
    assert (found["value"], found["as_of"], found["how"], found["light"]) == ("95.1", "2024-12-31", "computed", "")
    assert rules.frozen(STANDINGS[0], past[1:], frame)["how"] == "missing"


def test_words_of_people_outlive_new_figures() -> None:
    fresh = rules.drafted("规划", "", FIGURES, [], FRAME)
    before = [{**fresh[1], "text": "人写的话", "by": "许文"}, {**fresh[2], "text": "旧的机器话"}]
    kept = {one["key"]: one["text"] for one in rules.kept_words(fresh, before)}
    assert kept["overview"] == "人写的话"
    assert kept["targets"] == fresh[2]["text"]


@pytest.mark.django_db
def test_a_report_is_edited_and_signed_by_another_and_read_by_everybody(world: World, plan: Plan) -> None:
    task(world.officer)
    row = report(world.officer)
    assert (len(row.figures), len(row.works), row.as_of) == (4, 1, date(2025, 12, 31))
    do(world.officer, "plan_report.edit_text", row.pk, section="problems", text="主要问题是外部数据取得偏晚。")
    do(world.officer, "plan_report.submit_report", row.pk)
    with pytest.raises(NotAllowed):
        do(world.officer, "plan_report.sign_report", row.pk)
    done = do(world.head, "plan_report.sign_report", row.pk)
    browser = signed_in(world.citizen)
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.get(act_id=done.act_id)
    assert browser.get(f"/plan-reports/signed/{shown.pk}.pdf").status_code == 404  # not made yet
    with acting_as(CLOCKWORK):
        papers_of(done.act_id)
    answer = browser.get(f"/plan-reports/signed/{shown.pk}.pdf")
    assert check_pdf(answer.content).genuine
    assert (shown.body["targets"], shown.body["reached"], shown.body["missed"]) == (4, 1, 1)
    assert row.title in browser.get("/plan-reports/").content.decode()


@pytest.mark.django_db
def test_who_edited_a_text_cannot_sign(world: World, plan: Plan) -> None:
    row = report(world.officer)
    do(world.colleague, "plan_report.edit_text", row.pk, section="advice", text="按季度调度各项任务。")
    do(world.officer, "plan_report.submit_report", row.pk)
    with pytest.raises(NotAllowed):
        do(world.colleague, "plan_report.sign_report", row.pk)
    do(world.head, "plan_report.rework_report", row.pk, reason="补充县级情况")
    assert do(world.officer, "plan_report.submit_report", row.pk).proceeding.state == "submitted"


@pytest.mark.django_db
def test_new_figures_come_in_and_words_of_people_stay(
    world: World, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = report(world.officer)
    do(world.officer, "plan_report.edit_text", row.pk, section="overview", text="总体进展符合预期。")
    monkeypatch.setattr(reporting, "standing", lambda key, code, on: STANDINGS[:2])
    row = do(world.officer, "plan_report.renew_figures", row.pk).proceeding
    texts = {one["key"]: one["text"] for one in row.sections}
    assert (len(row.figures), texts["overview"]) == (2, "总体进展符合预期。")
    assert "target:Z1" not in texts


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"plan": "none"}, {"kind": "annual", "year": 2019}, {"kind": "annual", "year": 2026}, {"kind": "weekly"}]
)
def test_no_report_beyond_the_plan(world: World, plan: Plan, wrong: dict[str, Any]) -> None:
    with pytest.raises(Incomplete):
        do(world.officer, "plan_report.draft_report", **{"plan": "sample", "kind": "final", "year": 2025} | wrong)


@pytest.mark.django_db
def test_one_report_of_a_kind_is_written_at_a_time_and_none_of_another_place(world: World, plan: Plan) -> None:
    report(world.officer)
    with pytest.raises(Conflict):
        report(world.colleague)
    with pytest.raises(Incomplete):
        report(world.stranger)


@pytest.mark.django_db
def test_an_outside_body_sees_its_report_and_gives_an_opinion_that_is_printed(world: World, plan: Plan) -> None:
    body = make_subject("样评估咨询有限公司", member=world.enterprise)
    world.enterprise = again(world.enterprise)
    row, other = report(world.officer), report(world.officer, "annual", 2024)
    given = {"score": 86, "opinion": OPINION}
    with pytest.raises(NotFound):
        do(world.enterprise, "plan_report.give_opinion", row.pk, **given)
    do(world.officer, "plan_report.ask_evaluator", row.pk, evaluator=body.pk)
    browser = signed_in(world.enterprise)
    assert browser.get(f"/plan-reports/{row.pk}/").status_code == 200
    assert browser.get(f"/plan-reports/{other.pk}/").status_code == 404
    assert browser.get(f"/plan-reports/{row.pk}/draft.pdf")["Content-Type"] == "application/pdf"
    with pytest.raises(NotAllowed):
        do(world.officer, "plan_report.give_opinion", row.pk, **given)
    row = do(world.enterprise, "plan_report.give_opinion", row.pk, **given).proceeding
    assert (row.state, row.score, row.evaluator) == ("drafted", 86, body.name)
    do(world.officer, "plan_report.submit_report", row.pk)
    done = do(world.head, "plan_report.sign_report", row.pk)
    with acting_as(CLOCKWORK):
        [paper] = Act.objects.get(pk=done.act_id).papers.all()
    assert paper.data["opinion"] == OPINION


@pytest.mark.django_db
def test_a_report_goes_on_without_an_opinion(world: World, plan: Plan) -> None:
    body = make_subject("样评估咨询有限公司")
    row = report(world.officer)
    do(world.officer, "plan_report.ask_evaluator", row.pk, evaluator=body.pk)
    row = do(CLOCKWORK, "plan_report.go_without_opinion", row.pk).proceeding
    assert (row.state, row.opinion, row.score) == ("drafted", "", None)


@pytest.mark.django_db
def test_two_who_edit_at_once_and_a_text_that_cannot_be_printed(world: World, plan: Plan) -> None:
    row = report(world.officer)
    browser, address = signed_in(world.officer), f"/plan-reports/{row.pk}/text/"
    typed = {"section": "problems", "text": "甲写的问题。", "version": row.version}
    assert browser.post(address, typed)["Location"].endswith("#s-problems")
    late = browser.post(address, typed | {"text": "乙写的问题。"})
    assert late.status_code == 409
    assert "乙写的问题。" in late.content.decode()
    strange = browser.post(address, {"section": "problems", "text": "𓀀𓀀", "version": row.version + 1})
    assert strange.status_code == 422
    with acting_as(CLOCKWORK):
        texts = {one["key"]: one for one in PlanReport.objects.get(pk=row.pk).sections}
    assert (texts["problems"]["text"], texts["problems"]["by"]) == ("甲写的问题。", "周明远")
