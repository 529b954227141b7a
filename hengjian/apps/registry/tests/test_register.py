"""The register keeps every state of an entity: what it said on a day, as it was known at a moment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hengjian.apps.registry import queries
from hengjian.apps.registry.actions import register
from hengjian.apps.registry.models import EntityVersion, Holding, MarketEntity, Premises
from hengjian.apps.registry.rules.items import Items, Place, address_key, changed
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world

from .builders import company_items, entity, occasion

pytestmark = pytest.mark.django_db(transaction=True)

START = date(2024, 7, 1)


def test_ten_changes_replayed_give_the_register_of_each_day() -> None:
    make_world()
    firm = entity(day=START)
    before = company_items()
    with acting_as(CLOCKWORK):
        for n in range(1, 11):
            day = START + timedelta(days=30 * n)
            before = before.model_copy(update={"capital": Decimal(1_000_000 + n)})
            register.amend(firm, before, "change", occasion(day))
        for n in range(11):
            said = queries.items_of(firm, START + timedelta(days=30 * n + 29))
            assert said is not None
            assert said.capital == Decimal(1_000_000 + n)
        assert queries.items_of(firm, START - timedelta(days=1)) is None
        assert MarketEntity.objects.get(pk=firm.pk).capital == Decimal(1_000_010)


def test_a_correction_of_the_past_shows_only_to_who_asks_with_later_knowledge() -> None:
    make_world()
    firm = entity(day=START)
    false = company_items(representative="冒名者")
    with acting_as(CLOCKWORK):
        register.amend(firm, false, "change", occasion(date(2025, 3, 1)))
        # The change is found fraudulent and cancelled in June: it never was.
        register.amend(firm, company_items(), "cancellation", occasion(date(2025, 6, 1)), effective=date(2025, 3, 1))
        in_april, known_in_may = date(2025, 4, 1), occasion(date(2025, 5, 1)).at
        assert _head(queries.items_of(firm, in_april, known_in_may)) == "冒名者"
        assert _head(queries.items_of(firm, in_april)) == "何小满"
        assert MarketEntity.objects.get(pk=firm.pk).representative == "何小满"
        assert EntityVersion.objects.filter(subject=firm).count() == 3


def test_a_correction_before_the_newest_version_leaves_the_current_row_alone() -> None:
    make_world()
    firm = entity(day=START)
    newest = company_items(name="周口样泰实业有限公司")
    with acting_as(CLOCKWORK):
        register.amend(firm, newest, "change", occasion(date(2025, 5, 1)))
        register.amend(firm, company_items(), "correction", occasion(date(2025, 6, 1)), effective=date(2025, 2, 1))
        firm.refresh_from_db()
        assert firm.name == "周口样泰实业有限公司"


def test_moving_ends_the_old_premises_and_others_at_an_address_are_found() -> None:
    make_world()
    firm = entity(day=START)
    there = Place(address="周口市 川汇区 交通大道（12号）", division="411602")
    with acting_as(CLOCKWORK):
        register.amend(firm, company_items(places=(there,)), "change", occasion(date(2025, 5, 1)))
        assert list(Premises.objects.filter(subject=firm, until=None).values_list("address", flat=True)) == [
            there.address
        ]
        assert Premises.objects.filter(address_key=address_key("周口市川汇区交通大道12号")).count() == 1
        assert Holding.objects.filter(subject=firm, until=None).count() == 2


def test_an_officer_cannot_rewrite_a_version(as_owner: object) -> None:
    make_world()
    firm = entity(day=START)
    with acting_as(CLOCKWORK), pytest.raises(Exception, match="permission denied"):
        EntityVersion.objects.filter(subject=firm).update(cause="nothing")


def test_what_differs_is_named_by_item() -> None:
    assert changed(company_items(), company_items(representative="白露")) == ("representative",)


def _head(items: Items | None) -> str:
    assert items is not None
    return items.representative
