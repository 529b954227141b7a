"""What plans ask of credit supervision, over rows whose figures were reckoned by hand."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from hengjian.apps.credit.models import RiskGrade
from hengjian.apps.credit.procedures import AnnualReport, RecordedPenalty
from hengjian.apps.credit.tests.builders import listed
from hengjian.apps.registry.models import MarketEntity
from hengjian.kernel.indicator import Figure, Span, indicators
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import clocked, make_subject, make_world, on_record

pytestmark = pytest.mark.django_db
YEAR = Span("411602", date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture(autouse=True)
def world() -> None:
    make_world()


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 10, tzinfo=timezone.get_default_timezone())


def firm(name: str, opened: date = date(2020, 5, 6)) -> Subject:
    subject = make_subject(name, opened_on=opened)
    plain = {"trade_name": "样", "trade_pinyin": "yang", "representative": "某", "premises": "", "scope": ""}
    with acting_as(CLOCKWORK):
        MarketEntity.objects.create(subject=subject, **plain)
    return subject


def figure(name: str, span: Span = YEAR) -> Figure:
    with acting_as(CLOCKWORK):
        return indicators()[f"credit.{name}"].figure(span)


def test_annual_reports_in_the_window_of_all_that_owe_one() -> None:
    in_time, late, _silent = firm("样一店"), firm("样二店"), firm("样三店")
    firm("样新店", opened=date(2025, 4, 1))  # owes its first report next year
    on_record(AnnualReport, at(6, 30), subject=in_time, year=2024)
    on_record(AnnualReport, at(7, 1), subject=late, year=2024)
    on_record(AnnualReport, at(7, 2), subject=in_time, year=2024, corrects=True)
    assert figure("annual_report_rate") == Figure(Decimal("33.33"), 1, 3)


def test_listed_serious_and_classes() -> None:
    firms = [firm(f"样{n}店") for n in "一二三四"]
    listed(firms[0])
    with acting_as(CLOCKWORK):
        for one, grade in zip(firms[:2], "AD", strict=True):
            RiskGrade.objects.create(subject=one, grade=grade, score=0, version="t", graded_at=timezone.now())
    today = timezone.localdate()
    now = Span("411602", today.replace(day=1), today)
    assert figure("listed_share", now) == Figure(Decimal("25.00"), 1, 4)
    assert figure("serious", now) == Figure(Decimal(0), 0, 1)
    assert figure("classed", now) == Figure(Decimal("50.00"), 2, 4)
    assert figure("class_d", now) == Figure(Decimal("50.00"), 1, 2)


def test_published_late_is_published_and_never_published_is_not() -> None:
    for due, ended in ((at(3, 3), at(3, 1)), (at(3, 3), at(9, 1)), (at(3, 4), None), (at(12, 31), at(12, 1))):
        clocked(on_record(RecordedPenalty, at(2, 1)), "credit.penalty_publish", due, ended)
    assert figure("enforcement_published") == Figure(Decimal("75.00"), 3, 4)
