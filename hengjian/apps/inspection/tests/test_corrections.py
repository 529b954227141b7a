"""责令改正 (行政处罚法 28): the order, its time, the report, the second look, and what follows where time runs out."""

from datetime import date

import pytest

from hengjian.apps.inspection.procedures import CorrectionOrder, SiteCheck
from hengjian.apps.inspection.rules.corrections import term_of
from hengjian.apps.inspection.tests.builders import (
    ITEM,
    answered,
    begun,
    concluded,
    do,
    machine,
    ordered,
    recorded,
    reload,
    run_out,
    signed,
    team,
)
from hengjian.kernel.law import cite, limit
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
FIRST = f"{ITEM}-q01"
CASE_DAY = date(2026, 11, 20)


@pytest.fixture
def order(world: World, subject: Subject) -> CorrectionOrder:
    found: CorrectionOrder = ordered(world, recorded(world, subject, FIRST))
    return found


def reported(world: World, order: CorrectionOrder) -> None:
    do(world.enterprise, "correction_order.report_correction", order.pk, report="已悬挂于门厅，照片附后")


def test_the_order_names_the_faults_of_the_record_and_runs_as_long_as_it_says(order: CorrectionOrder) -> None:
    assert order.faults == ["营业执照正本是否置于住所或主要经营场所醒目位置：专册缺11月记录"]
    assert order.due_limit == "checks.correction_7"
    with acting_as(CLOCKWORK):
        assert order.papers.get().title == "责令改正通知书"


def test_a_term_the_law_fixes_is_not_the_officers_to_set() -> None:
    """市场主体登记管理条例 46: thirty days for a change of registration."""
    assert term_of("change_registration", "checks.correction_7") == "checks.registration_change"
    assert limit("checks.registration_change", CASE_DAY).amount == 30
    assert cite("market_entity_regulation art. 46")


def test_an_order_without_a_time_or_without_faults_is_not_given(world: World, subject: Subject) -> None:
    row = recorded(world, subject)
    for given in ({"term": ""}, {"faults": ""}, {"kind": "pray"}):
        with pytest.raises(Incomplete):
            ordered(world, row, **given)
    assert ordered(world, row, faults="执照未悬挂", kind="on_spot").state == "corrected"


def test_two_officers_confirm_by_the_papers(world: World, order: CorrectionOrder) -> None:
    reported(world, order)
    given = {"companion": world.officer.officer_id, "finding": "照片显示已悬挂"}
    with pytest.raises(Incomplete):
        do(world.officer, "correction_order.confirm_correction", order.pk, **given)
    given["companion"] = world.colleague.officer_id
    assert do(world.officer, "correction_order.confirm_correction", order.pk, **given).proceeding.state == "corrected"


@pytest.mark.parametrize(("faults", "state"), [((), "corrected"), ((FIRST,), "not_corrected")])
def test_the_second_look_is_a_check_of_its_own_that_ends_the_order(
    world: World, order: CorrectionOrder, faults: tuple[str, ...], state: str
) -> None:
    reported(world, order)
    do(world.officer, "correction_order.look_again", order.pk, officers=team(world))
    with acting_as(CLOCKWORK):
        look = SiteCheck.objects.get(recheck_of=order.pk)
    assert (look.origin, look.source.partition("#")[0]) == ("recheck", order.number)
    do(world.officer, "site_check.begin", look.pk, shown=True)
    row = concluded(world, signed(world, answered(world, look, *faults)), *(["8"] if faults else ["1"]))
    verb = "find_uncorrected" if faults else "confirm_second_look"
    machine(f"correction_order.{verb}", row.recheck_of, finding="复查情况")
    assert reload(order).state == state


def test_where_time_runs_out_the_order_stays_open_and_counts(order: CorrectionOrder, world: World) -> None:
    row = run_out(order)
    assert (row.state, row.overdue_since is not None) == ("overdue", True)
    reported(world, order)
    assert reload(order).state == "reported"


def test_who_gave_the_order_does_not_lift_it(world: World, subject: Subject) -> None:
    row = begun(world, subject)
    row = answered(world, row, FIRST)
    given = {"check_number": row.number, "kind": "limited", "term": "checks.correction_7"}
    found = do(world.officer, "correction_order.order", **given).proceeding
    with pytest.raises(NotAllowed):
        do(world.officer, "correction_order.lift_order", found.pk, reason="已无必要")
    assert do(world.head, "correction_order.lift_order", found.pk, reason="事实有误").proceeding.state == "lifted"
