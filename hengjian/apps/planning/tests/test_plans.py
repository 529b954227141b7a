"""A plan period through its life: drafted, adopted by another, handed down, confirmed or objected to, valued, followed up."""

from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError

from hengjian.apps.consumer.queries import guest_of
from hengjian.apps.planning import queries
from hengjian.apps.planning.models import IndicatorFigure, Plan, PlanTarget, ReportedFigure
from hengjian.apps.planning.procedures import PlanReturn, TargetAssignment, TargetMiss
from hengjian.apps.planning.tasks.plans import SWITCH, follow_up, gather
from hengjian.apps.planning.tests.planned import LINES, PERIOD, adopted, another, at_noon, do, evidence, province, told
from hengjian.kernel.models import Act, Disclosure, Setting
from hengjian.kernel.principal import CLOCKWORK, NOBODY, Principal, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
COUNTIES = ("411602", "411624")


def handed(world: World, plan: Plan, **more: Any) -> dict[str, Any]:
    """The plan handed down to both counties; what each was given, by place."""
    given = {"plan": plan.pk, "places": [{"code": code} for code in COUNTIES]}
    done = do(world.city, "target_cascade.hand_down", **given | more)
    out = {}
    for code in COUNTIES:
        out[code] = do(CLOCKWORK, "target_assignment.assign", cascade=done.proceeding.pk, code=code).proceeding
    return out


# ---- a period ----


def test_a_planner_drafts_and_somebody_else_adopts(world: World) -> None:
    row: Any = do(world.city, "plan_period.draft_plan", **PERIOD).proceeding
    with pytest.raises(NotAllowed):
        do(world.city, "plan_period.adopt_plan", row.pk)
    do(province(world), "plan_period.adopt_plan", row.pk)
    with acting_as(NOBODY):
        plan = Plan.objects.get(key=row.plan_key)
        assert [t.name for t in plan.targets.order_by("position")] == [line["name"] for line in LINES]
        assert Disclosure.objects.filter(kind="plan_adopted", body__plan=plan.key).exists()
    with acting_as(CLOCKWORK):
        assert Act.objects.filter(pk=plan.act_id, name="planning.plan_period.adopt_plan").exists()


def test_a_draft_with_a_fault_keeps_nothing_and_tells_the_row(world: World) -> None:
    with pytest.raises(Incomplete) as refused:
        do(world.city, "plan_period.draft_plan", **PERIOD | {"lines": [LINES[0], LINES[0]]})
    assert list(refused.value.fields) == ["lines.1.name"]
    with pytest.raises(Incomplete) as refused:
        do(world.city, "plan_period.draft_plan", **PERIOD | {"lines": [{**LINES[0], "target": "many"}]})
    assert list(refused.value.fields) == ["lines.0.target"]
    with acting_as(world.city):
        assert not Plan.objects.filter(key="4116-2021-2025").exists()


def test_a_second_plan_for_the_same_years_is_refused(world: World) -> None:
    adopted(world)
    with pytest.raises(Conflict):
        do(world.city, "plan_period.draft_plan", **PERIOD)


def test_what_is_in_force_is_written_by_nobody_outside_its_range(world: World) -> None:
    plan = adopted(world)
    with pytest.raises(ProgrammingError), acting_as(world.stranger):
        PlanTarget.objects.create(
            plan=plan,
            code="4116",
            ref="T9",
            position=9,
            name="x",
            target_text="1",
            comparison="ge",
            better="up",
            nature="binding",
            adds="sum",
            key="x",
        )


# ---- handing down ----


def test_ten_counties_are_served_in_one_act_and_what_adds_up_adds_up(world: World) -> None:
    plan = adopted(world)
    rows = handed(world, plan, way="weight", places=[{"code": "411602", "weight": 2}, {"code": "411624", "weight": 1}])
    values = {code: {line["ref"]: line["value"] for line in row.lines} for code, row in rows.items()}
    assert values == {"411602": {"T1": "98", "T2": "160", "T3": "0.1"}, "411624": {"T1": "98", "T2": "80", "T3": "0.1"}}


