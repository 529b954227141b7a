"""What plans ask of consumer protection, over rows whose figures were reckoned by hand."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from hengjian.apps.consumer.procedures import Complaint, Report
from hengjian.kernel.indicator import Figure, Span, indicators
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import World, clocked, make_subject, make_world, on_record

pytestmark = pytest.mark.django_db
YEAR = Span("411602", date(2025, 1, 1), date(2025, 12, 31))
MEDIATE, VERIFY, LONGER = "consumer.complaint.mediate", "consumer.report.verify", "consumer.report.verify_extended"


@pytest.fixture(autouse=True)
def world() -> World:
    return make_world()


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 10, tzinfo=timezone.get_default_timezone())


def figure(name: str, who: Principal = CLOCKWORK) -> Figure:
    with acting_as(who):
        return indicators()[f"consumer.{name}"].figure(YEAR)


def test_in_time_is_by_the_day_and_what_is_overdue_and_open_counts_against(world: World) -> None:
    days = ((at(3, 3), at(3, 3)), (at(3, 3), at(3, 4)), (at(3, 5), None), (at(3, 6), at(2, 1)))
    for due, ended in days:
        clocked(on_record(Complaint, at(1, 9), place_division="411602"), MEDIATE, due, ended)
    assert figure("closed_in_time") == Figure(Decimal("50.00"), 2, 4)
    assert figure("closed_in_time", world.stranger).value is None
    assert figure("received") == Figure(Decimal(4), 4, 1)


def test_of_a_prolonged_report_the_longer_limit_counts() -> None:
    row = on_record(Report, at(1, 9), place_division="411602")
    clocked(row, VERIFY, at(2, 3), at(2, 1))
    clocked(row, LONGER, at(3, 3), at(3, 9))
    clocked(on_record(Report, at(1, 9), place_division="411602"), VERIFY, at(2, 3), at(2, 3))
    assert figure("reports_in_time") == Figure(Decimal("50.00"), 1, 2)


def test_money_prepaid_cards_and_density() -> None:
    given = {"place_division": "411602"}
    on_record(Complaint, at(3, 1), at(4, 1), state="settled", settled_amount=12_850, problem="prepaid", **given)
    on_record(Complaint, at(3, 2), at(4, 1), state="ended", settled_amount=99_900, **given)
    make_subject("没有登记的人")
    assert figure("money_recovered") == Figure(Decimal("128.50"), 12_850, 100)
    assert figure("prepaid_share") == Figure(Decimal("50.00"), 1, 2)
    assert figure("per_10000_entities") == Figure(None, 2, 0)
