"""What plans ask of enforcement and its officers, over rows whose figures were reckoned by hand."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.enforcement.models import TrainingRecord
from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.indicator import Figure, Span, indicators
from hengjian.kernel.models import Officer
from hengjian.kernel.principal import CLOCKWORK, Role, acting_as
from hengjian.kernel.testing import World, make_world, officer, on_record

pytestmark = pytest.mark.django_db
YEAR = Span("411602", date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture(autouse=True)
def world() -> World:
    return make_world()


def figure(name: str) -> Figure:
    with acting_as(CLOCKWORK):
        return indicators()[f"enforcement.{name}"].figure(YEAR)


def case(**values: Any) -> None:
    opened = datetime(2025, 1, 9, 10, tzinfo=timezone.get_default_timezone())
    given = {"party_name": "样店", "cause_name": "样", "violated": "样", "filed_on": date(2025, 1, 10)}
    on_record(Case, opened, **given | values)


def test_cases_their_days_and_their_money() -> None:
    case(decided_on=date(2025, 2, 9), result="penalty", fine=500_000, confiscation=25_050)
    case(decided_on=date(2025, 3, 11), result="no_penalty")
    case(decided_on=date(2025, 1, 10), result="penalty", fine=10_000, simple=True)
    case(filed_on=date(2024, 12, 1))
    assert figure("cases_filed") == Figure(Decimal(3), 3, 1)
    assert figure("case_days") == Figure(Decimal("45.00"), 90, 2)
    assert figure("money") == Figure(Decimal("5350.50"), 535_050, 100)


def test_only_major_decisions_need_a_legal_review() -> None:
    day = {"decided_on": date(2025, 3, 1)}
    case(complex=True, reviewed_on=date(2025, 2, 1), **day)
    case(public_interest=True, **day)
    case(heard_on=date(2025, 2, 5), reviewed_on=date(2025, 2, 9), **day)
    case(reviewed_on=date(2025, 2, 1), **day)
    assert figure("legally_reviewed") == Figure(Decimal("66.67"), 2, 3)


def test_certificates_and_training_of_a_county_with_one_station(world: World) -> None:
    with acting_as(CLOCKWORK):
        station = officer("station", "411602002", Role.HANDLER)
        Officer.objects.filter(pk=world.head.officer_id).update(certificate_until=date(2025, 12, 30))
        for who, hours, days in ((station, 20, 7), (world.officer, 60, 0)):
            TrainingRecord.objects.create(
                officer_id=who.officer_id or 0, code=who.place, subject_of="行政处罚法", hours=hours, days=days,
                held_on=date(2025, 5, 6),
            )  # fmt: skip
    assert figure("certified") == Figure(Decimal("75.00"), 3, 4)
    assert figure("certified_stations") == Figure(Decimal("100.00"), 1, 1)
    assert figure("study_hours") == Figure(Decimal("20.00"), 80, 4)
    assert figure("training_days") == Figure(Decimal("7.00"), 7, 1)
