"""What the tests of the room begin with."""

from typing import Any

import pytest

from hengjian.kernel.later import Later

builders: Any = Later("hengjian.apps.inspection.tests.builders")  # Django is set up by then


@pytest.fixture
def subject(world: Any) -> Any:
    """A shop that the enterprise acts for."""
    return builders.shop(world)
