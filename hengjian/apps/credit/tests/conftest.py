"""What the tests of the room begin with."""

from typing import Any

import pytest

from hengjian.kernel.later import Later

builders: Any = Later("hengjian.apps.credit.tests.builders")  # Django is set up by then


@pytest.fixture
def subject(world: Any) -> Any:
    """A firm that the enterprise acts for."""
    return builders.firm(world)
