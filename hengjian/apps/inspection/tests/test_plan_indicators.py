"""What plans ask of inspection, over rows whose figures were reckoned by hand."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from hengjian.apps.inspection.models import DrawnSubject, InspectionItem, PublishedDraw
from hengjian.apps.inspection.procedures import Draw, SiteCheck
from hengjian.apps.inspection.tests.draws import make_scene
from hengjian.kernel.indicator import Figure, Span, indicators
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import clocked, make_subject, on_record

pytestmark = pytest.mark.django_db
YEAR = Span("411602", date(2025, 1, 1), date(2025, 12, 31))


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 10, tzinfo=timezone.get_default_timezone())


def figure(name: str) -> Figure:
    with acting_as(CLOCKWORK):
        return indicators()[f"inspection.{name}"].figure(YEAR)


def held(number: str, kind: str, subjects: list[Subject], partners: list[str], task: object) -> None:
    row = on_record(Draw, at(3, 1), task=task, as_of=date(2025, 3, 1))
    with acting_as(CLOCKWORK):
        item = InspectionItem.objects.filter(kind=kind).values_list("pk", flat=True)[0]
        draw = PublishedDraw.objects.create(
            proceeding_id=row.pk, number=number, title=number, code="411602", authority="样", items=[item], partners=partners,
            plan={}, plan_hash="", leaves=b"", announced_at=at(3, 1), drawn_at=at(3, 2), plan_act=0,
        )  # fmt: skip
        DrawnSubject.objects.bulk_create(
            DrawnSubject(draw=draw, subject=s, ident=str(s.pk), name=s.name, code="411602", place="411602", officers=[],
                         drawn_on=date(2025, 3, 2))
            for s in subjects
        )  # fmt: skip


def test_who_is_drawn_for_general_items_counts_once_and_key_items_do_not() -> None:
    task = make_scene(0).task
    firms = [make_subject(f"样{n}店") for n in range(4)]
    held("抽一", "general", firms[:1], ["税务"], task)
    held("抽二", "general", firms[:1], [], task)
    held("抽三", "key", firms[1:3], [], task)
    assert figure("general_items_drawn") == Figure(Decimal("25.00"), 1, 4)
    assert figure("joint_draws") == Figure(Decimal("33.33"), 1, 3)


def test_checks_in_time_and_visits_per_subject() -> None:
    make_scene(0)
    twice, once = make_subject("样二店"), make_subject("样一店")
    for n, subject in enumerate((twice, twice, once)):
        row = on_record(
            SiteCheck, at(2, 1), subject=subject, origin="draw", shown_at=at(3, 1), finished_at=at(3, n + 1)
        )
        clocked(row, "checks.carry_out", at(3, 2), at(3, n + 1))
    on_record(SiteCheck, at(2, 1), subject=once, origin="draw", finished_at=at(3, 1))  # settled by papers
    assert figure("visits_per_subject") == Figure(Decimal("1.50"), 3, 2)
    assert figure("carried_out_in_time") == Figure(Decimal("66.67"), 2, 3)
