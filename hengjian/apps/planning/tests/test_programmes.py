"""Demonstration programmes: who may open one, who may apply, experts, visit, publicity, name, re-check, loss."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.planning.indicators.programmes import applications_named, named_units, rechecks_passed
from hengjian.apps.planning.models import NamedUnit
from hengjian.apps.planning.queries.programmes import experts_for
from hengjian.apps.planning.rules import naming
from hengjian.kernel.indicator import Span
from hengjian.kernel.models import Disclosure
from hengjian.kernel.paper.render import render
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import signed_in

from .programmes import Town

DAY = date(2026, 5, 6)
FULL = [Decimal(60), Decimal(40)]


@pytest.fixture
def town(db: Any) -> Town:
    return Town()


# Rules


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "4116", "approval": ""}, "approval"),  # 创建示范活动管理办法 art. 4: not by a bureau of its own
        ({"until": DAY - timedelta(days=1)}, "until"),
        ({"criteria": [Decimal(60), Decimal(39)]}, "criteria"),
        ({"criteria": [Decimal(110), Decimal(-10)]}, "criteria"),
        ({"mark": Decimal(101)}, "mark"),
    ],
)
def test_what_bars_a_call(given: dict[str, Any], field: str) -> None:
    call = {"code": "41", "approval": "", "since": DAY, "until": DAY, "mark": Decimal(80), "criteria": FULL}
    assert naming.call(**call).clear
    assert [g.field for g in naming.call(**call | given).grounds] == [field]


@given(st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=1, max_size=6))
def test_a_mark_lies_between_the_strictest_and_the_kindest_expert(given_points: list[list[int]]) -> None:
    rows = [(e, c, Decimal(p)) for e, points in enumerate(given_points) for c, p in enumerate(points)]
    totals = [sum(points) for points in given_points]
    mark = naming.mark_of(rows)
    assert min(totals) - Decimal("0.01") <= mark <= max(totals) + Decimal("0.01")


def test_a_mark_by_hand() -> None:
    """Criterion 1: (40 + 44) / 2, criterion 2: (30 + 35) / 2."""
    rows = [(1, 0, Decimal(40)), (2, 0, Decimal(44)), (1, 1, Decimal(30)), (2, 1, Decimal(35))]
    assert naming.mark_of(rows) == Decimal("74.50")


def test_criteria_as_people_type_them() -> None:
    assert naming.criteria_of("证照, 60\n质量，40") == ([("证照", Decimal(60)), ("质量", Decimal(40))], [])
    assert len(naming.criteria_of("证照\n质量,许多")[1]) == 2


# Acts


def test_a_bureau_below_the_province_needs_the_document_of_its_government(town: Town) -> None:
    with pytest.raises(Incomplete) as refused:
        town.call(approval="")
    assert "approval" in refused.value.fields
    assert "第四条" in refused.value.article or "4" in refused.value.article


def test_from_the_call_to_the_name_and_its_loss(town: Town) -> None:
    row = town.named()
    assert row.score == Decimal("90.00")
    [paper] = town.papers(row)
    assert render("planning.naming", paper.data).startswith(b"%PDF")
    assert "样禾超市" in Client().get("/named/?kind=worry_free_shop&place=411602&q=样").content.decode()
    assert "样禾超市" not in Client().get("/named/?kind=food_city").content.decode()
    due = town.run_out(row)
    assert due.state == "rechecking"
    kept = town.do(town.city_second, "programme_application.pass_recheck", row.pk, finding="各项标准保持，投诉按期办结")
    assert (kept.state, len(kept.checks)) == ("named", 1)
    town.do(town.city_head, "programme_application.withdraw_name", row.pk, reason="两次拒不履行先行赔付承诺")
    page = Client().get("/named/?is=withdrawn").content.decode()
    assert "拒不履行" in page
    assert "样禾超市" not in Client().get("/named/").content.decode()
    with acting_as(CLOCKWORK):
        kinds = {d.kind: d.withdrawn_at for d in Disclosure.objects.filter(body__name__endswith="样禾超市")}
    assert kinds["programme_named"] is not None
    assert kinds["programme_withdrawn"] is None


def test_the_call_says_by_what_is_judged_before_anybody_applies(town: Town) -> None:
    town.call()
    page = Client().get("/programmes/").content.decode()
    assert "投诉处理" in page
    assert "/start/planning.programme_application/apply/?call=" in page


@pytest.mark.parametrize("days", [-3, 3])
def test_applications_are_taken_within_the_days_of_the_call_only(town: Town, days: int) -> None:
    today = timezone.localdate()
    row, subject = town.call(), town.shop()
    since, until = (today + timedelta(days=1), today + timedelta(days=9)) if days > 0 else (today - timedelta(9),) * 2
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.get(kind="programme_call")
        shown.body["call"] |= {"since": str(since), "until": str(until)}
        shown.save(update_fields=["body"])
    with pytest.raises(Incomplete):
        town.applied(row, subject)


def test_an_enterprise_applies_for_itself_once_and_an_authority_not_in_its_place(town: Town) -> None:
    row, subject = town.call(), town.shop()
    with pytest.raises(Incomplete):
        town.do(town.county, "programme_application.apply", call=row.pk, reason="代为申报代为申报")
    given = {"call": row.pk, "subject": subject.pk, "reason": "他人代为申报材料"}
    with pytest.raises(Incomplete):
        town.do(town.world.citizen, "programme_application.apply", **given)
    town.applied(row, subject)
    with pytest.raises(Conflict):
        town.applied(row, subject)


def test_a_county_applies_to_the_city_and_the_city_does_not_apply_to_itself(town: Town) -> None:
    row = town.call("food_city", name="食品安全示范县创建")
    reason = "党政同责，全链条监管"
    one = town.do(town.county, "programme_application.apply", call=row.pk, reason=reason)
    assert (one.code, one.judge, one.applicant) == ("411602", "4116", "周口市川汇区市场监督管理局")
    with pytest.raises(Incomplete):
        town.do(town.city, "programme_application.apply", call=row.pk, reason=reason)
    experts = town.experts()
    with pytest.raises(NotAllowed):  # the county sees its own application and does not judge it
        town.do(town.county, "programme_application.pass_material", one.pk, experts=experts)
    assert town.do(town.city, "programme_application.pass_material", one.pk, experts=experts).state == "scoring"


def test_an_expert_of_the_applicants_own_is_neither_offered_nor_taken(town: Town) -> None:
    row = town.applied(town.call(), town.shop())
    [own] = town.experts(1, recused_from=["周口市川汇区样禾超市"])
    [employed] = town.experts(1, unit="周口市川汇区样禾超市")
    with acting_as(town.city):
        assert experts_for(row.kind, row.applicant) == {}
    for one in (own, employed, "999999"):
        with pytest.raises(Incomplete):
            town.do(town.city, "programme_application.pass_material", row.pk, experts=[one])


@pytest.mark.parametrize("points", ["22, 28, 26", "22, 28, 26, 16", "22, 28, 26, 十", "22, 28, 26, -1", "nan 1 1 1"])
def test_points_fit_their_criteria(town: Town, points: str) -> None:
    row = town.applied(town.call(), town.shop())
    [one] = town.experts(1)
    town.do(town.city, "programme_application.pass_material", row.pk, experts=[one])
    with pytest.raises(Incomplete) as refused:
        town.do(town.city, "programme_application.enter_marks", row.pk, expert=one, points=points)
    assert "points" in refused.value.fields


def test_nobody_is_proposed_unscored_unvisited_or_below_the_mark(town: Town) -> None:
    row = town.applied(town.call(), town.shop())
    [one] = town.experts(1)
    town.do(town.city, "programme_application.pass_material", row.pk, experts=[one])
    for step in ("nothing", "scored", "visited"):
        if step == "scored":
            town.do(town.city, "programme_application.enter_marks", row.pk, expert=one, points="20, 20, 20, 10")
        if step == "visited":
            visit = {"visited_on": str(timezone.localdate()), "visit": "现场与申报不一致"}
            town.do(town.city, "programme_application.record_visit", row.pk, **visit)
        with pytest.raises(Conflict) as refused:
            town.do(town.city_second, "programme_application.propose", row.pk)
    assert "70" in refused.value.fact
    declined = town.do(town.city_second, "programme_application.decline", row.pk, reason="得分未达到命名分数")
    assert declined.state == "refused"


def test_an_objection_is_answered_before_the_name_is_given(town: Town) -> None:
    row = town.proposed()
    town.do(town.city, "programme_application.enter_objection", row.pk, objection="该店曾拒绝退货")
    town.run_out(row)
    with pytest.raises(Conflict):
        town.do(town.city_head, "programme_application.name_unit", row.pk)
    town.do(town.city, "programme_application.answer_objection", row.pk, objection="0", answer="经查不属实，已当面说明")
    assert town.do(town.city_head, "programme_application.name_unit", row.pk).state == "named"


def test_who_entered_the_points_or_proposed_does_not_name(town: Town) -> None:
    row = town.run_out(town.proposed())
    for who, refusal in ((town.city, NotAllowed), (town.city_second, NotAllowed), (town.county_head, NotFound)):
        with pytest.raises(refusal):
            town.do(who, "programme_application.name_unit", row.pk)


def test_no_more_are_named_than_there_are_places(town: Town) -> None:
    row = town.run_out(town.proposed(places=1))
    with acting_as(CLOCKWORK):
        NamedUnit.objects.create(
            proceeding_id=1, kind=row.kind, programme=row.programme_number, name="另一家", place="411602", code="4116",
            number="1", score=95, named_on=timezone.localdate(),
        )  # fmt: skip
    with pytest.raises(Conflict):
        town.do(town.city_head, "programme_application.name_unit", row.pk)


def test_figures_by_hand(town: Town) -> None:
    row = town.named()
    span = Span("4116", row.law_on, row.law_on)
    with acting_as(town.city):
        assert named_units(span).value == 1
        assert applications_named(span).value == 100
        assert rechecks_passed(span).value is None
        assert named_units(Span("411624", row.law_on, row.law_on)).value == 0
    town.do(town.city_head, "programme_application.withdraw_name", row.pk, reason="不再符合创建标准")
    with acting_as(town.city):
        assert named_units(span).value == 0
        assert rechecks_passed(span).value == 0


def test_the_table_of_applications_is_for_officers_in_charge(town: Town) -> None:
    row = town.call()
    town.applied(row, town.shop())
    assert "样禾超市" in signed_in(town.city).get(f"/planning/programmes/{row.pk}/").content.decode()
    assert signed_in(town.county).get(f"/planning/programmes/{row.pk}/").status_code == 404
    assert signed_in(town.world.enterprise).get(f"/planning/programmes/{row.pk}/").status_code == 403