def test_shares_that_do_not_bring_the_target_about_are_refused_and_nothing_is_sent(world: World) -> None:
    plan = adopted(world)
    by_hand = [{"code": "411602", "ref": "T2", "value": "100"}, {"code": "411624", "ref": "T2", "value": "139"}]
    with pytest.raises(Incomplete) as refused:
        handed(world, plan, values=by_hand)
    assert "239" in refused.value.fact
    with pytest.raises(Incomplete):
        handed(world, plan, values=[{"code": "411602", "ref": "T1", "value": "97"}])
    with pytest.raises(Incomplete):
        handed(world, plan, values=[{"code": "411602", "ref": "T3", "value": "0.2"}])
    with acting_as(world.city):
        assert not TargetAssignment.objects.exists()


def test_only_places_right_below_with_an_authority_are_given_targets(world: World) -> None:
    plan = adopted(world)
    for code in ("411602002", "4117", "411681", "x"):
        with pytest.raises(Incomplete):
            do(world.city, "target_cascade.hand_down", plan=plan.pk, places=[{"code": code}])


def test_a_county_confirms_and_has_a_plan_of_its_own(world: World) -> None:
    plan = adopted(world)
    rows = handed(world, plan)
    for who in (world.stranger, world.city, world.enterprise):
        with pytest.raises((NotAllowed, NotFound)):
            do(who, "target_assignment.confirm_targets", rows["411602"].pk)
    do(world.officer, "target_assignment.confirm_targets", rows["411602"].pk)
    with acting_as(NOBODY):
        [own] = queries.children(plan.key)
        assert own.code == "411602"
        assert [(t.ref, str(t.target), t.parent_id is not None) for t in own.targets.order_by("position")] == [
            ("T1", "98.0000", True), ("T2", "120.0000", True), ("T3", "0.1000", True),
        ]  # fmt: skip


def test_the_cascade_is_settled_when_every_place_has_answered(world: World) -> None:
    plan = adopted(world)
    rows = handed(world, plan)
    cascade = rows["411602"].cascade_id
    do(world.officer, "target_assignment.confirm_targets", rows["411602"].pk)
    assert do(CLOCKWORK, "target_cascade.settle_cascade", cascade).proceeding.state == "handed"
    do(world.stranger, "target_assignment.confirm_targets", rows["411624"].pk)
    assert do(CLOCKWORK, "target_cascade.settle_cascade", cascade).proceeding.state == "settled"
    with pytest.raises(Conflict):
        handed(world, plan)


def test_an_objection_is_decided_above_and_only_so_that_the_sum_still_fits(world: World) -> None:
    plan = adopted(world)
    rows = handed(world, plan)
    pk = rows["411602"].pk
    less = {"objection": "人口外流，难以完成", "proposals": [{"ref": "T2", "value": "100"}]}
    do(world.officer, "target_assignment.object_to_targets", pk, **less)
    with pytest.raises(NotAllowed):
        do(world.head, "target_assignment.decide_targets", pk, granted=False, reason="自己不能决定")
    with pytest.raises(Incomplete) as refused:
        do(world.city, "target_assignment.decide_targets", pk, granted=True, reason="同意其意见")
    assert "220" in refused.value.fact
    row: Any = do(world.city, "target_assignment.decide_targets", pk, granted=False, reason="维持原指标").proceeding
    assert row.state == "imposed"
    with acting_as(NOBODY):
        assert str(PlanTarget.objects.get(plan__key=f"{plan.key}-411602", ref="T2").target) == "120.0000"


# ---- values ----


