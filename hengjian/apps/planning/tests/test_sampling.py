"""Samples and their error against published worked examples and properties (Cochran, Sampling Techniques)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.planning.rules import questionnaire, sampling
from hengjian.apps.planning.rules.sampling import Part, estimate

values = st.lists(st.integers(0, 100).map(float), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("population", "margin", "confidence", "needed"),
    [
        (10**9, 5, 95, 385),  # the 384.15 of every textbook, rounded up
        (1000, 5, 95, 278),  # with the correction for a finite population
        (100, 5, 95, 80),
        (10**9, 3, 95, 1068),
        (10**9, 5, 99, 664),
        (10**9, 10, 90, 68),
        (0, 5, 95, 0),
        (3, 1, 99, 3),
    ],
)
def test_sizes_of_the_textbook(population: int, margin: float, confidence: float, needed: int) -> None:
    assert sampling.size(population, margin, confidence) == needed


@given(st.integers(1, 10**7), st.integers(1, 20), st.sampled_from([90, 95, 99]))
def test_a_narrower_margin_needs_no_smaller_sample_and_nobody_twice(n: int, margin: int, confidence: int) -> None:
    found = sampling.size(n, margin, confidence)
    assert 0 < found <= n
    assert sampling.size(n, margin + 1, confidence) <= found


def test_who_will_not_answer_is_asked_too() -> None:
    assert sampling.invited(385, 50, 10**6) == 770
    assert sampling.invited(385, 50, 500) == 500


@given(st.integers(0, 5000), st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_an_allocation_is_proportional_within_one_and_never_more_than_there_are(total: int, sizes: list[int]) -> None:
    found = sampling.allocated(total, sizes)
    whole = sum(sizes)
    for count, size in zip(found, sizes, strict=True):
        assert count <= size
        if whole:
            exact = min(total, whole) * size / whole
            assert count >= math.floor(exact)
            assert count <= max(math.ceil(exact), 2)


def test_a_stratified_mean_by_hand() -> None:
    """Two strata of 600 and 400: 0.6 × 70 + 0.4 × 90 = 78; variance 0.36 × 0.995 × 100/3 + 0.16 × 0.995 × 300/2."""
    found = estimate([Part(600, [60.0, 70.0, 80.0]), Part(400, [90.0 - 17.32050808, 90.0 + 17.32050808])], 95)
    assert found
    assert found.mean == pytest.approx(78)
    expected = 0.36 * (1 - 3 / 600) * 100 / 3 + 0.16 * (1 - 2 / 400) * 600 / 2
    assert found.error == pytest.approx(math.sqrt(expected), abs=1e-6)
    assert found.margin == pytest.approx(1.959964 * math.sqrt(expected), abs=1e-4)


@given(st.lists(st.tuples(st.integers(20, 9999), values), min_size=1, max_size=6))
def test_a_mean_lies_between_the_answers_and_does_not_depend_on_the_order(rows: list[tuple[int, list[float]]]) -> None:
    parts = [Part(n, v) for n, v in rows]
    found = estimate(parts, 95)
    assert found
    every = [v for _n, vs in rows for v in vs]
    assert min(every) - 1e-9 <= found.mean <= max(every) + 1e-9
    assert estimate(parts[::-1], 95) == found
    assert found.error >= 0


def test_who_has_all_answers_has_no_error() -> None:
    found = estimate([Part(3, [10.0, 20.0, 30.0])], 95)
    assert found
    assert (found.mean, found.error) == (20, 0)


def test_over_answering_strata_do_not_pull_the_figure() -> None:
    """Ninety answers from a tenth of the people weigh a tenth."""
    found = estimate([Part(100, [0.0] * 90), Part(900, [100.0] * 10)], 95)
    assert found
    assert found.mean == pytest.approx(90)


def test_silent_and_single_strata_are_told_and_never_crash() -> None:
    assert estimate([Part(10, []), Part(20, [])], 95) is None
    found = estimate([Part(10, []), Part(20, [50.0]), Part(30, [40.0, 60.0])], 95)
    assert found
    assert (found.empty, found.answers) == (1, 3)
    assert found.error > 0


def test_promoters_less_detractors() -> None:
    assert sampling.nps([Part(100, [10.0, 9.0, 8.0, 6.0])]) == pytest.approx(25)
    assert sampling.nps([Part(100, [])]) is None


def test_the_frames_hash_changes_with_anybody_in_it() -> None:
    one = sampling.frame("S1", {"a": ["subject:2", "subject:1"]}, {"a": 1})
    assert one == sampling.frame("S1", {"a": ["subject:1", "subject:2"]}, {"a": 1})
    assert one != sampling.frame("S1", {"a": ["subject:1", "subject:3"]}, {"a": 1})
    assert len({sampling.stratum_seed("00" * 32, sampling.frame_hash(one), s) for s in "ab"}) == 2


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("找13800138123的老板", "38123"),
        ("身份证411602199001011234", "411602199001011234"),
        ("电话8234567", "8234567"),
        ("写信到 wu@example.org", "example"),
    ],
)
def test_free_text_loses_what_finds_a_person(text: str, kept: str) -> None:
    assert kept not in sampling.masked(text)


def test_text_without_numbers_stays() -> None:
    assert sampling.masked("2026年秤不准，少了3两") == "2026年秤不准，少了3两"


def test_questions_as_people_type_them() -> None:
    found, faults = questionnaire.parsed("满意：总体满意吗\n单选: 渠道 | 线下 | 网上\n推荐：会推荐吗\n问答：建议")
    assert faults == []
    assert [q["kind"] for q in found] == ["likert", "choice", "nps", "text"]
    assert found[1]["options"] == ["线下", "网上"]
    for wrong in ("总体满意吗", "单选：渠道|线下", "推荐：会推荐吗"):
        assert questionnaire.parsed(wrong)[1]


def test_strata_as_people_type_them() -> None:
    assert questionnaire.strata_of("川汇区，短信，412000")[0][0]["population"] == 412000
    for wrong in ("", "川汇区，短信", "川汇区，短信，许多", "甲,短信,5\n甲,短信,6"):
        assert questionnaire.strata_of(wrong)[1]


@given(st.dictionaries(st.sampled_from(["q0", "q1", "q2", "q3"]), st.text(max_size=8)))
def test_only_answers_that_were_offered_are_taken(posted: dict[str, str]) -> None:
    questions, _faults = questionnaire.parsed("满意：甲\n推荐：乙\n单选：丙|一|二\n问答：丁")
    answers, faults = questionnaire.answered(questions, posted)
    bounds = {"0": (1, 5), "1": (0, 10), "2": (0, 1)}
    for key, (low, high) in bounds.items():
        assert (f"q{key}" in faults) != (key in answers)
        assert key not in answers or low <= answers[key] <= high
