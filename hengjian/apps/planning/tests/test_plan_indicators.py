"""Which printed target is computed by which indicator: each is declared, and the units are of one kind."""

from decimal import Decimal
from typing import Any

import pytest

from hengjian.kernel import catalogues
from hengjian.kernel.indicator import indicators

# Printed unit of a plan, and the units in which an indicator may come for it.
PRINTED = {
    "%": {"pct"},
    "工作日": {"workday"},
    "学时": {"hour"},
    "天": {"day"},
    "件": {"count"},
    "次": {"count", "times"},
}
MAPPED: dict[str, dict[str, Any]] = catalogues.tree("plan_indicators.yaml")


@pytest.mark.parametrize("key", sorted(MAPPED))
def test_each_target_is_computed_by_a_declared_indicator_of_its_unit(key: str) -> None:
    one = MAPPED[key]
    assert set(one) == {"indicator", "unit", "times"}
    assert indicators()[one["indicator"]].unit in PRINTED[one["unit"]]
    assert Decimal(str(one["times"])) > 0


def test_no_indicator_computes_two_targets() -> None:
    used = [one["indicator"] for one in MAPPED.values()]
    assert len(used) == len(set(used)) >= 11
