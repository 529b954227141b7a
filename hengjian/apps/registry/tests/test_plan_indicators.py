"""What plans ask of the register, over rows whose figures were reckoned by hand."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.registry.models import MarketEntity
from hengjian.apps.registry.procedures import Change, Deregistration, LicenceUse, Liquidation, Opening
from hengjian.kernel.indicator import Figure, Span, indicators
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_subject, make_world, on_record

pytestmark = pytest.mark.django_db
YEAR = Span("411602", date(2025, 1, 1), date(2025, 12, 31))
OLD = date(2020, 5, 6)


@pytest.fixture(autouse=True)
def world() -> None:
    make_world()


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=timezone.get_default_timezone())


def firm(name: str, group: str = "individual_business", code: str = "411602", **days: Any) -> Subject:
    subject = make_subject(name, code, **{"opened_on": OLD} | days)
    plain = {"trade_name": "样", "trade_pinyin": "yang", "representative": "某", "premises": "", "scope": ""}
    with acting_as(CLOCKWORK):
        MarketEntity.objects.create(subject=subject, group=group, **plain)
    return subject


def figure(name: str) -> Figure:
    with acting_as(CLOCKWORK):
        return indicators()[f"registry.{name}"].figure(YEAR)


def test_entities_standing_new_and_by_kind() -> None:
    firm("样一店")
    firm("样二店", closed_on=date(2025, 12, 31))  # gone on the last day
    firm("样三店", closed_on=date(2026, 1, 1))
    firm("样公司", "company", opened_on=date(2025, 3, 1))
    firm("样合作社", "cooperative")
    firm("沈丘店", code="411624")
    assert figure("entities") == Figure(Decimal(4), 4, 1)
    assert figure("entities_new") == Figure(Decimal(1), 1, 1)
    assert figure("enterprises_to_individuals") == Figure(Decimal("50.00"), 1, 2)


def test_active_is_who_is_new_or_gave_a_sign_of_life_within_twelve_months() -> None:
    for opened in (OLD, date(2025, 2, 3)):
        firm(f"样{opened}店", opened_on=opened)  # silent; new
    active, before, checked = firm("样动店"), firm("样早店"), firm("样查店")
    on_record(Change, at(6, 3), subject=active, items={}, before={})
    on_record(
        Change, datetime(2024, 12, 30, tzinfo=timezone.get_default_timezone()), subject=before, items={}, before={}
    )
    on_record(Deregistration, at(6, 3), subject=checked)  # leaving is no sign of life
    assert figure("activity_rate") == Figure(Decimal("40.00"), 2, 5)


def test_days_to_start_a_business_are_working_days_after_the_day_of_the_form() -> None:
    monday = at(3, 3)
    for closed in (at(3, 3, 16), at(3, 4), at(3, 10)):  # the same day; the next; a week later
        on_record(Opening, monday, closed, state="opened")
    on_record(Opening, monday, at(3, 28), state="given_up")
    assert figure("startup_workdays") == Figure(Decimal("2.00"), 6, 3)


def test_simplified_deregistrations_of_all_that_were_asked_for_and_done() -> None:
    on_record(Deregistration, at(2, 3), at(3, 3), state="done")
    on_record(Deregistration, at(2, 3), at(3, 3), state="withdrawn")
    for n in range(3):
        on_record(Liquidation, at(2, 3), at(4, n + 1), state="done")
    assert figure("simple_exits") == Figure(Decimal("25.00"), 1, 4)


def test_a_firm_that_used_its_licence_twice_counts_once() -> None:
    used = firm("样用店")
    firm("样静店")
    for n in range(2):
        on_record(LicenceUse, at(5, n + 1), subject=used, access_code=f"code{n}", until=at(12, 1))
    assert figure("licences_used") == Figure(Decimal("50.00"), 1, 2)
