"""Engines that tests ask for by name."""

import pytest

from hengjian.lake.engine import Engine, NoEngine


def engine_named(name: str) -> Engine:
    """The engine; where it cannot be had, the test says why it was not run."""
    try:
        return Engine(name)
    except (NoEngine, RuntimeError) as error:  # no Spark, no Java, or not a fitting one
        pytest.skip(f"{name} did not start: {error}")
