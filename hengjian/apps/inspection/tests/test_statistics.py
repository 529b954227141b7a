"""The draw is random by measures that the negative control fails."""

import json
from pathlib import Path

import pytest

from hengjian.apps.inspection.rules import statistics

KEPT = Path(__file__).parents[4] / "benchmarks" / "draw" / "statistics.json"


@pytest.fixture(scope="module")
def reports() -> list[statistics.Report]:
    return statistics.compare()


def test_anybody_gets_the_numbers_that_are_kept(
    reports: list[statistics.Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in benchmarks/draw is reckoned anew; a changed draw or measure cannot keep old figures."""
    monkeypatch.setattr(statistics, "compare", lambda *sizes: reports)
    assert json.loads(KEPT.read_text(encoding="utf-8")) == statistics.told()


def test_our_draw_passes_what_every_kth_fails(reports: list[statistics.Report]) -> None:
    ours, kth = reports
    assert ours.outcomes == ours.runs  # no draw came twice
    assert kth.outcomes == 20  # a draw of five in a hundred has twenty outcomes
    assert 0.9 < ours.pair_ratio < 1.1
    assert kth.pair_ratio > 50  # neighbours share their fate
    assert 0.001 < ours.inclusion_p < 0.999
    assert abs(ours.front_z) < 3.5
    assert ours.never_share == 0


def test_a_biased_draw_is_noticed() -> None:
    """The measure itself can fail: the first of the register a little more often than the others."""
    fair = statistics.ours(100, 10)
    biased = statistics.report("biased", lambda run: [0, *(n for n in fair(run) if n)][:10], 100, 400)
    assert biased.inclusion_p < 1e-6


@pytest.mark.parametrize(("size", "never"), [(10_000, 0.025), (100_000, 0.475), (527_264, 0.86)])
def test_an_offset_that_drifts_leaves_most_of_a_large_register_out(size: int, never: float) -> None:
    assert 1 - statistics.drawable_with_drift(size, 20) == pytest.approx(never, abs=0.001)


@pytest.mark.parametrize(("chi2", "df", "p"), [(16.919, 9, 0.05), (123.225, 99, 0.05), (14.684, 9, 0.1)])
def test_the_tail_of_chi_square_is_that_of_the_tables(chi2: float, df: int, p: float) -> None:
    assert statistics.p_value(chi2, df) == pytest.approx(p, abs=0.002)
