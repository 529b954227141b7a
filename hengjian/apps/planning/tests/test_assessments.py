"""Yearly assessments: weights, own scores, review by another authority, objection in time, ties, a table for officers."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.planning.indicators.programmes import assessments_on_time
from hengjian.apps.planning.queries import assessments
from hengjian.apps.planning.queries.assessments import computed
from hengjian.apps.planning.rules import scoring
from hengjian.kernel.indicator import Span
from hengjian.kernel.models import ActContent, Proceeding
from hengjian.kernel.paper.render import render
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import signed_in

from .plan_scene import report_on_record
from .programmes import Town

cents = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


@pytest.fixture
def town(db: Any) -> Town:
    return Town()


def lines(*weights: str) -> list[scoring.Line]:
    return [scoring.Line(f"item {n}", Decimal(w)) for n, w in enumerate(weights)]


# Rules


@given(st.lists(st.integers(1, 9_999), min_size=1, max_size=8))
def test_a_table_is_taken_exactly_if_its_weights_add_up_to_100(parts: list[int]) -> None:
    whole = sum(parts)
    weights = [str(Decimal(p) / 100) for p in parts]
    assert scoring.table(lines(*weights)).clear == (whole == 10_000)
    if whole < 10_000:
        assert scoring.table(lines(*weights, str(Decimal(10_000 - whole) / 100))).clear


@pytest.mark.parametrize(
    ("table", "fact"),
    [
        ([], "empty"),
        (lines("100.001"), "two decimals"),
        ([scoring.Line("a", Decimal(50)), scoring.Line("a", Decimal(50))], "twice"),
        ([scoring.Line("a", Decimal(100), source="light")], "target or indicator"),
        ([scoring.Line("a", Decimal(100), source="indicator", ref="x")], "at which value"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(table: list[scoring.Line], fact: str) -> None:
    with override("en"):
        assert any(fact in str(g.fact) for g in scoring.table(table).grounds)


def test_a_table_is_pasted_from_a_spreadsheet_with_its_heading_and_its_faults_by_line() -> None:
    found, faults = scoring.pasted("组\t项目\t权重\n机制\t部署\t60\n机制\t保障\t四十\n\t\t5")
    assert [(x.name, x.weight) for x in found] == [("部署", Decimal(60))]
    assert len(faults) == 2
    assert ["3" in faults[0], "4" in faults[1]] == [True, True]


@given(st.lists(st.tuples(st.text("0123456789", min_size=2, max_size=4), cents), max_size=8, unique_by=lambda x: x[0]))
def test_ranks_follow_scores_and_equal_scores_share_one(rows: list[tuple[str, Decimal]]) -> None:
    ranked = scoring.ranking((code, code, score) for code, score in rows)
    for one in ranked:
        better = sum(score > one.score for _code, score in rows)
        assert one.rank == better + 1
        assert one.tied == (sum(score == one.score for _code, score in rows) > 1)


def test_two_firsts_are_followed_by_a_third() -> None:
    ranked = scoring.ranking([("1", "甲", Decimal(90)), ("2", "乙", Decimal(90)), ("3", "丙", Decimal(80))])
    assert [(r.rank, r.tied) for r in ranked] == [(1, True), (1, True), (3, False)]


@given(value=cents, weight=cents, none_at=cents, full_at=cents)
def test_computed_points_stay_within_the_weight(
    value: Decimal, weight: Decimal, none_at: Decimal, full_at: Decimal
) -> None:
    if none_at != full_at:
        assert 0 <= scoring.score_from_value(value, weight, none_at, full_at) <= weight


def test_computed_points_by_hand() -> None:
    assert scoring.score_from_value(Decimal(75), Decimal(10), Decimal(60), Decimal(85)) == Decimal("6.00")
    assert scoring.score_from_value(Decimal(3), Decimal(10), Decimal(5), Decimal(1)) == Decimal(
        "5.00"
    )  # less is better
    lights = [scoring.score_from_light(x, Decimal(20), Decimal(60)) for x in ("green", "yellow", "red", "")]
    assert lights == [20, 12, 0, None]


# Acts


def test_weights_that_do_not_add_up_are_refused_with_the_sum(town: Town) -> None:
    with pytest.raises(Incomplete) as refused:
        town.round("机制\t部署\t60\n机制\t保障\t30")
    assert "90" in refused.value.fact
    assert "pasted" in refused.value.fields


def test_an_empty_table_is_the_catalogues_proposal(town: Town) -> None:
    row = town.round("")
    assert sum(Decimal(i["weight"]) for i in row.items) == 100
    assert row.items[-1]["ref"] == "planning.satisfaction"


def test_a_round_through_its_whole_life(town: Town) -> None:
    row, (first, second) = town.called("411602", "411624")
    town.scored(first, "58", "38")
    stranger = town.world.stranger
    town.scored(second, "50", "40", head=stranger)
    assert town.reviewed(first, "55", "35").state == "answering"
    town.reviewed(second, "50", "40")
    town.do(town.county_head, "assessment.object_to_scores", first.pk, objection="第一项佐证已在附件中补充")
    town.do(town.city, "assessment.correct_score", first.pk, item=1, score="55", reason="维持原分")
    settled = town.do(town.city_head, "assessment.answer_objection", first.pk, answer="经复核，维持原评分")
    assert settled.state == "settled"
    with pytest.raises(Conflict):
        town.do(town.city, "assessment_round.rank_round", row.pk)
    assert town.run_out(second).state == "settled"
    ranked = town.do(town.city, "assessment_round.rank_round", row.pk)
    assert [(r["rank"], r["score"]) for r in ranked.ranking] == [(1, "90.00"), (1, "90.00")]
    assert all(r["tied"] for r in ranked.ranking)
    town.do(town.city_head, "assessment_round.tell_result", row.pk)
    with acting_as(CLOCKWORK):
        told = ActContent.objects.filter(proceeding_id=row.pk).order_by("-act_id")[0].body
    assert told["to"] == "told"
    [circular] = town.papers(row)
    assert [line[2:] for line in circular.data["lines"]] == [["90.00", "并列"], ["90.00", "并列"]]
    assert render("planning.circular", circular.data).startswith(b"%PDF")


def test_the_result_is_told_inside_to_those_assessed_only(town: Town) -> None:
    row, (one,) = town.called("411602")
    town.scored(one, "60", "40")
    town.reviewed(one, "60", "40")
    town.do(town.county_head, "assessment.accept_scores", one.pk)
    town.do(town.city, "assessment_round.rank_round", row.pk)
    with acting_as(town.county):
        assert not Proceeding.objects.filter(pk=row.pk).exists()
    town.do(town.city_head, "assessment_round.tell_result", row.pk)
    for who, sees in ((town.county, True), (town.world.stranger, False), (town.world.citizen, False)):
        status = signed_in(who).get(f"/planning/assessments/{row.pk}/").status_code
        assert (status == 200) is sees, who.name


def test_nobody_scores_for_the_other_side(town: Town) -> None:
    _row, (one,) = town.called("411602")
    with pytest.raises(NotAllowed):
        town.do(town.city, "assessment.score_self", one.pk, item=1, score="60", said="代评")
    town.scored(one, "60", "40")
    with pytest.raises(NotAllowed):
        town.do(town.county, "assessment.review_item", one.pk, item=1, score="60")


def test_a_score_is_bounded_by_its_weight_and_a_difference_needs_a_reason(town: Town) -> None:
    _row, (one,) = town.called("411602")
    for wrong in ("60.5", "12.345"):
        with pytest.raises(Incomplete):
            town.do(town.county, "assessment.score_self", one.pk, item=1, score=wrong, said="已完成")
    town.scored(one, "60", "40")
    with pytest.raises(Incomplete) as refused:
        town.do(town.city, "assessment.review_item", one.pk, item=1, score="59")
    assert "reason" in refused.value.fields
    town.do(town.city, "assessment.review_item", one.pk, item=1, score="60")


def test_an_objection_is_answered_by_somebody_who_has_not_scored(town: Town) -> None:
    _row, (one,) = town.called("411602")
    town.scored(one, "60", "40")
    for at, score in ((1, "50"), (2, "40")):
        town.do(town.city_second, "assessment.review_item", one.pk, item=at, score=score, reason="佐证不足")
    town.do(town.city_second, "assessment.feed_back", one.pk)
    town.do(town.county_head, "assessment.object_to_scores", one.pk, objection="第一项请予复核，见附件")
    with pytest.raises(NotAllowed):
        town.do(town.city_second, "assessment.answer_objection", one.pk, answer="维持原评分，理由同前")
    town.do(town.city_head, "assessment.answer_objection", one.pk, answer="维持原评分，理由同前")


def test_a_round_that_is_called_off_ends_the_matters_of_its_authorities(town: Town) -> None:
    row, (one,) = town.called("411602")
    town.do(town.city_head, "assessment_round.call_off", row.pk, reason="上级统一组织")
    assert town.do(CLOCKWORK, "assessment.end_with_round", one.pk).state == "ended"


def test_an_item_is_scored_from_a_target_once_the_plan_tells_its_light(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = town.round().law_on
    item = {"weight": "20", "source": "light", "ref": "zhoukou/pass_rate"}
    with acting_as(town.city):
        assert computed(item, "4116", 2025, day) is None
    target = SimpleNamespace(key="pass_rate")
    told = lambda plan, code, on: [SimpleNamespace(target=target, light="yellow" if plan == "zhoukou" else "")]  # noqa: E731
    monkeypatch.setattr(assessments, "standing", told)
    with acting_as(town.city):
        assert computed(item, "4116", 2025, day) == (Decimal("12.00"), "zhoukou/pass_rate：yellow")
        assert computed({**item, "ref": "henan/pass_rate"}, "4116", 2025, day) is None


def test_an_item_is_scored_from_what_an_outside_evaluator_said_of_the_plan(town: Town) -> None:
    row, item = report_on_record(), {"weight": "20", "source": "evaluation", "ref": "sample"}
    with acting_as(CLOCKWORK):
        assert computed(item, row.code, 2025, date(2026, 3, 31)) is None
        row.score, row.assessed_on = 85, date(2026, 3, 1)
        row.save(update_fields=["score", "assessed_on"])
        assert computed(item, row.code, 2025, date(2026, 3, 31)) == (Decimal("17.00"), "sample：85 / 100")
        assert computed(item, row.code, 2025, date(2026, 2, 28)) is None
        assert computed({**item, "ref": "other"}, row.code, 2025, date(2026, 3, 31)) is None


def test_an_item_is_scored_from_an_indicator_once_there_is_a_figure(town: Town) -> None:
    """No county of this city has been assessed but one, which handed in in time: 100% between 50% and 100% earns all."""
    item = {
        "source": "indicator",
        "ref": "planning.assessments_on_time",
        "none_at": "50",
        "full_at": "100",
        "weight": "10",
    }
    row, (one,) = town.called("411602")
    with acting_as(town.city):
        assert computed(item, "4116", row.law_on.year, row.law_on) is None
    town.scored(one, "60", "40")
    with acting_as(town.city):
        found = computed(item, "4116", row.law_on.year, row.law_on)
    assert found == (Decimal("10.00"), "planning.assessments_on_time = 100.00")


def test_the_share_handed_in_on_time_by_hand(town: Town) -> None:
    row, (one, other) = town.called("411602", "411624")
    town.scored(one, "60", "40")
    span = Span("4116", row.law_on, row.law_on)
    with acting_as(town.city):
        figure = assessments_on_time(span)
    assert (figure.value, figure.numerator, figure.denominator) == (100, 1, 1)
    with acting_as(town.county):  # an officer of one county sees that county
        assert assessments_on_time(Span("411624", row.law_on, row.law_on)).value is None


def test_pages_open_for_officers_only(town: Town) -> None:
    row, _opened = town.called("411602")
    for address in ("/planning/assessments/", f"/planning/assessments/{row.pk}/"):
        assert signed_in(town.city).get(address).status_code == 200
        assert Client().get(address).status_code == 302
        assert signed_in(town.world.citizen).get(address).status_code == 403
