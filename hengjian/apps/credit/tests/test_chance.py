"""Would chance have found more? Reckoned by hand, then as properties of any table of visits."""

from datetime import date
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.credit.targeting.chance import CHANCE, RISK, Found, Visit, quarter, report


def visits(chosen: str, grade: str, n: int, found: int) -> list[Visit]:
    return [Visit(chosen, grade, i < found) for i in range(n)]


def test_wilson_bounds_of_ten_in_a_hundred() -> None:
    """10 of 100: 0.0552 to 0.1744, as printed in Newcombe (1998), table I method 3."""
    low, high = Found(100, 10).bounds
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)


def test_the_difference_of_two_shares() -> None:
    """56 of 70 against 48 of 80: 0.2, 0.0524 to 0.3339 (Newcombe 1998, table II method 10)."""
    told = report(visits(RISK, "", 70, 56) + visits(CHANCE, "", 80, 48))
    middle, low, high = told.difference
    assert (round(middle, 4), round(low, 4), round(high, 4)) == (0.2, 0.0524, 0.3339)
    assert told.verdict == "more"
    assert round(told.forgone) == -14


@pytest.mark.parametrize(
    ("by_risk", "by_chance", "verdict"), [(60, 20, "more"), (20, 60, "fewer"), (31, 30, "unclear")]
)
def test_the_verdict_names_only_what_is_beyond_doubt(by_risk: int, by_chance: int, verdict: str) -> None:
    assert report(visits(RISK, "D", 100, by_risk) + visits(CHANCE, "A", 100, by_chance)).verdict == verdict


def test_classes_that_do_not_rank_are_noticed() -> None:
    right = [*visits(CHANCE, "A", 200, 10), *visits(CHANCE, "B", 200, 30), *visits(CHANCE, "D", 200, 120)]
    wrong = [*visits(CHANCE, "A", 200, 120), *visits(CHANCE, "D", 200, 10)]
    assert report(right).ranked
    assert not report(wrong).ranked
    assert report(right).classes["C"].visits == 0


@given(st.lists(st.builds(Visit, st.sampled_from([CHANCE, RISK]), st.sampled_from("ABCD"), st.booleans())))
def test_nothing_is_lost_or_counted_twice(rows: list[Visit]) -> None:
    told = report(rows)
    assert told.chance.visits + told.risk.visits == len(rows)
    assert told.chance.found + told.risk.found == sum(v.found for v in rows)
    assert sum(c.visits for c in told.classes.values()) == told.chance.visits
    assert all(
        0 <= low <= found.share <= high <= 1 for found in (told.chance, told.risk) for low, high in [found.bounds]
    )


def test_a_quarter_begins_and_ends_where_it_should() -> None:
    assert quarter(date(2026, 11, 22)) == (date(2026, 10, 1), date(2027, 1, 1))
    assert quarter(date(2026, 1, 1)) == (date(2026, 1, 1), date(2026, 4, 1))


def test_the_command_works_on_any_table(tmp_path: Path) -> None:
    file = tmp_path / "visits.csv"
    rows = {"how": ["lot"] * 50 + ["model"] * 50, "hits": [0] * 45 + [1] * 5 + [2] * 40 + [0] * 10, "k": ["B"] * 100}
    pd.DataFrame(rows).to_csv(file, index=False)
    out = StringIO()
    call_command("risk", "chance", str(file), chosen="how", by_chance="lot", found="hits", grade="k", stdout=out)
    assert "40 of 50" in out.getvalue()
    assert out.getvalue().strip().endswith("more")
    with pytest.raises(CommandError, match="no column nothing"):
        call_command("risk", "chance", str(file), chosen="how", found="nothing")
