"""Every declared indicator over a whole demonstration: rows account for it; what is kept and what the lake holds agrees."""

import pytest

from tests.installation import Installation

pytestmark = pytest.mark.slow

PLACES = ("--code", "4116", "--code", "411602", "--code", "411602002")


@pytest.mark.timeout(400)
def test_every_indicator_of_the_demo_opens_into_its_rows_and_is_kept_as_they_say() -> None:
    made = Installation("demo")
    try:
        computing = made.start("indicators", "compute")
        said, _ = computing.communicate(timeout=180)
        assert computing.returncode == 0, said
        assert "figures stored" in said
        checking = made.start("indicators", "check", *PLACES)
        said, _ = checking.communicate(timeout=180)
        assert checking.returncode == 0, said
        assert "indicators hold for 3 places" in said
        for words in (("export",), ("indicators", "--compare")):
            lake = made.start("lake", *words)
            said, _ = lake.communicate(timeout=180)
            assert lake.returncode == 0, said
    finally:
        made.close()
