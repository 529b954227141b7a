"""The pages around a subject: tabs of all rooms, the class for whom it concerns, links between matters, long choices."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hengjian.apps.credit.models import RiskGrade
from hengjian.apps.credit.queries import system_on
from hengjian.apps.inspection.tests.builders import ITEM, concluded, ordered, recorded, shop
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db


def classed(subject: Subject) -> None:
    with acting_as(CLOCKWORK):
        RiskGrade.objects.create(
            subject=subject, grade="C", score=2100, version=system_on().version, graded_at=timezone.now()
        )


def body(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_a_subject_shows_its_class_to_officers_in_charge_and_to_itself_only(world: World) -> None:
    """国市监信发〔2022〕6号: the class is for supervision; it is no rating for the public."""
    subject = shop(world)
    classed(subject)
    page, risk = f"/subjects/{subject.pk}/", reverse("credit:risk-of", args=[subject.pk])
    for who in (world.officer, world.enterprise):
        assert body(signed_in(who), page).count(risk) == 2  # the chip and the tab
    for browser in (Client(), signed_in(world.citizen), signed_in(world.stranger)):
        assert risk not in body(browser, page)


def test_every_room_has_its_tab_and_the_open_one_is_marked(world: World) -> None:
    subject = shop(world)
    for route in ("portal:subject", "credit:file", "licensing:of-subject", "inspection:of-subject"):
        here = reverse(route, args=[subject.pk])
        said = body(Client(), here)
        assert f'<a href="{here}" aria-current="page">' in said
        assert reverse("credit:file", args=[subject.pk]) in said


def test_the_checks_of_a_subject_are_seen_by_itself_before_they_are_public(world: World) -> None:
    subject = shop(world)
    row = concluded(world, recorded(world, subject, f"{ITEM}-q01"), "8")
    address = reverse("inspection:of-subject", args=[subject.pk])
    assert row.number in body(signed_in(world.officer), address)
    assert row.number in body(signed_in(world.enterprise), address)
    for browser in (Client(), signed_in(world.citizen)):
        assert row.number not in body(browser, address)


def test_my_risk_class_names_ones_own_enterprises_only(world: World) -> None:
    subject = shop(world)
    classed(subject)
    address = reverse("credit:risk-mine")
    said = body(signed_in(world.enterprise), address)
    assert reverse("credit:risk-of", args=[subject.pk]) in said
    assert "<b>C</b>" in said
    assert subject.name not in body(signed_in(world.citizen), address)


def test_a_check_with_faults_leads_to_the_order_until_there_is_one(world: World) -> None:
    row = recorded(world, shop(world), f"{ITEM}-q01")
    page, start = f"/p/{row.pk}/", "/start/inspection.correction_order/order/"
    assert start in body(signed_in(world.officer), page)
    assert start not in body(signed_in(world.enterprise), page)
    order = ordered(world, row)
    assert start not in body(signed_in(world.officer), page)
    assert f'<a href="{page}">{row.number}</a>' in body(signed_in(world.officer), f"/p/{order.pk}/")


def test_the_long_list_of_items_is_folded_by_category(world: World) -> None:
    said = body(signed_in(world.officer), "/start/inspection.site_check/order_check/")
    assert said.count('<details class="starts"') > 10
    assert f'value="{ITEM}"' in said
