"""Path, light, forecast, ranks and explanations: worked examples and properties."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.planning.rules import explaining, progress
from hengjian.apps.planning.rules.explaining import Parts
from hengjian.apps.planning.rules.progress import Aim, Forecast, expected, forecast, light, met, path, ranks, t_quantile

BEGIN, END = date(2020, 12, 31), date(2025, 12, 31)


def aim(baseline: str | None, target: str, comparison: str = "ge", better: str = "up", **more: bool) -> Aim:
    line = path(BEGIN, None if baseline is None else Decimal(baseline), END, Decimal(target), {})
    return Aim(comparison, better, Decimal(target), None, END, line, **more)


COMPLAINTS = aim("92", "96")


def test_the_path_is_straight_from_baseline_to_target() -> None:
    assert expected(COMPLAINTS, BEGIN) == 92
    assert expected(COMPLAINTS, date(2023, 7, 2)) == 94  # 913 of 1826 days
    assert expected(COMPLAINTS, END) == expected(COMPLAINTS, date(2030, 1, 1)) == 96
    assert expected(COMPLAINTS, date(2019, 1, 1)) is None


def test_a_milestone_bends_the_path() -> None:
    line = path(BEGIN, Decimal(92), END, Decimal(96), {2023: Decimal(95), 2030: Decimal(99)})
    assert [day.year for day, _value in line] == [2020, 2023, 2025]
    assert expected(Aim("ge", "up", Decimal(96), None, END, line), date(2023, 12, 31)) == 95


def test_without_a_baseline_there_is_no_path_but_there_may_be_a_light() -> None:
    bare = aim(None, "96")
    assert expected(bare, END) is None
    assert light(Decimal(97), END, bare, None, END) == "green"
    assert light(Decimal(95), date(2024, 12, 31), bare, None, END) == ""


@pytest.mark.parametrize(
    ("comparison", "better", "value", "reached"),
    [
        ("ge", "up", "96", True), ("ge", "up", "95.99", False), ("gt", "up", "96", False), ("le", "down", "96", True),
        ("le", "down", "96.01", False), ("approx", "down", "97", False), ("rank", "down", "95", True), ("eq", "up", "96", True),
    ],
)  # fmt: skip
def test_a_target_is_met_by_the_comparison_that_is_printed(
    comparison: str, better: str, value: str, reached: bool
) -> None:
    assert met(Decimal(value), aim("92", "96", comparison, better)) is reached


def test_green_on_the_path_yellow_where_the_forecast_reaches_red_where_it_does_not() -> None:
    middle = date(2023, 7, 2)
    wide, low = Forecast(Decimal(94), Decimal(95), Decimal(97)), Forecast(Decimal(93), Decimal(94), Decimal(95))
    assert light(Decimal("94.2"), middle, COMPLAINTS, low, middle) == "green"
    assert light(Decimal("93.5"), middle, COMPLAINTS, wide, middle) == "yellow"
    assert light(Decimal("93.5"), middle, COMPLAINTS, low, middle) == "red"
    assert light(None, None, COMPLAINTS, None, middle) == ""


def test_after_its_day_only_what_was_reached_counts() -> None:
    wide = Forecast(Decimal(94), Decimal(95), Decimal(99))
    assert light(Decimal("95.9"), END, COMPLAINTS, wide, date(2026, 1, 1)) == "red"
    assert light(Decimal("96"), END, COMPLAINTS, wide, date(2026, 1, 1)) == "green"


def test_a_target_of_each_year_is_not_reached_on_average() -> None:
    assert light(Decimal("3.9"), date(2023, 12, 31), aim("4", "4", yearly=True), None, date(2024, 1, 2)) == "red"


def test_the_forecast_of_a_straight_line_is_the_line_with_no_spread() -> None:
    points = [(date(year, 12, 31), Decimal(90 + year - 2020)) for year in range(2020, 2024)]
    found = forecast(points, END)
    assert found is not None
    assert abs(found.mid - 95) < Decimal("0.01")  # leap days apart
    assert found.high - found.low < Decimal("0.02")


def test_the_interval_is_that_of_a_new_value_by_students_t() -> None:
    """Values 1, 2, 2, 3 at the years 0 to 3; to the year 4. By hand: slope 0.6, s² = 0.1, spread √(0.1 (1 + ¼ + 2.5²/5))."""
    points = [(date(2001 + n, 1, 1), Decimal(v)) for n, v in enumerate((1, 2, 2, 3))]
    found = forecast(points, date(2005, 1, 1), 80)
    assert found is not None
    assert abs(found.mid - Decimal("3.5")) < Decimal("0.01")
    assert abs((found.high - found.low) / 2 - Decimal("0.943")) < Decimal("0.005")  # 1.8856 · √0.25


@pytest.mark.parametrize(
    ("confidence", "freedom", "known"), [(0.8, 1, 3.0777), (0.8, 2, 1.8856), (0.8, 10, 1.3722), (0.95, 5, 2.5706)]
)
def test_quantiles_of_t_are_those_of_the_tables(confidence: float, freedom: int, known: float) -> None:
    assert t_quantile(confidence, freedom) == pytest.approx(known, abs=2e-4)


def test_two_values_make_no_forecast() -> None:
    assert forecast([(BEGIN, Decimal(1)), (date(2021, 12, 31), Decimal(2))], END) is None


values = st.lists(st.decimals(0, 100, places=2), min_size=3, max_size=10)


@given(values)
def test_a_forecast_lies_within_its_interval_and_a_share_stays_one(found: list[Decimal]) -> None:
    points = [(date(2001 + n, 12, 31), value) for n, value in enumerate(found)]
    ahead = forecast(points, date(2030, 12, 31), percent=True)
    assert ahead is not None
    assert 0 <= ahead.low <= ahead.mid <= ahead.high <= 100


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.dates(BEGIN, END))
def test_the_path_never_leaves_the_space_between_its_ends(start: Decimal, end: Decimal, day: date) -> None:
    found = expected(aim(str(start), str(end)), day)
    assert found is not None
    assert min(start, end) - Decimal("0.0001") <= found <= max(start, end) + Decimal("0.0001")


@given(st.decimals(0, 100, places=2), st.decimals(0, 10, places=2))
def test_a_better_value_never_has_a_worse_light(value: Decimal, more: Decimal) -> None:
    order = {"red": 0, "yellow": 1, "green": 2}
    day = date(2023, 12, 31)
    ahead = Forecast(Decimal(94), Decimal(95), Decimal(97))
    assert order[light(value + more, day, COMPLAINTS, ahead, day)] >= order[light(value, day, COMPLAINTS, ahead, day)]


def test_equals_share_a_rank_and_the_next_one_is_left_out() -> None:
    rows = [("a", Decimal(3)), ("b", Decimal(5)), ("c", Decimal(5)), ("d", None)]
    assert ranks(rows, "up") == {"b": 1, "c": 1, "a": 3}
    assert ranks(rows, "down") == {"a": 1, "b": 2, "c": 2}


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.decimals(-9, 9, places=1), min_size=1))
def test_ranks_begin_with_one_and_count_who_is_better(found: dict[str, Decimal]) -> None:
    told = ranks(list(found.items()), "up")
    assert all(told[p] == 1 + sum(other > v for other in found.values()) for p, v in found.items())


def test_a_change_is_split_between_numerator_and_denominator() -> None:
    """90 of 100 to 95 of 125: the numerator alone would add 4½ points, the denominator took 18½."""
    found = explaining.change(Parts(Fraction(90), Fraction(100)), Parts(Fraction(95), Fraction(125)), Fraction(100))
    assert found is not None
    assert (found.total, found.numerator, found.denominator) == (-14, Fraction(9, 2), Fraction(-37, 2))


parts = st.builds(lambda n, d: Parts(Fraction(n), Fraction(d)), st.integers(0, 500), st.integers(1, 500))


@given(parts, parts)
def test_the_two_parts_of_a_change_add_up(before: Parts, after: Parts) -> None:
    found = explaining.change(before, after, Fraction(100))
    assert found is not None
    assert found.numerator + found.denominator == found.total


@given(st.dictionaries(st.sampled_from("abcde"), st.tuples(parts, parts), min_size=1), st.sampled_from(["", "a", "b"]))
def test_what_places_added_is_the_change_of_the_whole(pairs: dict[str, tuple[Parts, Parts]], new: str) -> None:
    before = {place: pair[0] for place, pair in pairs.items() if place != new or len(pairs) == 1}
    after = {place: pair[1] for place, pair in pairs.items()}
    whole = []
    for side in (before, after):
        whole.append(sum(p.numerator for p in side.values()) / sum(p.denominator or Fraction(0) for p in side.values()))
    found = explaining.contributions(before, after, Fraction(100))
    assert sum(c.total for c in found) == (whole[1] - whole[0]) * 100


def test_counts_of_places_add_up_as_they_are() -> None:
    found = explaining.contributions(
        {"a": Parts(Fraction(3), None)}, {"a": Parts(Fraction(5), None), "b": Parts(Fraction(4), None)}
    )
    assert [(c.place, c.total) for c in found] == [("b", 4), ("a", 2)]


def test_a_forecast_says_by_which_method_it_was_made() -> None:
    assert progress.Forecast(Decimal(1), Decimal(2), Decimal(3)).method == "least_squares"
