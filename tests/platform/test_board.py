"""Every declared indicator over a whole demonstration: rows account for it; what is kept and what the lake holds agrees."""

import pytest

from tests.installation import Installation

pytestmark = pytest.mark.slow

PLACES = ("--code", "4116", "--code", "411602002")


@pytest.mark.timeout(400)
def test_every_indicator_of_the_demo_opens_into_its_rows_and_is_kept_as_they_say(demonstration: Installation) -> None:
    def done(*words: str) -> str:
        said, _ = (asked := demonstration.start(*words)).communicate(timeout=180)
        assert asked.returncode == 0, said
        return said

    assert "figures stored" in done("indicators", "compute")
    assert "indicators hold for 2 places" in done("indicators", "check", *PLACES)
    done("lake", "export")
    done("lake", "indicators", "--compare")
