"""三包 by worked examples, with the article each rests on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.consumer.rules.guarantee import FaultFacts, goods, months_after, rights, use_cost
from hengjian.kernel.law import LawOn

BOUGHT = date(2026, 3, 1)


def asked(name: str, days: int = 0, **more: object) -> dict[str, str]:
    """The rights on a day so long after the purchase, with their articles."""
    facts = FaultFacts(BOUGHT, BOUGHT + timedelta(days=days), **more)  # type: ignore[arg-type]
    return {r.kind: r.article for r in rights(goods()[name], facts, LawOn(facts.on))}


def test_within_seven_days_return_exchange_or_repair() -> None:
    """458号 art. 9."""
    found = asked("refrigerator", 7)
    assert set(found) == {"return", "exchange", "repair", "proof"}
    assert "第九条" in found["return"]


def test_from_the_eighth_to_the_fifteenth_day_exchange_or_repair() -> None:
    """458号 art. 10."""
    assert set(asked("refrigerator", 8)) == {"exchange", "repair", "proof"}
    assert "exchange" not in asked("refrigerator", 16)


def test_after_two_repairs_exchange() -> None:
    """458号 art. 11."""
    assert "exchange" not in asked("washing_machine", 200, repairs=1)
    assert "第十一条" in asked("washing_machine", 200, repairs=2)["exchange"]


def test_a_main_part_outlives_the_whole() -> None:
    assert asked("air_conditioner", 500) == {}
    assert set(asked("air_conditioner", 500, main_part=True)) == {"repair"}


def test_waiting_for_a_part_beyond_ninety_days_gives_an_exchange() -> None:
    """458号 art. 12."""
    assert "exchange" not in asked("refrigerator", 300, parts_wait_days=90)
    assert "exchange" in asked("refrigerator", 300, parts_wait_days=91)


def test_the_sellers_burden_of_proof_lasts_six_months() -> None:
    """消保法 23 para. 3: through 1 September for goods of 1 March."""
    assert "proof" in asked("phone", (date(2026, 9, 1) - BOUGHT).days)
    assert "proof" not in asked("phone", (date(2026, 9, 2) - BOUGHT).days)


def test_bought_online_goods_go_back_within_seven_days_without_reason() -> None:
    """消保法 25."""
    facts = FaultFacts(BOUGHT, BOUGHT + timedelta(days=6), bought_online=True)
    assert "第二十五条" in rights(goods()["phone"], facts, LawOn(facts.on))[0].article


def test_goods_without_rules_go_back_within_seven_days() -> None:
    """消保法 24."""
    assert "第二十四条" in asked("other", 7)["return"]
    assert asked("other", 8) == {}


def test_a_car_after_thirty_days_in_repair_or_a_fifth_repair() -> None:
    """令第43号: beyond 30 days or more than four repairs of one fault, within two years and 50,000 km."""
    assert "return" not in asked("car", 300, repair_days=30, km=9000)
    assert "return" in asked("car", 300, repair_days=31, km=9000)
    assert "return" in asked("car", 300, repairs=5, km=9000)
    assert "return" not in asked("car", 300, repairs=5, km=50_001)


def test_misuse_gives_nothing() -> None:
    assert asked("phone", 1, misuse=True) == {}


def test_what_use_costs() -> None:
    """A telephone of 3,000 yuan, 100 days of which 10 in repair, at five per mille a day: 1,350."""
    facts = FaultFacts(BOUGHT, BOUGHT + timedelta(days=100), repair_days=10, price=Decimal(3000))
    assert use_cost(goods()["phone"], facts) == Decimal("1350.00")
    early = FaultFacts(BOUGHT, BOUGHT + timedelta(days=7), price=Decimal(3000))
    assert use_cost(goods()["phone"], early) == 0


@pytest.mark.parametrize(("day", "months", "then"), [(date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2027, 8, 31), 6, date(2028, 2, 29)),
                                                     (date(2026, 3, 1), 12, date(2027, 3, 1))])  # fmt: skip
def test_months_end_with_the_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@given(st.sampled_from(sorted(goods())), st.integers(0, 2000), st.integers(0, 9), st.integers(0, 200), st.booleans())
def test_no_right_ends_before_the_day_it_is_told(name: str, days: int, repairs: int, waits: int, main: bool) -> None:
    facts = FaultFacts(BOUGHT, BOUGHT + timedelta(days=days), repairs, waits, waits, main, price=Decimal(500))
    for right in rights(goods()[name], facts, LawOn(facts.on)):
        assert right.until is None or right.until >= facts.on
        assert right.article
    cost = use_cost(goods()[name], facts)
    assert cost is None or 0 <= cost <= 500


def test_every_row_of_the_catalogue_can_be_cited() -> None:
    law = LawOn(BOUGHT)
    assert all(law.cite(g.basis).official for g in goods().values())
