"""What plans ask of licensing, over rows whose figures were reckoned by hand."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from hengjian.apps.licensing.models import Permit, PermitItem, ServiceGuide
from hengjian.apps.licensing.procedures import PostCheck
from hengjian.apps.licensing.tests.builders import permit_for, publish_guides, shop
from hengjian.kernel.indicator import Figure, Span, indicators
from hengjian.kernel.law import LawOn
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, clocked, make_world, on_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> World:
    return make_world()


def figure(name: str, span: Span | None = None) -> Figure:
    """In the span, else in this year so far."""
    today = timezone.localdate()
    with acting_as(CLOCKWORK):
        return indicators()[f"licensing.{name}"].figure(span or Span("411602", today.replace(month=1, day=1), today))


def test_commitments_are_checked_by_their_day(world: World) -> None:
    publish_guides()
    permit = permit_for(world, shop(world))
    past = Span("411602", date(2025, 1, 1), date(2025, 12, 31))
    due = datetime(2025, 3, 3, 10, tzinfo=timezone.get_default_timezone())
    for ended in (due, None):
        clocked(on_record(PostCheck, due, permit=permit), "licensing.post_check", due, ended)
    assert figure("checked_in_time", past) == Figure(Decimal("50.00"), 1, 2)


def test_a_permit_that_ran_out_lowers_the_share_and_one_that_ended_leaves_it(world: World) -> None:
    publish_guides()
    permit = permit_for(world, shop(world))
    assert figure("permits_valid") == Figure(Decimal("100.00"), 1, 1)
    with acting_as(CLOCKWORK):
        Permit.objects.filter(pk=permit.pk).update(valid_until=timezone.localdate() - timedelta(days=366))
    assert figure("permits_valid") == Figure(Decimal("0.00"), 0, 1)
    with acting_as(CLOCKWORK):
        Permit.objects.filter(pk=permit.pk).update(ended_on=timezone.localdate())
    assert figure("permits_valid") == Figure(None, 0, 0)


def test_the_legal_time_is_cut_by_what_a_guide_promises() -> None:
    law = LawOn(timezone.localdate())
    with acting_as(CLOCKWORK):
        item = next(i for i in PermitItem.objects.exclude(limit="") if law.limit(i.limit).unit == "workday")
        days = law.limit(item.limit).amount
        guide = {"place": "样", "phone": "1", "fee": "0", "published_at": timezone.now(), "code": "411602"}
        ServiceGuide.objects.create(item=item, promised=1, **guide)
    assert figure("time_cut").numerator == days - 1
    assert figure("time_cut").denominator == days
