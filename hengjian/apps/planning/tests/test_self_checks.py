"""Responsibility lists and self-checks: lines of the law, two lists of hazards and measures, who is late, what follows."""

from datetime import date
from typing import Any

import pytest

from hengjian.apps.enforcement import queries as enforcement
from hengjian.apps.inspection import queries as inspection
from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import EnterpriseStandard, ResponsibilityList, SelfCheck
from hengjian.apps.planning.queries import responsibility as reads
from hengjian.apps.planning.rules.responsibility import kinds
from hengjian.apps.planning.tests.campaign_builders import ITEM, Ground, at
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.law import cite
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import make_subject

pytestmark = pytest.mark.django_db
MARCH = Span("411602", date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def ground() -> Ground:
    return Ground()


def asked(ground: Ground, **more: Any) -> list[SelfCheck]:
    row = ground.called(**more)
    with acting_as(CLOCKWORK):
        return list(SelfCheck.objects.filter(round_id=row.pk).order_by("subject__name"))


def test_six_kinds_of_business_have_lists_and_every_line_has_its_article() -> None:
    assert set(kinds()) == {
        "food_producer", "catering", "elevator_user", "special_equipment_user", "drug_retailer", "network_platform",
    }  # fmt: skip
    for kind in kinds().values():
        assert len(kind.lines) >= 10
        for line in kind.lines:
            assert cite(line["cite"]).official == line["article"]
            assert line["check"] in ("verified", "high", "medium", "low")
            assert line["post"]


def test_a_newer_list_ends_the_older_and_lines_of_the_law_cannot_be_left_out(ground: Ground) -> None:
    first = ground.listed()
    own = {"text": "校园周边二百米不售三无食品", "article": "周川市监〔2026〕5号", "post": "店长"}
    row = ground.do(ground.world.officer, "responsibility_list.draft_list", kind="catering", lines=[own])
    with pytest.raises(NotAllowed):
        ground.do(ground.world.officer, "responsibility_list.publish_list", row.pk)
    row = ground.do(ground.world.head, "responsibility_list.publish_list", row.pk)
    assert len(row.lines) == len(kinds()["catering"].lines) + 1
    with acting_as(CLOCKWORK):
        assert ResponsibilityList.objects.get(pk=first.pk).state == "ended"
        assert [d.body["number"] for d in queries.published_lists()] == [row.number]


def test_a_round_asks_everybody_of_its_scope_once_in_its_own_space(ground: Ground) -> None:
    outside = make_subject("周口市川汇区样河五金店")
    rows = asked(ground)
    assert [row.subject_name for row in rows] == [f"周口市川汇区样{n}号餐饮店" for n in range(1, 6)]
    assert outside.pk not in {row.subject_id for row in rows}
    with acting_as(ground.world.enterprise):
        assert SelfCheck.objects.count() == 5
    with acting_as(ground.world.citizen):
        assert SelfCheck.objects.count() == 0
    with pytest.raises(Incomplete):  # seven days at least to answer
        ground.called(due_on="2026-03-05")


def test_what_is_not_met_needs_hazard_measure_post_and_day(ground: Ground) -> None:
    [row, *_rest] = asked(ground)
    for more in ({"measure": ""}, {"by": None}, {"by": "2026-07-01"}):
        with pytest.raises(Incomplete) as refused:
            ground.answer(row, (3,), **more)
        assert "answers" in refused.value.fields
    given = [{"key": row.lines[0]["key"], "verdict": "met"}]
    with pytest.raises(Incomplete):  # the other lines have no answer
        ground.do(ground.world.enterprise, "self_check.answer_self_check", row.pk, answers=given, true=True)
    assert ground.reload(row).state == "asked"
    done = ground.answer(row, (3,))
    assert (done.met, done.unmet) == (len(row.lines) - 1, 1)
    assert [one["hazard"] for one in done.hazards] == ["进货票据缺三张"]


def test_a_clean_answer_is_confirmed_and_one_with_gaps_is_not(ground: Ground) -> None:
    clean, gaps, *_rest = asked(ground)
    ground.answer(clean)
    assert ground.do(ground.office, "self_check.confirm_self_check", clean.pk).state == "cleared"
    ground.answer(gaps, (2,))
    with pytest.raises(Conflict):
        ground.do(ground.office, "self_check.confirm_self_check", gaps.pk)
    ground.do(ground.office, "self_check.accept_measures", gaps.pk)
    ground.do(ground.world.enterprise, "self_check.report_mending", gaps.pk, report="票据已补齐，台账已建立")
    assert ground.do(ground.office, "self_check.confirm_self_check", gaps.pk).state == "cleared"


def test_what_is_not_mended_becomes_a_lead_and_who_does_not_answer_a_directed_check(ground: Ground) -> None:
    gaps, silent, clean, *_rest = asked(ground)
    ground.answer(gaps, (1, 2))
    ground.answer(clean)
    with pytest.raises(Conflict):
        ground.do(ground.office, "self_check.lead_from_self_check", clean.pk, why="随便看看")
    ground.do(ground.office, "self_check.lead_from_self_check", gaps.pk, why="长期无证上岗，未整改")
    with acting_as(CLOCKWORK):
        [lead] = enforcement.of_proceeding(gaps.pk)
    assert "进货票据缺三张" in lead.what
    given = {"items": [ITEM], "officers": ground.team}
    with pytest.raises(Conflict):  # there is still time to answer
        ground.do(ground.office, "self_check.check_self_check", silent.pk, **given)
    ground.wait(at(3, 21))
    done = ground.do(ground.office, "self_check.check_self_check", silent.pk, **given)
    with acting_as(CLOCKWORK):
        [trace] = inspection.traced([done.number])
    assert trace.subject == silent.subject_id


def test_after_its_day_a_round_reminds_who_is_silent_and_counts_them(ground: Ground) -> None:
    rows = asked(ground)
    ground.answer(rows[0])
    ground.wait(at(3, 21))
    late = ground.answer(rows[1], (1,))
    assert late.answered_on == date(2026, 3, 21)
    with acting_as(CLOCKWORK):
        found = queries.round_counts(rows[0].round_id)
        assert (found.asked, found.answered, found.in_time) == (5, 2, 1)
        assert reads.line_gaps(rows[0].round_id) == {rows[0].lines[0]["key"]: 1}
        told = {key: one.figure(MARCH) for key, one in indicators().items() if key.startswith("planning.self_check")}
    answered = told["planning.self_checks_answered"]
    assert (answered.numerator, answered.denominator) == (1, 5)
    lines = len(rows[0].lines)
    met = told["planning.self_check_lines_met"]
    assert (met.numerator, met.denominator) == (2 * lines - 1, 2 * lines)


def test_a_business_sets_its_own_standard_post_by_post_and_gaps_stay_visible(ground: Ground) -> None:
    found, subject = ground.listed(), ground.shops[0]
    duties = [{"key": line["key"], "post": "店长", "how": "每日班前"} for line in found.lines[:-1]]
    given = {"subject": subject.pk, "list_number": found.number}
    with pytest.raises(Conflict):
        ground.do(ground.world.enterprise, "enterprise_standard.adopt_standard", **given)
    row = ground.do(ground.world.enterprise, "enterprise_standard.adopt_standard", **given, duties=duties)
    assert row.uncovered == 1
    newer = ground.do(
        ground.world.enterprise, "enterprise_standard.adopt_standard", **given,
        duties=[*duties, {"key": found.lines[-1]["key"], "post": "服务员"}],
    )  # fmt: skip
    assert newer.uncovered == 0
    with acting_as(CLOCKWORK):
        assert EnterpriseStandard.objects.get(pk=row.pk).state == "replaced"
    other = make_subject("周口市川汇区样外餐饮店")
    with pytest.raises(Incomplete):
        ground.do(
            ground.world.enterprise, "enterprise_standard.adopt_standard",
            **given | {"subject": other.pk}, duties=duties,
        )  # fmt: skip
