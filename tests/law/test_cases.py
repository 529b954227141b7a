"""Worked cases that an official can write: a limit, a day of receipt, and the due date the law gives."""

from datetime import date, datetime, time
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengjian.kernel.calendar import Calendar, UnknownYear
from hengjian.kernel.clock import SHANGHAI, Stop, due_on
from hengjian.kernel.law import NotInForce, limit

FOLDER = Path(str(resources.files("hengjian.law"))) / "cases"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['title']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
ASKED = {"due", "worked_weekend", "rolled_from", "skipped", "not_in_force", "unknown_year"}


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    assert set(expect) <= ASKED, "the case expects something nobody checks"
    if expect.get("not_in_force"):
        with pytest.raises(NotInForce):
            limit(given["limit"], given["received"])
        return
    stops = [Stop(noon(s["from"]), noon(s["until"]), s["why"]) for s in given.get("stops", [])]
    rule = limit(given["limit"], given["received"])
    if "unknown_year" in expect:
        with pytest.raises(UnknownYear, match=str(expect["unknown_year"])):
            due_on(noon(given["received"]), rule, stops, Calendar())
        return
    found = due_on(noon(given["received"]), rule, stops, Calendar())
    assert found.due is not None
    assert found.due.date() == expect["due"]
    assert found.rolled_from == expect.get("rolled_from")
    assert set(expect.get("worked_weekend", found.worked_weekend)) == set(found.worked_weekend)
    if "skipped" in expect:
        assert [skip.day for skip in found.skipped] == expect["skipped"]
