"""Discretion by the guidance of 2022: worked examples, and what must hold whatever the range and the facts are."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.enforcement.rules import discretion, exemptions, lenity
from hengjian.apps.enforcement.rules.causes import causes, search
from hengjian.apps.enforcement.rules.discretion import BANDS, Benchmark, assess, spans_of

DAY = date(2026, 11, 20)
CAUSES = sorted(causes())


@pytest.mark.parametrize(
    ("low", "high", "first", "second"),
    [
        (50_000, 200_000, 95_000, 155_000),
        (10_000, 100_000, 37_000, 73_000),
        (200_000, 1_000_000, 440_000, 760_000),
        (0, 50_000, 15_000, 35_000),
    ],
)
def test_the_bands_part_at_thirty_and_seventy_percent(low: int, high: int, first: int, second: int) -> None:
    light, ordinary, heavy = spans_of(Decimal(low), Decimal(high))[-3:]
    assert (light.low, light.high) == (low, first)
    assert (ordinary.low, ordinary.high) == (first, second)
    assert (heavy.low, heavy.high) == (second, high)


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.fractions(0, 1))
def test_every_amount_of_the_range_lies_in_exactly_one_band(low: int, width: int, where: object) -> None:
    amount = Decimal(low) + Decimal(width) * Decimal(where.numerator) / Decimal(where.denominator)  # type: ignore[attr-defined]
    spans = spans_of(Decimal(low), Decimal(low + width))
    assert sum(amount in span for span in spans) == 1


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_below_the_range_is_mitigated_only(low: int, width: int) -> None:
    spans = spans_of(Decimal(low), Decimal(low + width))
    assert [s.band for s in spans if Decimal(low) - Decimal("0.01") in s] == ["mitigated"]


def facts_of(cause: str, effects: set[str]) -> list[str]:
    return [f.id for f in discretion.facts_for(cause).values() if f.effect in effects]


@given(st.sampled_from(CAUSES), st.data())
def test_a_severe_fact_never_lowers_and_a_lenient_one_never_raises_the_band(cause: str, data: st.DataObject) -> None:
    known = sorted(discretion.facts_for(cause))
    shown = data.draw(st.lists(st.sampled_from(known), max_size=6))
    before = BANDS.index(assess(cause, "", shown, on=DAY).band)
    severe = data.draw(st.sampled_from(facts_of(cause, {"heavy", "heavy_must"})))
    assert BANDS.index(assess(cause, "", [*shown, severe], on=DAY).band) >= before
    lenient = data.draw(st.sampled_from(facts_of(cause, {"none", "lenient", "light", "both"})))
    assert BANDS.index(assess(cause, "", [*shown, lenient], on=DAY).band) <= before


@given(st.sampled_from(CAUSES), st.data())
def test_the_range_of_an_assessment_lies_within_the_statute_unless_mitigated(cause: str, data: st.DataObject) -> None:
    one = causes()[cause]
    if not one.tiers:
        return
    tier = data.draw(st.sampled_from(one.tiers))
    shown = data.draw(st.lists(st.sampled_from(sorted(discretion.facts_for(cause))), max_size=5))
    base = Decimal(data.draw(st.integers(1, 10**6))) if tier.multiple else None
    found = assess(cause, tier.name, shown, base, DAY)
    assert found.reasons
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.high
    factor = base or Decimal(1)
    assert found.high <= tier.high * factor
    if found.band not in ("none", "mitigated"):
        assert found.low >= tier.low * factor


def test_art_33_minor_corrected_and_harmless_goes_without_a_penalty() -> None:
    found = assess("food-013", "货值<1万", ["minor", "corrected", "no_harm"], on=DAY)
    assert found.band == "none"
    assert not found.may_be_waived
    assert "第三十三条" in found.reasons[0].article.official  # type: ignore[union-attr]


def test_art_33_first_slight_and_corrected_may_be_waived() -> None:
    assert assess("food-013", "货值<1万", ["first", "slight_harm", "corrected"], on=DAY).may_be_waived


def test_two_of_three_conditions_are_not_enough() -> None:
    assert assess("quality-001", "", ["minor", "corrected"], on=DAY).band == "ordinary"


def test_nothing_outweighs_what_the_law_itself_exempts() -> None:
    assert assess("food-013", "货值<1万", ["no_fault", "repeated", "emergency"], on=DAY).band == "none"
    assert assess("food-014", "货值<1万", ["under_14"], on=DAY).band == "none", (
        "nor does the table, which bars the band"
    )
    assert assess("food-014", "货值<1万", ["first", "slight_harm", "corrected"], on=DAY).band == "mitigated"


def test_art_32_merit_lowers_by_one_step_and_with_another_fact_by_two() -> None:
    assert assess("registration-001", "", ["merit"], on=DAY).band == "light"
    assert assess("equipment-017", "", ["merit", "removes_harm"], on=DAY).band == "mitigated"


def test_with_only_an_upper_bound_there_is_nothing_below_light() -> None:
    found = assess("price-009", "", ["merit", "removes_harm"], on=DAY)
    assert causes()["price-009"].tiers[0].low == 0
    assert (found.band, found.low) == ("light", 0)


def test_facts_for_and_against_are_weighed_and_the_heads_decide() -> None:
    found = assess("food-013", "货值<1万", ["merit", "repeated"], on=DAY)
    assert (found.band, found.weighed, found.collective) == ("ordinary", True, True)


def test_a_multiple_is_taken_of_its_base() -> None:
    found = assess("food-013", "货值>=1万", ["repeated"], Decimal(12_000), DAY)
    assert (found.low, found.high, found.factors) == (204_000, 240_000, (17, 20))


def test_without_its_base_a_multiple_says_only_its_factors() -> None:
    found = assess("food-013", "货值>=1万", [], None, DAY)
    assert found.low is None
    assert found.factors == (13, 17)


def test_an_amount_outside_the_band_needs_a_written_reason() -> None:
    found = assess("ads-003", "", [], on=DAY)
    assert found.against(Decimal(500_000)).departures == ()
    assert found.against(Decimal(250_000)).departures[0].field == "fine"
    assert found.against(Decimal(250_000), "当事人系小微企业，影响极小").departures == ()


def test_the_bounds_between_belong_to_light_and_heavy() -> None:
    ordinary = assess("ads-003", "", [], on=DAY)
    assert ordinary.against(Decimal(440_000)).departures
    assert not ordinary.against(Decimal(440_001)).departures
    assert ordinary.against(Decimal(760_000)).departures


def test_a_province_may_draw_the_lines_elsewhere_and_name_facts_of_its_own() -> None:
    theirs = Benchmark("41", "ads-003", "", 20, 80, "豫市监〔2026〕1号", (("heavy", "直播间在线人数超过十万"),))
    assert (assess("ads-003", "", [], on=DAY, benchmark=theirs).low) == 360_000
    assert assess("ads-003", "", ["ads-003.p0"], on=DAY, benchmark=theirs).band == "heavy"
    assert assess("ads-003", "", ["ads-003.p0"], on=DAY).band == "ordinary", "a fact nobody named weighs nothing"


def test_what_is_still_wanting_for_a_lighter_band_is_named() -> None:
    own = {f.text: f.id for f in discretion.facts_for("food-013").values()}
    found = assess("food-013", "货值<1万", [own["未售出"], own["立即下架"]], on=DAY)
    assert {f.text for w in found.wanting if w.band == "none" for f in w.facts} >= {"过期时间短", "没有造成危害后果"}


def test_exemptions_say_which_conditions_are_met_and_which_are_missing() -> None:
    [one] = exemptions.offered("food-013", ["no_harm"])
    assert [f.id for f in one.met] == ["no_harm"]
    assert not one.complete
    assert exemptions.offered("food-013", [f.id for f in one.conditions])[0].complete


def test_art_37_the_old_law_applies_unless_the_new_one_is_lighter() -> None:
    old = assess("ads-003", "", [], on=DAY)
    milder = Benchmark("41", "ads-003", "", 10, 40, "新基准")
    stricter = Benchmark("41", "ads-003", "", 60, 95, "新基准")
    acted, decided = date(2026, 3, 2), DAY
    assert lenity.lighter(old, assess("ads-003", "", [], on=DAY, benchmark=milder), acted, decided).version == "new"
    assert lenity.lighter(old, assess("ads-003", "", [], on=DAY, benchmark=stricter), acted, decided).version == "old"
    same = lenity.lighter(old, old, acted, decided)
    assert same.alike
    assert same.article.article == 37
    assert lenity.differs(old, assess("ads-003", "", [], on=DAY, benchmark=stricter))


def test_every_cause_is_whole() -> None:
    for one in causes().values():
        assert one.name
        assert one.violates()
        assert one.punished_by()
        assert all(t.low <= t.high for t in one.tiers)
        assert one.check in ("verified", "high", "medium", "low")
    assert len(causes()) == 264


def test_causes_are_found_by_words_field_and_article() -> None:
    assert [c.id for c in search("超过保质期 食品", "food")] == ["food-012", "food-013"]
    assert all(c.statute == "ad_law" for c in search("", statute="ad_law"))
    assert search("没有这样的案由") == []


def test_a_day_before_the_guidance_is_measured_by_the_guidance_as_it_first_was() -> None:
    early, first = (
        discretion.assess("ads-003", "", ["cooperates"], on=day) for day in (date(2020, 3, 1), date(2022, 10, 8))
    )
    assert (early.band, early.low, early.high) == (first.band, first.low, first.high)
    assert early.low is not None
    assert discretion.bands_table(causes()["ads-003"], date(2020, 3, 1))
