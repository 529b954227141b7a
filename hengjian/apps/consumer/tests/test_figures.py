"""Indicators and the public figures over a handful of complaints reckoned by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hengjian.apps.consumer.actions.afterwards import Rated, rate
from hengjian.apps.consumer.models import ComplaintFigure
from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.queries.figures import reckon
from hengjian.apps.consumer.tests.builders import accepted, complained, do, guest, proposed, settled, shop
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.models import Clock, Proceeding, Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


def figure(who: Principal, name: str) -> tuple[str | None, int, int]:
    today = timezone.localdate()
    with acting_as(who):
        found = indicators()[f"consumer.{name}"].figure(Span("4116", today - timedelta(days=30), today))
    return None if found.value is None else str(found.value), int(found.numerator), int(found.denominator)


def scene(world: World, subject: Subject) -> None:
    """Two settled, one of them rated; one terminated; one waiting beyond its limit."""
    first = settled(world, subject)
    settled(world, subject)
    row = accepted(world, subject)
    do(world.officer, "complaint.terminate", row.pk, ground="no_agreement", reason="双方分歧较大")
    late = complained(subject)
    past = timezone.now() - timedelta(days=1)
    with acting_as(CLOCKWORK):
        Proceeding.objects.filter(pk=late.pk).update(due=past)
        Clock.objects.filter(proceeding_id=late.pk).update(due=past)
    with acting_as(guest()) as who:
        rate(Complaint.objects.get(pk=first.pk), Rated(stars="4"), who)


def test_indicators_count_what_they_say(world: World, subject: Subject) -> None:
    scene(world, subject)
    assert figure(world.officer, "settled") == ("66.67", 2, 3)
    assert figure(world.officer, "accepted_in_time") == ("100.00", 3, 3)
    assert figure(world.officer, "overdue")[1] == 1
    assert figure(world.officer, "content") == ("4.00", 4, 1)
    assert figure(world.stranger, "settled") == (None, 0, 0), "an officer of another county sees none of it"


def test_settled_but_breach_is_counted_once_the_lead_is_decided(world: World, subject: Subject) -> None:
    row = proposed(world, subject)
    lead = do(world.officer, "complaint.note_breach", row.pk, signs="销售翻新机冒充新机").proceeding.breach_lead
    do(guest(), "complaint.sign_as_consumer", row.pk)
    do(world.enterprise, "complaint.sign_as_business", row.pk)
    assert figure(world.officer, "settled_with_breach")[1] == 0
    do(world.officer, "enforcement.lead.file_case", lead, cause="breach", decision="证据初步充分")
    do(world.officer, "complaint.close_with_lead", row.pk)
    assert figure(world.officer, "settled_with_breach")[1] == 1


def test_everybody_sees_how_an_authority_keeps_its_times(world: World, subject: Subject) -> None:
    scene(world, subject)
    with acting_as(CLOCKWORK):
        assert reckon(timezone.now()) == 1
        assert reckon(timezone.now()) == 1, "a second round of the day changes its line"
    with acting_as(world.nobody):
        [line] = ComplaintFigure.objects.all()
    shown = (
        line.code,
        line.received,
        line.accepted_on_time,
        line.closed,
        line.settled,
        line.open,
        line.overdue,
        line.stars,
    )
    assert shown == ("411602", 4, 3, 3, 2, 1, 1, 4)
