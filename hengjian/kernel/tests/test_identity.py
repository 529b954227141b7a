"""A resident identity number is wrong only where the standard says so (GB 11643-1999)."""

import pytest

from hengjian.kernel.identity import is_resident_number


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",  # the example of the standard
        "411602199003074018",  # the district was made in 2000: its holder was entered late
        "110101199003070716",
    ],
)
def test_a_number_of_the_standard_holds(number: str) -> None:
    assert is_resident_number(number)


@pytest.mark.parametrize(
    "number",
    [
        "411602199003074012",  # check character
        "991602199003074012",  # no such province
        "411602199013074012",  # no such month
        "41160219900307401",
        "护照E12345678",
        "１１０１０１199003070716",
        "",
    ],
)
def test_what_is_no_number_of_the_standard_is_told(number: str) -> None:
    assert not is_resident_number(number)
