"""Installations of the whole product in folders of their own."""

from collections.abc import Callable, Iterator

import pytest

from tests.installation import Installation, wait_until


@pytest.fixture(scope="module")
def lasting() -> Iterator[Installation]:
    made = Installation("bare")
    yield made
    made.close()


@pytest.fixture
def installation(lasting: Installation) -> Iterator[Installation]:
    """One installation for the tests of a file, which start and stop it in turn; it was started before."""
    yield lasting
    lasting.stop()


@pytest.fixture
def another() -> Iterator[Installation]:
    """One that was started before, in a folder of its own."""
    made = Installation("bare")
    yield made
    made.close()


@pytest.fixture
def demonstration() -> Iterator[Installation]:
    """One with the demonstration in it."""
    made = Installation("demo")
    yield made
    made.close()


@pytest.fixture
def empty() -> Iterator[Installation]:
    """A folder in which nothing was ever started."""
    made = Installation()
    yield made
    made.close()


@pytest.fixture
def eventually() -> Callable[..., bool]:
    return wait_until
