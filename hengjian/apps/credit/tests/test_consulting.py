"""The one place that licences, awards and draws ask (D1): what weighs, by use; the class to officers only."""

import pytest
from django.utils import timezone

from hengjian.apps.credit.models import RiskGrade
from hengjian.apps.credit.queries import consult
from hengjian.apps.credit.rules import catalogue
from hengjian.apps.credit.tests.builders import firm, listed, seriously_listed
from hengjian.apps.licensing.tests.builders import accepted, permit_for, publish_guides, shop
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db


def test_every_use_has_measures_with_an_article() -> None:
    rows = [m for m in catalogue.section("measures").values() if m.says("use")]
    assert {m.says("use") for m in rows} == {"licence", "award", "draw", "exit"}
    assert all(m.article for m in rows)


def test_an_award_and_a_licence_are_told_different_measures(world: World) -> None:
    subject = firm(world)
    listed(subject)
    with acting_as(CLOCKWORK):
        RiskGrade.objects.create(subject=subject, grade="C", score=2100, version="t", graded_at=timezone.now())
    with acting_as(world.officer):
        assert [m.id for m in consult(subject.pk, "award").against] == ["re10"]
        assert consult(subject.pk, "licence").against == ()
        assert consult(subject.pk, "draw").grade == "C"
    with acting_as(world.nobody):
        assert consult(subject.pk, "award").grade == ""


def test_whoever_grants_a_permit_is_told_and_it_is_on_record(world: World) -> None:
    """An entry on the list of serious violations is no bar, but weighs (Order 44, art. 15)."""
    publish_guides()
    subject = shop(world)
    seriously_listed(world, subject)
    weighs = catalogue.words("measures", "re14")
    waiting = accepted(world, subject)
    assert weighs in signed_in(world.officer).get(f"/p/{waiting.pk}/").content.decode()
    assert weighs not in signed_in(world.enterprise).get(f"/p/{waiting.pk}/").content.decode()
    with acting_as(world.officer):
        assert weighs in consult(subject.pk, "licence").said


def test_a_granted_permit_bears_what_weighed(world: World) -> None:
    publish_guides()
    subject = shop(world)
    seriously_listed(world, subject)
    permit = permit_for(world, subject)
    page = signed_in(world.officer).get(f"/p/{permit.proceeding_id}/").content.decode()
    assert catalogue.words("measures", "re14") in page
