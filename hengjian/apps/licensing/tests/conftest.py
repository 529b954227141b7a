"""What the tests of the room begin with."""

from typing import Any

import pytest

from hengjian.kernel.later import Later

builders: Any = Later("hengjian.apps.licensing.tests.builders")  # Django is set up by then


@pytest.fixture
def world(world: Any) -> Any:
    """The people of every test, at whose authorities the guides are published."""
    builders.publish_guides()
    return world


@pytest.fixture
def subject(world: Any) -> Any:
    """A shop that the enterprise acts for."""
    return builders.shop(world)
