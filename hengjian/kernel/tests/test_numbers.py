"""Numbers in digits: one way for the eye, one for programs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.kernel.numbers import bare, plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("812640.00"), "812,640"),
        (Decimal("-0.25"), "−0.25"),
        (Decimal("-0.004"), "0"),
        (1200, "1,200"),
        (0.1 + 0.2, "0.3"),
        (None, "—"),
    ],
)
def test_a_number_for_the_eye(value: Decimal | float | int | None, text: str) -> None:
    assert plain(value) == text


def test_places_and_parting_are_chosen() -> None:
    assert plain(Decimal("1234.56789"), 4) == "1,234.5679"
    assert plain(Decimal("1234.5"), 0, parted="") == "1235"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_bare_number_is_the_same_number_without_superfluous_noughts(value: Decimal) -> None:
    assert Decimal(bare(value)) == value
    assert "." not in bare(value) or not bare(value).endswith(("0", "."))
