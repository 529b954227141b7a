"""The property test that every room asks of its procedures: people do at random what they are offered, and it stays whole."""

import os
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengjian.kernel.walk import Values, random_walk

# Walks from each start, requests to each operation, and a 25th of the examples of a property: few in the suite, as many as
# one likes at night.
EXAMPLES = int(os.environ.get("HENGJIAN_EXAMPLES", "2"))


@contextmanager
def rolled_back() -> Iterator[None]:
    """Every example begins from the same scene."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def whatever_is_done(
    starts: Mapping[str, Callable[[Any], Any]],
    values: Callable[[Any], Values],
    *,
    steps: int = 14,
    whole: Callable[[Any], None] = lambda scene: None,
) -> Callable[..., None]:
    """The test, to be given a name that begins with `test_`.

    The module's fixture `scene` has `people`; each of `starts` opens a proceeding in it. `values` knows what chance alone
    would rarely hit upon, `whole` says what must hold of the scene after a walk.
    """

    @pytest.mark.parametrize("start", list(starts))
    @given(seed=st.integers(0, 2**32))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def walked(scene: Any, start: str, seed: int) -> None:
        with rolled_back():
            row = starts[start](scene)
            walk = random_walk(row, scene.people, random.Random(seed), steps=steps, values=values(scene))
            assert walk.row.state in walk.row.states
            whole(scene)

    return walked