def test_values_are_asked_for_once_and_reported_in_time_with_their_evidence(world: World) -> None:
    plan = adopted(world)
    with at_noon(2026, 1, 5):
        assert gather(2025) >= 1
        assert gather(2025) == 0
        with acting_as(world.city):
            row = PlanReturn.objects.get(plan=plan, until=date(2025, 12, 31))
        with pytest.raises(Incomplete):
            do(
                world.city,
                "plan_return.report_values",
                row.pk,
                evidence="made up",
                lines=[{"ref": "T1", "value": "97"}],
            )
        given = {
            "evidence": evidence(world.city),
            "lines": [{"ref": "T1", "value": "97.5"}, {"ref": "T2", "value": "230"}],
        }
        row = do(world.city, "plan_return.report_values", row.pk, **given).proceeding  # type: ignore[assignment]
    assert row.late is False
    one, two, three = queries.standing(plan.key, "4116", date(2026, 6, 1))
    assert (str(one.value.normalize()), one.how, one.light, one.met) == ("97.5", "reported", "red", False)
    assert (two.light, three.how, three.light) == ("red", "missing", "")


def test_a_value_after_the_time_limit_is_marked_late(world: World) -> None:
    plan = adopted(world)
    with at_noon(2026, 1, 5):
        gather(2025)
    with acting_as(world.city):
        row = PlanReturn.objects.get(plan=plan)
    with at_noon(2026, 4, 20):
        do(
            world.city,
            "plan_return.report_values",
            row.pk,
            evidence=evidence(world.city),
            lines=[{"ref": "T1", "value": "98"}],
        )
    one = queries.standing(plan.key, "4116", date(2026, 6, 1))[0]
    assert (one.late, one.light) == (True, "green")


def test_a_corrected_value_leaves_the_old_one_to_be_seen(world: World) -> None:
    plan = adopted(world)
    with at_noon(2026, 1, 20):
        row = told(world.city, plan, 2025, {"T1": "98.4"})
    with at_noon(2026, 3, 2):
        do(
            world.city,
            "plan_return.correct_values",
            row.pk,
            reason="分母漏计两个县",
            lines=[{"ref": "T1", "value": "97.1"}],
        )
    then, now = (queries.standing(plan.key, "4116", day)[0] for day in (date(2026, 2, 1), date(2026, 3, 3)))
    assert (str(then.value.normalize()), then.light, then.corrected) == ("98.4", "green", False)
    assert (str(now.value.normalize()), now.light, now.corrected) == ("97.1", "red", True)
    with acting_as(NOBODY):
        old, new = ReportedFigure.objects.filter(target__plan=plan).order_by("pk")
        assert (new.corrects_id, new.reason, old.reason) == (old.pk, "分母漏计两个县", "")


def test_nobody_reports_for_another_place_nor_twice_nor_for_a_year_to_come(world: World) -> None:
    plan = adopted(world)
    with at_noon(2026, 2, 2):
        told(world.city, plan, 2024, {"T1": "97"})
        with pytest.raises(Conflict):
            told(world.city, plan, 2024, {"T1": "97"})
        with pytest.raises(NotAllowed):
            told(world.officer, plan, 2024, {"T1": "97"}, code="411624")
        with pytest.raises(Conflict):
            told(world.city, plan, 2026, {"T1": "97"})
        with pytest.raises(Incomplete) as refused:
            told(world.city, plan, 2023, {"T1": "9700", "T9": "1"})
    assert sorted(refused.value.fields) == ["lines.0.value", "lines.1.ref"]


def test_figures_are_never_written_over(world: World) -> None:
    plan = adopted(world)
    with at_noon(2026, 2, 2):
        told(world.city, plan, 2024, {"T1": "97"})
    with pytest.raises(ProgrammingError), acting_as(world.city):
        ReportedFigure.objects.update(value=99)
    with pytest.raises(ProgrammingError), acting_as(world.city):
        IndicatorFigure.objects.update(value=99)


def test_the_forecast_and_the_light_follow_the_values(world: World) -> None:
    plan = adopted(world)
    for year, value in ((2021, "96.1"), (2022, "96.1"), (2023, "96.2")):
        with at_noon(year + 1, 1, 20):
            told(world.city, plan, year, {"T1": value, "T2": str(200 + 10 * (year - 2020))})
    one, two, _three = queries.standing(plan.key, "4116", date(2024, 6, 1))
    assert one.forecast is not None
    assert one.light == "red", "far behind its path, and the line does not reach the target"
    assert two.light == "green"
    assert [value for _day, value, how in queries.history(two.target.pk, "4116") if how == "reported"] == [
        210,
        220,
        230,
    ]


