"""Every declared indicator over a whole demonstration: rows account for it; what is kept and what the lake holds agrees."""

import pytest

from tests.installation import Installation

pytestmark = pytest.mark.slow

# One process for all four, as each would spend seconds on its start.
COMMANDS = """
from django.core.management import call_command
call_command("indicators", "compute")
call_command("indicators", "check", code=["4116", "411602002"])
call_command("lake", "export")
call_command("lake", "indicators", compare=True)
"""


@pytest.mark.timeout(400)
def test_every_indicator_of_the_demo_opens_into_its_rows_and_is_kept_as_they_say(demonstration: Installation) -> None:
    asked = demonstration.start("shell", "--no-imports", "-c", COMMANDS)
    said, _ = asked.communicate(timeout=380)
    assert asked.returncode == 0, said
    assert "figures stored" in said
    assert "indicators hold for 2 places" in said