# ---- targets that were missed ----


def missed(world: World) -> tuple[Plan, TargetMiss]:
    plan = adopted(world)
    with at_noon(2026, 1, 20):
        told(world.city, plan, 2025, {"T1": "97", "T2": "100", "T3": "0.08"})
        follow_up(date(2026, 1, 20))
    with acting_as(world.city):
        return plan, TargetMiss.objects.get()


def test_a_binding_target_that_was_missed_is_followed_up_once_and_supervised(world: World) -> None:
    _plan, row = missed(world)
    assert (row.target.ref, row.state, row.supervised) == ("T1", "asked", True)
    with at_noon(2026, 1, 21):
        assert follow_up(date(2026, 1, 21)) == 0


def test_it_is_explained_mended_and_closed_when_reached(world: World) -> None:
    plan, row = missed(world)
    told_why = {"why": "系统切换期间漏记办结时间", "measures": "补录并改造流程，逐月通报", "answered_by": "消保科"}
    with at_noon(2026, 1, 22):
        do(world.city, "target_miss.explain_miss", row.pk, **told_why, reach_by="2026-06-30")
        do(world.city, "target_miss.note_step", row.pk, done="已补录412件")
        with acting_as(world.city):
            values = PlanReturn.objects.get(plan=plan)
        do(
            world.city,
            "plan_return.correct_values",
            values.pk,
            reason="补录后重算",
            lines=[{"ref": "T1", "value": "98.2"}],
        )
        follow_up(date(2026, 1, 22))
    with acting_as(world.city):
        row.refresh_from_db()
        assert (row.state, row.supervised) == ("reached", False)


def test_an_administrator_may_switch_the_rule_off(world: World) -> None:
    plan = adopted(world)
    with acting_as(world.admin):
        Setting.objects.create(key=SWITCH, value=False)
    with at_noon(2026, 1, 20):
        told(world.city, plan, 2025, {"T1": "97"})
        assert follow_up(date(2026, 1, 20)) == 0


def test_who_explains_does_not_excuse(world: World) -> None:
    _plan, row = missed(world)
    why = {
        "why": "统计口径在年中调整",
        "measures": "按新口径重新测算",
        "answered_by": "办公室",
        "reach_by": "2099-01-01",
    }
    do(world.city, "target_miss.explain_miss", row.pk, **why)
    with pytest.raises(NotAllowed):
        do(world.city, "target_miss.excuse_miss", row.pk, reason="不再追究")
    boss = another("cityhead", "4116", Role.HEAD)
    assert do(boss, "target_miss.excuse_miss", row.pk, reason="规划已经调整").proceeding.state == "excused"


# ---- comments ----


@pytest.mark.parametrize("who", ["guest", "citizen"])
def test_anybody_comments_and_the_answer_is_published_with_it(world: World, who: str) -> None:
    plan = adopted(world)
    speaker: Principal = guest_of("K7QF-2MXA-9TRD", "") if who == "guest" else world.citizen
    row = do(speaker, "plan_comment.comment", plan=plan.pk, words="建议公布各县的办结率").proceeding
    with acting_as(NOBODY):
        assert queries.comments_of(plan) == []
    with pytest.raises(NotFound):
        do(world.stranger, "plan_comment.answer_comment", row.pk, answer="不归我管")
    do(world.city, "plan_comment.answer_comment", row.pk, answer="已在指标页按县公布")
    with acting_as(NOBODY):
        [shown] = queries.comments_of(plan)
    assert (shown.body["content"], shown.body["answer"]) == ("建议公布各县的办结率", "已在指标页按县公布")


def test_a_comment_on_a_plan_of_no_authority_here_is_refused(world: World) -> None:
    with acting_as(NOBODY):
        far = Plan.objects.get(key="qinghai")
    with pytest.raises(Incomplete):
        do(world.citizen, "plan_comment.comment", plan=far.pk, words="请公布进展")
